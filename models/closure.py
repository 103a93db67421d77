"""One request to close one account: the thing followed up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from config.i18n import N_
from config.told import Told
from models.acts import act_of, record, refuse_impossible_day
from models.escalation import Escalation, take
from models.event import Event
from models.personal import impersonal
from models.planning import Planning
from models.record import Record
from models.refused import ActRefused
from models.registration import Registration, Target, register_all
from models.round import Round, Statement, WindowSource
from models.undo import UNDONE, last_act, put_back, standing
from scheduler.appointments import Appointment
from scheduler.escalation import Filing, escalated
from scheduler.lifecycle import Answer, ClosureState, answered, is_open, state_on, transition
from scheduler.starting_acts import StartsAt
from scheduler.windows import parse

if TYPE_CHECKING:
    from models.credit_report import ReportVerdict
    from models.user import Person

__all__ = ["CANNOT_TELL_DAYS", "Closure", "SnoozeError", "Target"]

CANNOT_TELL_DAYS = 7
"""After "cannot tell" the next reminder waits this long: time to get a report that can be read."""


class SnoozeError(Told):
    """A snooze that moves nothing: the date is not ahead, or nothing is planned."""


class Closure(Record):
    """A closure with its rounds. Methods change it in memory and write down what happened."""

    __tablename__ = "closures"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    platform: Mapped[str]
    """The catalogue's slug; empty for a platform it does not know."""
    platform_name: Mapped[str]
    route: Mapped[str | None]
    requested_on: Mapped[date]
    state: Mapped[str]
    note: Mapped[str]
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="closures")
    rounds: Mapped[list[Round]] = relationship(
        back_populates="closure", order_by=Round.number, cascade="all, delete-orphan", passive_deletes=True
    )
    escalations: Mapped[list[Escalation]] = relationship(
        back_populates="closure",
        order_by=(Escalation.filed_on, Escalation.id),
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="selectin",  # planning asks each closure for them, and most have none
    )
    events: Mapped[list[Event]] = relationship(
        order_by=Event.id, cascade="all, delete-orphan", passive_deletes=True
    )
    verdicts: Mapped[list[ReportVerdict]] = relationship(
        back_populates="closure",
        order_by="ReportVerdict.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @classmethod
    def register(
        cls,
        person: Person,
        target: Target,
        requested_on: date,
        statement: Statement,
        planning: Planning,
        *,
        day0: date | None = None,
        appointment: Appointment | None = None,
        starts_at: StartsAt = StartsAt.REQUEST,
        has_started: bool = True,
        note: str = "",
    ) -> Closure:
        """A new closure with its first round, dates and reminders.

        ``day0`` is the request unless given; of an appointment it is the letter's expected day.

        Without ``has_started`` the act that starts the clock is awaited: no day 0 and no dates yet. The
        person is in a session. Stored at once, for the session to commit; see ``register_all`` for many.
        Raises ConsentMissing.
        """
        person.require_consent()
        session = object_session(person)
        assert session is not None
        session.flush()
        wanted = Registration(
            person.id,
            target,
            requested_on,
            statement,
            day0,
            appointment=appointment,
            starts_at=starts_at,
            has_started=has_started,
            note=note,
        )
        [number] = register_all(session.connection(), person.user_id, [wanted], planning)
        session.expire(person, ["closures"])
        return session.get_one(cls, number)

    @property
    def round(self) -> Round:
        """The round that is going on (or was the last)."""
        return self.rounds[-1]

    @property
    def last_change(self) -> int:
        """The number of the last event that an act of the user's left; 0 before the first."""
        acts = (e.id for e in self.events if e.before is not None or e.kind == UNDONE)
        return max(acts, default=0)

    def state_on(self, today: date) -> ClosureState:
        """The state as a reader sees it: a waiting closure is due from its check-on day."""
        return state_on(ClosureState(self.state), self.round.check_on, today)

    def start_round(self, statement: Statement, day0: date, planning: Planning) -> Round:
        """Begin following a further stated window from ``day0`` (a Beijing date, not counted)."""
        started = Round.start(len(self.rounds) + 1, statement, day0, planning)
        self.rounds.append(started)
        started.plan_reminders(self.person.user_id, planning)
        return started

    def act(self, on: date, planning: Planning) -> str:
        """Record the act that starts the clock, or a call of W9 that was made; returns which it was.

        Raises ActRefused for a day that cannot be it or a closure that waits for none, and
        ForbiddenTransition for one that is followed no longer, or beyond its first window.
        """
        state, before = ClosureState(self.state), standing(self)
        becomes = state if state is ClosureState.WAITING else transition(state, ClosureState.WAITING)
        act = act_of(self)
        refuse_impossible_day(self, act, on, planning.beijing_today)
        self.state = becomes.value
        record(self.round, act, on)
        self.round.work_out_dates(planning)
        self.round.plan_reminders(self.person.user_id, planning)
        self.remember("acted", planning, before=before, act=act, on=on.isoformat())
        return act

    def answer(
        self,
        answer: Answer,
        planning: Planning,
        statement: Statement | None = None,
        of_round: int | None = None,
    ) -> None:
        """What the new report showed. Raises ForbiddenTransition when the closure is finished, and ActRefused
        when another round than ``of_round`` is going on.

        Anything but verified is followed further: by a next round with ``statement``, or 次月更新.
        """
        self._refuse_another_round(of_round)
        before = standing(self)
        self.state = answered(ClosureState(self.state), answer).state.value
        self.remember("answered", planning, before=before, answer=answer.value, round=self.round.number)
        self._take_verdicts(answer.value, planning)
        if answer is Answer.CANNOT_TELL:
            self._postpone(planning.today + timedelta(days=CANNOT_TELL_DAYS), planning)
            return
        self._end_round(answer, planning)
        if answer is not Answer.VERIFIED:
            self.start_round(statement or _next_month(), planning.beijing_today, planning)

    def snooze(self, until: date, planning: Planning, *, report_asked: bool = False) -> None:
        """Move the next reminder of the check to ``until`` (the user's date), and swallow those before.

        ``report_asked``: because a new report was asked for, and should be there by then.
        """
        if not is_open(ClosureState(self.state)):
            raise SnoozeError(N_("closure {number} is finished: there is nothing to put off"), number=self.id)
        check_on = self.round.check_on
        if until <= planning.today:
            raise SnoozeError(
                N_("{until} is not after today, {today}: choose a later date"),
                until=until,
                today=planning.today,
            )
        if check_on is None:
            raise SnoozeError(
                N_("closure {number} has no dates yet: there is nothing to put off"), number=self.id
            )
        if until < check_on:
            raise SnoozeError(
                N_("{until} is before the day to check, {check_on}: choose that day or a later one"),
                until=until,
                check_on=check_on,
            )
        before = standing(self)
        self._postpone(until, planning)
        why = {"report_asked": True} if report_asked else {}
        self.remember("snoozed", planning, before=before, until=until.isoformat(), **why)

    def escalate(self, filing: Filing, planning: Planning, ticket: str = "") -> Escalation:
        """A rung of the ladder was taken; filed again with the same day, it is told more about.

        The round goes on: it keeps watching the report. Raises ForbiddenTransition when the closure is
        finished, EscalationError for dates that cannot be, PersonalData; nothing has changed then.
        """
        state = escalated(ClosureState(self.state))
        taken = take(self, filing, impersonal(ticket), planning)
        was, self.state = self.state, state.value
        self.round.plan_reminders(self.person.user_id, planning)
        self.remember("escalated", planning, **taken.facts(), was=was)
        return taken

    def add_note(self, text: str, planning: Planning, ticket: str = "") -> None:
        """Keep a note, with a ticket number if there is one; a finished closure takes notes too.

        Raises PersonalData.
        """
        self.remember("noted", planning, text=impersonal(text), ticket=impersonal(ticket) or None)

    def withdraw(self, planning: Planning) -> None:
        """Stop following this closure. Raises ForbiddenTransition when it is finished."""
        before = standing(self)
        self.state = transition(ClosureState(self.state), ClosureState.WITHDRAWN).value
        self.round.cancel_reminders()
        self.remember("withdrawn", planning, before=before)

    def give_up(self, planning: Planning) -> None:
        """End an escalation that led to nothing: the account stays open, and it is followed no longer.

        Raises ActRefused before any escalation, and ForbiddenTransition when the closure is finished.
        """
        state, before = ClosureState(self.state), standing(self)
        if is_open(state) and state is not ClosureState.ESCALATED:
            raise ActRefused(
                N_(
                    "closure {number} is not escalated, so there is nothing to give up; escalate it first, "
                    "or stop following it: xiaohu withdraw {number}"
                ),
                number=self.id,
            )
        self.state = transition(state, ClosureState.GIVEN_UP).value
        self.round.cancel_reminders()
        self.remember("given_up", planning, before=before)

    def undo(self, planning: Planning) -> Event:
        """Take back the last act; returns it. Raises ActRefused when that cannot be done any more."""
        act = last_act(self.id, self.events)
        put_back(self, act.before or {}, planning)
        for verdict in self.verdicts:
            if act.kind == "answered" and verdict.answered_at == act.at:
                verdict.answer = verdict.answered_at = None
        self.remember(UNDONE, planning, what=act.kind)
        return act

    def remember(
        self, kind: str, planning: Planning, before: dict[str, Any] | None = None, **data: Any
    ) -> None:
        """Write down what happened; with ``before`` (``models.undo.standing``) it can be taken back."""
        user_id = self.person.user_id
        self.events.append(Event(at=planning.now, kind=kind, user_id=user_id, data=data, before=before))

    def _take_verdicts(self, answer: str, planning: Planning) -> None:
        """What reports said and nobody had answered yet is answered by this."""
        for verdict in self.verdicts:
            if verdict.answered_at is None:
                verdict.answer, verdict.answered_at = answer, planning.now

    def dismiss(self, what: str, planning: Planning) -> None:
        """Leave what reports propose, or say what became of it; the closure stays as it is."""
        self._take_verdicts(what, planning)

    def _refuse_another_round(self, number: int | None) -> None:
        if number in (None, self.round.number):
            return
        over = next((each for each in self.rounds if each.number == number), None)
        hint = (
            N_("round {round} of closure {number} is over; round {running} is going on")
            if over
            else N_("closure {number} has no round {round}; round {running} is going on")
        )
        raise ActRefused(hint, round=number, number=self.id, running=self.round.number)

    def _postpone(self, until: date, planning: Planning) -> None:
        self.round.snoozed_until = until
        self.round.cancel_checks()  # not even what a worker holds is said before
        self.round.plan_reminders(self.person.user_id, planning)

    def _end_round(self, answer: Answer, planning: Planning) -> None:
        self.round.answer, self.round.answered_at = answer.value, planning.now
        self.round.cancel_reminders()


def _next_month() -> Statement:
    # domain.md, the life of a closure: not updated and nothing said means 次月更新 from the answer's date.
    return Statement("", parse("次月"), WindowSource.ASSUMED)
