"""Why a date is that date: a note for each day that was counted, skipped or moved over (Dates 5)."""

from collections.abc import Iterable, Iterator
from datetime import date

from scheduler.stage_dates import Leg, months_later, reach
from scheduler.stages import (
    Calls,
    Count,
    MonthEnd,
    MonthlyCutoff,
    NextMonth,
    Quantity,
    Stage,
    Unit,
    Unstated,
    Window,
)
from scheduler.workdays import ONE_DAY, DayKind, DayNote, WorkCalendar

LISTED = 60
"""Runs of calendar days or months up to this long are listed one by one, longer ones by their first and last.

Nothing is skipped inside such a run, so the two say all there is; 60 covers the usual "about 45 days" (57).
Working days are always listed one by one, because there each skipped day matters.
"""

_UNIT_RULES = {Unit.WORKDAY: "W1", Unit.DAY: "W2", Unit.MONTH: "W3"}


def explain_leg(leg: Leg, calendar: WorkCalendar, stage: int) -> tuple[DayNote, ...]:
    """The notes of one stage, in the order of their days."""
    if leg.by is DayKind.CALL:
        calls = (leg.end - leg.start).days + 1
        return tuple(_run(leg.start - ONE_DAY, Quantity(calls, Unit.DAY), DayKind.CALL, stage))
    if isinstance(leg.by, DayKind):
        return (DayNote(leg.end, leg.by, stage=stage),)
    notes: list[DayNote] = []
    start = leg.start
    for quantity in leg.by:
        notes += _explain_count(start, quantity, calendar, stage)
        start = reach(start, quantity, calendar)
    return tuple(notes)


def explain_move(due_on: date, moved_to: date, calendar: WorkCalendar, stage: int) -> tuple[DayNote, ...]:
    """Dates 3: the days off over which the due date moved, and where it landed; nothing if it stayed."""
    if due_on == moved_to:
        return ()
    skipped = calendar.explain(due_on, moved_to - ONE_DAY, stage)
    return (*skipped, DayNote(moved_to, DayKind.MOVED, stage=stage))


def rules_of(window: Window) -> tuple[str, ...]:
    """The rules of the window language that were used, each once, in the order of first use."""
    rules = [rule for stage in window.stages for rule in _rules_of_stage(stage)]
    if sum(isinstance(stage, Count) for stage in window.stages) > 1:
        rules.append("W8")
    if isinstance(window.stages[-1], Calls):
        rules.append("W12")
    if window.confirm:
        rules.append("W10")
    return tuple(dict.fromkeys(rules))


def _explain_count(start: date, quantity: Quantity, calendar: WorkCalendar, stage: int) -> Iterable[DayNote]:
    match quantity.unit:
        case Unit.WORKDAY:
            return calendar.explain(start + ONE_DAY, reach(start, quantity, calendar), stage)
        case Unit.DAY:
            return _run(start, quantity, DayKind.CALENDAR_DAY, stage)
        case Unit.MONTH:
            return _months(start, quantity, stage)


def _run(start: date, quantity: Quantity, kind: DayKind, stage: int) -> Iterator[DayNote]:
    return (DayNote(start + ONE_DAY * k, kind, k, stage=stage) for k in _listed(quantity.n))


def _months(start: date, quantity: Quantity, stage: int) -> Iterator[DayNote]:
    for k in _listed(quantity.n):
        day = months_later(start, k)
        yield DayNote(day, DayKind.MONTH if day.day == start.day else DayKind.CLIPPED, k, stage=stage)


def _listed(n: int) -> Iterable[int]:
    return range(1, n + 1) if n <= LISTED else (1, n)


def _rules_of_stage(stage: Stage) -> tuple[str, ...]:
    match stage:
        case Count(low, high, about, within):
            applied = [_UNIT_RULES[high.unit], *(["W4"] if about else []), *(["W5"] if within else [])]
            mixed = low.unit is not high.unit and not within
            return (_UNIT_RULES[low.unit], *applied, "W11") if mixed else tuple(applied)
        case MonthlyCutoff():
            return ("W6",)
        case NextMonth() | MonthEnd():
            return ("W7",)
        case Calls():
            return ("W9",)
        case Unstated():
            return ("W12",)
