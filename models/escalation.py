"""One rung of the escalation ladder, as it was taken: its dates, its ticket, when the answer is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from config.i18n import N_
from config.told import Told
from models.planning import Planning
from models.record import Record
from scheduler.escalation import CLOCKS, Filing, FollowUp, Rung, follow_ups

if TYPE_CHECKING:
    from models.closure import Closure
    from models.round import Round


class EscalationError(Told):
    """A rung that cannot be recorded as asked: its dates cannot be, or it is there already."""


class Escalation(Record):
    """A rung, taken on a day. ``number`` names its follow-up: another answer day makes another one."""

    __tablename__ = "escalations"
    __table_args__ = (
        UniqueConstraint("closure_id", "number"),
        UniqueConstraint("closure_id", "rung", "filed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    closure_id: Mapped[int] = mapped_column(ForeignKey("closures.id", ondelete="CASCADE"))
    number: Mapped[int]
    rung: Mapped[str]
    filed_on: Mapped[date]
    accepted_on: Mapped[date | None]
    """The day it was received (objection) or accepted (branch), as far as the user knows."""
    ticket: Mapped[str | None]
    answer_due_on: Mapped[date | None]
    recorded_on: Mapped[date]
    """The user's date on which the answer day was worked out and told."""

    closure: Mapped[Closure] = relationship(back_populates="escalations")

    @property
    def filing(self) -> Filing:
        """As ``scheduler.escalation`` sees it."""
        return Filing(Rung(self.rung), self.filed_on, self.accepted_on, self.number, self.recorded_on)

    def facts(self) -> dict[str, Any]:
        """What programs and the history are told: rung, on, accepted_on, answer_due_on, ticket."""
        return {
            "rung": self.rung,
            "on": self.filed_on.isoformat(),
            "accepted_on": _iso(self.accepted_on),
            "answer_due_on": _iso(self.answer_due_on),
            "ticket": self.ticket,
        }

    def complete(self, filing: Filing, ticket: str, planning: Planning) -> None:
        """Add or correct the day of acceptance and the ticket. Raises EscalationError if neither is new."""
        accepted_on, ticket = filing.accepted_on or self.accepted_on, ticket or self.ticket or ""
        if (accepted_on, ticket) == (self.accepted_on, self.ticket or ""):
            raise EscalationError(
                N_("{rung} of {day} is recorded already; a ticket or a day of acceptance can be added to it"),
                rung=self.rung,
                day=self.filed_on,
            )
        self.accepted_on, self.ticket = accepted_on, ticket or None
        if self.filing.answer_due_on != self.answer_due_on:
            self._take_follow_up_back()
            self.number, self.recorded_on = _next_number(self.closure), planning.today
            self.answer_due_on = self.filing.answer_due_on

    def _take_follow_up_back(self) -> None:
        for reminder in self.closure.round.reminders:
            if reminder.kind == "step" and reminder.ordinal == -self.number:
                reminder.cancel()


def take(closure: Closure, filing: Filing, ticket: str, planning: Planning) -> Escalation:
    """Record a rung, or what is new about one of the same day. Raises EscalationError before any change."""
    _check_filing(filing, closure.requested_on, planning.beijing_today)
    _check_acceptance(filing, planning.beijing_today)
    for known in closure.escalations:
        if (known.rung, known.filed_on) == (filing.rung, filing.filed_on):
            known.complete(filing, ticket, planning)
            return known
    taken = Escalation(
        number=_next_number(closure),
        rung=filing.rung.value,
        filed_on=filing.filed_on,
        accepted_on=filing.accepted_on,
        ticket=ticket or None,
        answer_due_on=filing.answer_due_on,
        recorded_on=planning.today,
    )
    closure.escalations.append(taken)
    return taken


def follow_ups_of(closure: Closure, current: Round) -> tuple[FollowUp, ...]:
    """What ``current`` has to remind of: the clocks of which no earlier round has told."""
    if not closure.escalations:
        return ()
    earlier = (reminder for each in closure.rounds if each is not current for reminder in each.reminders)
    told = {-reminder.ordinal for reminder in earlier if reminder.state in ("claimed", "sent", "failed")}
    wanted = follow_ups([escalation.filing for escalation in closure.escalations])
    return tuple(each for each in wanted if each.number not in told)


def _check_filing(filing: Filing, requested_on: date, today: date) -> None:
    if filing.filed_on > today:
        raise EscalationError(
            N_("{day} is still ahead, today is {today}; record it when it has happened"),
            day=filing.filed_on,
            today=today,
        )
    if filing.filed_on < requested_on:
        raise EscalationError(
            N_("{day} is before the request of {requested_on}; check the date"),
            day=filing.filed_on,
            requested_on=requested_on,
        )


def _check_acceptance(filing: Filing, today: date) -> None:
    if filing.accepted_on is None:
        return
    if filing.rung not in CLOCKS:
        raise EscalationError(
            N_("{rung} has no clock and takes no day of acceptance; only {rungs} do"),
            rung=filing.rung.value,
            rungs=", ".join(rung.value for rung in CLOCKS),
        )
    if not filing.filed_on <= filing.accepted_on <= today:
        raise EscalationError(
            N_("{day} does not lie between the filing on {filed_on} and today, {today}"),
            day=filing.accepted_on,
            filed_on=filing.filed_on,
            today=today,
        )


def _next_number(closure: Closure) -> int:
    return max((each.number for each in closure.escalations), default=0) + 1


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
