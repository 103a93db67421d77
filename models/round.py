"""One contact with the platform: what it stated, the dates that follow, the reminders planned for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.escalation import follow_ups_of
from models.planning import Planning
from models.record import Record
from models.reminder import Reminder
from models.round_dates import (
    Basis,
    NotStarted,
    StoredSteps,
    done_steps,
    explained,
    shown_steps,
)
from models.round_reminders import Held, Wanted, changes, planned_columns
from models.rows import date_values, reminder_values, started_round
from scheduler.due_dates import DueDates
from scheduler.reminders import Kind
from scheduler.starting_acts import StartsAt
from scheduler.windows import Window

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
    starts_at: Mapped[str]
    """The act that starts the clock (``scheduler.starting_acts``)."""
    day0: Mapped[date | None]
    """Empty until that act has happened: then there are no dates either."""
    expected: Mapped[bool] = mapped_column(default=False)
    """Whether day 0 is a day to come (a settlement letter's), which the real one replaces."""
    calls: Mapped[list[str]]
    """Days of calls made after the first, where the window begins with calls (W9)."""
    appointment: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The bank's rule around the payoff date (Dates 8), for working the days out again."""
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
    early_steps: Mapped[list[dict[str, str]]]
    """Acts around a payoff date (Dates 8), or questions for the act that starts the clock; each
    ``{"kind", "on"}``."""
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
    ) -> Round:
        """A further round with its dates worked out; its reminders are planned by ``plan_reminders``.

        The first one is stored by ``models.registration``: only it may wait for an act or an appointment.
        """
        columns = started_round(
            number, statement, day0, planning, appointment=None, starts_at=StartsAt.REQUEST
        )
        return cls(**columns, reminders=[])

    @property
    def basis(self) -> Basis:
        """What the dates follow from."""
        return Basis(
            self.window,
            self.day0,
            self.expected,
            self.calls,
            self.payoff_on,
            self.appointment,
            self.early_steps,
        )

    @property
    def steps(self) -> StoredSteps:
        """All acts before the check. A step's place in this list is its reminder's ordinal."""
        return self.early_steps + self.window_steps

    @property
    def steps_shown(self) -> StoredSteps:
        """The same for a reader, without questions that were answered."""
        return shown_steps(self.day0, self.expected, self.steps)

    def dates(self, planning: Planning) -> DueDates:
        """The dates with their explanation. Raises CalendarGap, and NotStarted before day 0."""
        if self.day0 is None:
            raise NotStarted
        return explained(self.window, self.day0, tuple(self.calls), planning.calendar)

    def work_out_dates(self, planning: Planning) -> None:
        """Set the dates by the calendar at hand; a year without one leaves them empty, with the reason."""
        for column, value in date_values(self.basis, planning).items():
            setattr(self, column, value)

    def plan_reminders(self, user_id: int, planning: Planning, pull_on: date | None = None) -> None:
        """Add, move or cancel reminders so that they match the dates; what was sent stays sent.

        ``pull_on``: the day of the report that the check waits for; a day the user chose comes before it.
        """
        by_key = {(reminder.kind, reminder.ordinal): reminder for reminder in self.reminders}
        held = [Held(r.kind, r.ordinal, r.day, r.state) for r in self.reminders]
        done = done_steps(self.basis, self.steps)
        wanted = Wanted(
            self.check_on, self.steps, done, self.snoozed_until or pull_on, follow_ups_of(self.closure, self)
        )
        found = changes(held, wanted, planning)
        for planned in found.add:
            self.reminders.append(Reminder(**reminder_values(planned, user_id, planning)))
        for before, planned in found.move:
            _set(by_key[before.kind.value, before.ordinal], planned_columns(planned, planning))
        for before in found.cancel:
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


def _set(reminder: Reminder, columns: Mapping[str, Any]) -> Reminder:
    for name, value in columns.items():
        setattr(reminder, name, value)
    return reminder
