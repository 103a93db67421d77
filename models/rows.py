"""Rows as plain dictionaries, from what was said and planned: for a mapped object and for a bulk insert."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from models.round_dates import Basis, Dates, stored, stored_rule, work_out
from models.round_reminders import planned_columns
from scheduler.starting_acts import StartsAt, asks
from scheduler.steps import Step

if TYPE_CHECKING:
    from datetime import date

    from models.planning import Planning
    from models.round import Statement
    from scheduler.appointments import Appointment
    from scheduler.reminders import Planned

Values = dict[str, Any]
"""Column names with their values."""

_BASIS = tuple(each.name for each in fields(Basis))
_DATES = tuple(each.name for each in fields(Dates))


def started_round(
    number: int,
    statement: Statement,
    day0: date | None,
    planning: Planning,
    *,
    appointment: Appointment | None,
    starts_at: StartsAt,
) -> Values:
    """A round that counts from ``day0``; a day still ahead is expected, and asked about when it comes.

    Of an appointment day 0 is the settlement letter's: None while that is expected only.
    """
    expected = appointment is not None and day0 is None
    if appointment is not None and day0 is None:
        day0 = appointment.letter_on
    assert day0 is not None
    ahead = appointment is None and day0 > planning.beijing_today
    steps = [Step(starts_at.value, day0)] if ahead and starts_at is not StartsAt.REQUEST else []
    known = {
        "day0": day0,
        "expected": expected or bool(steps),
        "appointment": stored_rule(appointment.rule) if appointment else None,
        "payoff_on": appointment.payoff_on if appointment else None,
        "early_steps": stored(appointment.steps if appointment else steps),
    }
    return _with_dates(_said(number, statement, starts_at) | known, planning)


def awaiting_round(number: int, statement: Statement, planning: Planning, starts_at: StartsAt) -> Values:
    """A round whose clock starts later: no dates yet, and a few questions for the act."""
    unknown = {
        "day0": None,
        "expected": False,
        "appointment": None,
        "payoff_on": None,
        "early_steps": stored(asks(starts_at, planning.beijing_today)),
    }
    return _with_dates(_said(number, statement, starts_at) | unknown, planning)


def basis_of(columns: Values) -> Basis:
    """What the dates of a round with these columns follow from."""
    return Basis(**{name: columns[name] for name in _BASIS})


def date_values(basis: Basis, planning: Planning) -> Values:
    """A round's dates by the calendar at hand; a year without one leaves them empty, with the reason."""
    dates = work_out(basis, planning.calendar, planning.check_after_days)
    return {"calendar_version": planning.calendar.version, **{name: getattr(dates, name) for name in _DATES}}


def reminder_values(planned: Planned, user_id: int, planning: Planning) -> Values:
    """A reminder of a user, scheduled for its day."""
    identity = {"user_id": user_id, "kind": planned.kind.value, "ordinal": planned.ordinal}
    return identity | planned_columns(planned, planning)


def _said(number: int, statement: Statement, starts_at: StartsAt) -> Values:
    return {
        "number": number,
        "starts_at": starts_at.value,
        "calls": [],
        "stated": statement.stated,
        "window": str(statement.window),
        "window_source": statement.source.value,
    }


def _with_dates(columns: Values, planning: Planning) -> Values:
    return columns | date_values(basis_of(columns), planning)
