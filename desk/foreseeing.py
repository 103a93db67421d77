"""What registering an order would lead to, before anything is stored: the dates, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desk.registering import Choice, Order, choose, find_person, registration
from models.registration import Registration, first_round
from models.round_dates import explained, shown_steps
from scheduler.steps import Step

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.planning import Planning
    from scheduler.due_dates import DueDates


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The first round as it would be. ``dates`` is None where the act that starts the clock is awaited, or
    where no calendar covers the year (``no_calendar``). ``provisional`` includes an appointment's days."""

    choice: Choice
    wanted: Registration
    day0: date | None
    expected: bool
    steps: tuple[Step, ...]
    dates: DueDates | None
    check_on: date | None
    provisional: bool
    no_calendar: int | None


def foresee(order: Order, desk: Desk, planning: Planning) -> Foreseen:
    """Raises what ``register`` raises, and stores nothing."""
    person = find_person(order.person, desk.user.people)
    person.require_consent()
    choice = choose(order, desk.installation.catalog())
    wanted = registration(order, person, choice, planning)
    return _foreseen(choice, wanted, planning)


def _foreseen(choice: Choice, wanted: Registration, planning: Planning) -> Foreseen:
    row = first_round(wanted, planning)
    day0, known = row["day0"], row["due_on"] is not None
    steps = shown_steps(day0, row["expected"], row["early_steps"] + row["window_steps"])
    return Foreseen(
        choice,
        wanted,
        day0,
        expected=row["expected"],
        steps=tuple(Step(step["kind"], date.fromisoformat(step["on"])) for step in steps),
        dates=explained(row["window"], day0, (), planning.calendar) if known else None,
        check_on=row["check_on"],
        provisional=row["provisional"] or bool(wanted.appointment and wanted.appointment.provisional),
        no_calendar=row["no_calendar"],
    )
