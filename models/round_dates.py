"""What a round's dates follow from, and the dates: for one round at the door, for all after a notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal, cast

from scheduler.appointments import AppointmentRule, follow_appointment
from scheduler.calls import call_days, calls_asked_for
from scheduler.due_dates import DueDates, due_dates
from scheduler.starting_acts import is_ask
from scheduler.steps import Step
from scheduler.windows import Window, parse
from scheduler.workdays import CalendarGap, WorkCalendar

StoredSteps = list[dict[str, str]]


class NotStarted(LookupError):
    """The act that starts the clock has not happened: there is no day to count from."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What was said and done, as a round's row keeps it.

    Day 0 is empty until the act that starts the clock; ``expected``: it is a day to come, which the real one
    replaces. ``calls``: days of calls made after day 0.
    """

    window: str
    day0: date | None
    expected: bool
    calls: Sequence[str]
    payoff_on: date | None
    appointment: Mapping[str, Any] | None
    early_steps: StoredSteps


@dataclass(frozen=True, slots=True)
class Dates:
    """The columns that follow from a basis and a calendar, by name."""

    day0: date | None
    opens_on: date | None
    due_on: date | None
    check_on: date | None
    provisional: bool
    no_calendar: int | None
    early_steps: StoredSteps
    window_steps: StoredSteps


def work_out(basis: Basis, calendar: WorkCalendar, check_after_days: int) -> Dates:
    """The dates by the calendar at hand; a year without one leaves them empty, with the reason."""
    day0, early = basis.day0, basis.early_steps
    try:
        if basis.expected and basis.appointment is not None and basis.payoff_on is not None:
            day0, early = _letter_day(basis.payoff_on, basis.appointment, early, calendar)
        if day0 is None:
            return Dates(None, None, None, None, False, None, early, [])
        dates = explained(basis.window, day0, tuple(basis.calls), calendar)
    except CalendarGap as gap:
        return Dates(day0, None, None, None, False, gap.year, early, [])
    check_on = dates.due_on + timedelta(days=check_after_days)
    steps = stored(_with_calls_made(basis.window, day0, basis.calls, dates))
    return Dates(day0, dates.opens_on, dates.due_on, check_on, dates.provisional, None, early, steps)


@lru_cache(maxsize=4096)  # thousands of closures share the guide's few windows and the last weeks' days
def explained(window: str, day0: date, calls: tuple[str, ...], calendar: WorkCalendar) -> DueDates:
    """The dates with their explanation; ``window`` is canonical. Raises CalendarGap."""
    parsed = _parsed(window)
    last_call = None
    if calls:
        last_call = call_days(calls_asked_for(parsed), day0, _days(calls)).last
    return due_dates(parsed, day0, calendar, last_call=last_call)


def done_steps(basis: Basis, steps: StoredSteps) -> frozenset[int]:
    """Which of all steps (their places, from 1) need no reminder: the user has told that they are done.

    Once day 0 is the day of an act that happened, nothing before it is left to do; a recorded call stands
    for all days up to it.
    """
    if basis.day0 is None:
        return frozenset()
    started = 0 if basis.expected else len(basis.early_steps)
    places = set(range(1, started + 1))
    if basis.calls:
        made_until = max(_days(basis.calls)).isoformat()
        called = (place for place, step in enumerate(steps, 1) if step["kind"] == "call")
        places |= {place for place in called if steps[place - 1]["on"] <= made_until}
    return frozenset(places)


def shown_steps(day0: date | None, expected: bool, steps: StoredSteps) -> StoredSteps:
    """The steps a reader is shown: without the questions for an act that has happened."""
    waiting = day0 is None or expected
    return [step for step in steps if waiting or not is_ask(step["kind"])]


def stored(steps: Sequence[Step]) -> StoredSteps:
    """As the row keeps them."""
    return [{"kind": step.kind, "on": step.on.isoformat()} for step in steps]


def stored_rule(rule: AppointmentRule) -> dict[str, Any]:
    """What the dates of an appointment follow from: kept, so that a change of the catalogue moves nothing."""
    return {
        "call_workdays_before": rule.call_workdays_before,
        "deposit": rule.deposit,
        "letter_workdays_after": rule.letter_workdays_after,
    }


def _letter_day(
    payoff_on: date, rule: Mapping[str, Any], early: StoredSteps, calendar: WorkCalendar
) -> tuple[date, StoredSteps]:
    """The expected letter, and the steps that were ahead when the appointment was made, on their days now."""
    appointment = follow_appointment(
        AppointmentRule(
            rule["call_workdays_before"],
            cast("Literal['day_before', 'same_day']", rule["deposit"]),
            letter_workdays_after=rule["letter_workdays_after"],
        ),
        payoff_on,
        calendar,
    )
    kept = {step["kind"] for step in early}
    return appointment.letter_on, stored([step for step in appointment.steps if step.kind in kept])


def _with_calls_made(window: str, day0: date, calls: Sequence[str], dates: DueDates) -> Sequence[Step]:
    if not calls:
        return dates.steps
    planned = call_days(calls_asked_for(_parsed(window)), day0, _days(calls))
    return (*(Step("call", day) for day in planned.days), *dates.steps)


def _days(calls: Sequence[str]) -> list[date]:
    return [date.fromisoformat(day) for day in calls]


@lru_cache(maxsize=1024)
def _parsed(window: str) -> Window:
    return parse(window)
