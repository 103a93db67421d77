"""One contact with the platform: what it stated, the dates that follow, the reminders planned for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.escalation import follow_ups_of
from models.planning import Planning
from models.record import Record
from models.reminder import Reminder
from models.rows import date_values, read_steps, reminder_values, round_values
from scheduler.appointments import Appointment
from scheduler.due_dates import DueDates, due_dates
from scheduler.lifecycle import ReminderState
from scheduler.reminders import Existing, Kind, Planned, RoundFacts, plan, replan
from scheduler.sending_hours import send_at
from scheduler.windows import Window, parse

if TYPE_CHECKING:
    from models.closure import Closure


class WindowSource(StrEnum):
    """Who says how long it takes: the platform, the guide, or nobody."""

    STATED = "stated"
    GUIDE = "guide"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said about the window: verbatim, as parsed, and by whom."""

    stated: str
    window: Window
    source: WindowSource


class Round(Record):
    """A window with its dates. Without a calendar for its year the dates are empty (``no_calendar``)."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("closure_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    closure_id: Mapped[int] = mapped_column(ForeignKey("closures.id", ondelete="CASCADE"))
    number: Mapped[int]
    day0: Mapped[date]
    payoff_on: Mapped[date | None]
    stated: Mapped[str]
    window: Mapped[str]
    window_source: Mapped[str]
    opens_on: Mapped[date | None]
    due_on: Mapped[date | None]
    check_on: Mapped[date | None]
    provisional: Mapped[bool] = mapped_column(default=False)
    no_calendar: Mapped[int | None]
    """The year whose holidays are unknown, when that is why there are no dates."""
    calendar_version: Mapped[str]
    appointment_steps: Mapped[list[dict[str, str]]]
    """Acts around a payoff date (Dates 8), each ``{"kind", "on"}``."""
    window_steps: Mapped[list[dict[str, str]]]
    """Acts the window asks for: calls (W9), a confirmation (W10)."""
    snoozed_until: Mapped[date | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]

    closure: Mapped[Closure] = relationship(back_populates="rounds")
    reminders: Mapped[list[Reminder]] = relationship(
        back_populates="round",
        order_by="Reminder.day, Reminder.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @classmethod
    def start(
        cls,
        number: int,
        statement: Statement,
        day0: date,
        planning: Planning,
        appointment: Appointment | None,
    ) -> Round:
        """A new round with its dates worked out; its reminders are planned by ``plan_reminders``."""
        dates = date_values(statement.window, day0, planning)
        return cls(**round_values(number, statement, day0, dates, appointment), reminders=[])

    @property
    def steps(self) -> list[dict[str, str]]:
        """All acts before the check. A step's place in this list is its reminder's ordinal."""
        return self.appointment_steps + self.window_steps

    def dates(self, planning: Planning) -> DueDates:
        """The dates with their explanation. Raises CalendarGap."""
        return due_dates(parse(self.window), self.day0, planning.calendar)

    def work_out_dates(self, planning: Planning) -> None:
        """Set the dates by the calendar at hand; a year without one leaves them empty, with the reason."""
        for column, value in date_values(parse(self.window), self.day0, planning).items():
            setattr(self, column, value)

    def plan_reminders(self, user_id: int, planning: Planning) -> None:
        """Add, move or cancel reminders so that they match the dates; what was sent stays sent."""
        by_key = {(reminder.kind, reminder.ordinal): reminder for reminder in self.reminders}
        sent = frozenset((Kind(r.kind), r.ordinal) for r in self.reminders if r.state in _OUT_OF_REACH)
        wanted = plan(self._facts(), sent, planning.cadence, planning.today)
        changes = replan([_existing(reminder) for reminder in self.reminders], wanted)
        for planned in changes.add:
            self.reminders.append(Reminder(**reminder_values(planned, user_id, planning)))
        for before, planned in changes.move:
            _move(by_key[before.kind.value, before.ordinal], planned, planning)
        for before in changes.cancel:
            by_key[before.kind.value, before.ordinal].cancel()

    def cancel_reminders(self) -> None:
        """Nothing more is said about this round, not even what a worker holds but has not sent."""
        for reminder in self.reminders:
            reminder.cancel()

    def cancel_checks(self) -> None:
        """The same for the verify and overdue reminders: planning brings back those that are still wanted."""
        for reminder in self.reminders:
            if reminder.kind != Kind.STEP:
                reminder.cancel()

    def _facts(self) -> RoundFacts:
        return RoundFacts(
            self.check_on,
            read_steps(self.steps),
            self.snoozed_until,
            reminded_on=self._reminded_on(),
            follow_ups=follow_ups_of(self.closure, self),
        )

    def _reminded_on(self) -> date | None:
        checks = (r.day for r in self.reminders if r.kind != Kind.STEP and r.state in _OUT_OF_REACH)
        return max(checks, default=None)


_OUT_OF_REACH = frozenset({ReminderState.SENT, ReminderState.CLAIMED, ReminderState.FAILED})


def _existing(reminder: Reminder) -> Existing:
    return Existing(Kind(reminder.kind), reminder.ordinal, reminder.day, ReminderState(reminder.state))


def _move(reminder: Reminder, planned: Planned, planning: Planning) -> None:
    reminder.day, reminder.step = planned.on, planned.step
    reminder.due_at = send_at(planned.on, planning.hours, planning.now)
    reminder.state = ReminderState.SCHEDULED.value
    # Another day is another message: under the old one's Message-ID a mail program might hide it.
    reminder.batch, reminder.attempts = None, 0
