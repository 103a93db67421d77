"""Rows as plain dictionaries, from dates and plans: for a mapped object as well as for a bulk insert."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from scheduler.due_dates import due_dates
from scheduler.lifecycle import ReminderState
from scheduler.sending_hours import send_at
from scheduler.steps import Step
from scheduler.workdays import CalendarGap

if TYPE_CHECKING:
    from models.planning import Planning
    from models.round import Statement
    from scheduler.appointments import Appointment
    from scheduler.reminders import Planned
    from scheduler.windows import Window

Values = dict[str, Any]
"""Column names with their values."""


def round_values(
    number: int, statement: Statement, day0: date, planning: Planning, appointment: Appointment | None
) -> Values:
    """A new round with its dates worked out."""
    return {
        "number": number,
        "day0": day0,
        "payoff_on": appointment.payoff_on if appointment else None,
        "stated": statement.stated,
        "window": str(statement.window),
        "window_source": statement.source.value,
        "appointment_steps": stored_steps(appointment.steps if appointment else ()),
        **date_values(statement.window, day0, planning),
    }


def date_values(window: Window, day0: date, planning: Planning) -> Values:
    """A round's dates by the calendar at hand; a year without one leaves them empty, with the reason."""
    try:
        dates = due_dates(window, day0, planning.calendar)
    except CalendarGap as gap:
        return _without_dates(gap.year, planning)
    return {
        "opens_on": dates.opens_on,
        "due_on": dates.due_on,
        "check_on": dates.due_on + timedelta(days=planning.check_after_days),
        "provisional": dates.provisional,
        "no_calendar": None,
        "window_steps": stored_steps(dates.steps),
        "calendar_version": dates.calendar_version,
    }


def _without_dates(year: int, planning: Planning) -> Values:
    return {
        "opens_on": None,
        "due_on": None,
        "check_on": None,
        "provisional": False,
        "no_calendar": year,
        "window_steps": [],
        "calendar_version": planning.calendar.version,
    }


def reminder_values(planned: Planned, user_id: int, planning: Planning) -> Values:
    """A reminder of a user, scheduled for its day."""
    return {
        "user_id": user_id,
        "kind": planned.kind.value,
        "ordinal": planned.ordinal,
        "step": planned.step,
        "day": planned.on,
        "due_at": send_at(planned.on, planning.hours, planning.now),
        "state": ReminderState.SCHEDULED.value,
        "attempts": 0,
        "unfinished": 0,
    }


def stored_steps(steps: Iterable[Step]) -> list[dict[str, str]]:
    """Steps as a column keeps them; ``read_steps`` reads them back."""
    return [{"kind": step.kind, "on": step.on.isoformat()} for step in steps]


def read_steps(stored: Iterable[dict[str, str]]) -> tuple[Step, ...]:
    """Steps from their column."""
    return tuple(Step(step["kind"], date.fromisoformat(step["on"])) for step in stored)
