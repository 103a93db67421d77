"""One stage from its start: the first and the last day on which it can end (W1-W9, W11, W12)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

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
)
from scheduler.workdays import ONE_DAY, DayKind, WorkCalendar

ASSUMED = Quantity(30, Unit.DAY)  # W12
EXTRA_DAYS_A_MONTH = 8  # W4

Path = tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """How a stage gets from its start to one of its ends: by counting ``by``, or to a day of this kind."""

    start: date
    end: date
    by: Path | DayKind


def earliest(stage: Stage, start: date, calendar: WorkCalendar) -> Leg:
    """The leg to the first day on which the stage can end. Raises CalendarGap."""
    match stage:
        case Count(low, high):
            return min(_count(start, (low,), calendar), _count(start, (high,), calendar), key=_end)
        case NextMonth(day, by):
            first = by or day is None
            return Leg(start, day_of_next_month(start, 1 if first else day), DayKind.NEXT_MONTH)
        case MonthEnd():
            return _count(start, (Quantity(1, Unit.DAY),), calendar)
        case MonthlyCutoff() | Calls() | Unstated():
            return latest(stage, start, calendar)
        case _:
            assert_never(stage)


def latest(stage: Stage, start: date, calendar: WorkCalendar) -> Leg:
    """The leg to the last day on which the stage can end, not yet moved (Dates 3). Raises CalendarGap."""
    match stage:
        case Count(low, high, about):
            most = widened(high) if about else (high,)
            # The stated end wins a tie: it is the one to be explained.
            return max(_count(start, most, calendar), _count(start, (low,), calendar), key=_end)
        case MonthlyCutoff(day):
            return Leg(start, next_cutoff(start, day), DayKind.CUTOFF)
        case NextMonth(day):
            return Leg(start, day_of_next_month(start, day), DayKind.NEXT_MONTH)
        case MonthEnd():
            return Leg(start, next_cutoff(start, 31), DayKind.MONTH_END)
        case Calls(days):
            return Leg(start, start + ONE_DAY * (days - 1), DayKind.CALL)
        case Unstated():
            return _count(start, (ASSUMED,), calendar)
        case _:
            assert_never(stage)


def widened(high: Quantity) -> Path:
    """W4: a quarter more, rounded up; for months eight days each."""
    if high.unit is Unit.MONTH:
        return high, Quantity(EXTRA_DAYS_A_MONTH * high.n, Unit.DAY)
    return (Quantity(high.n + -(-high.n // 4), high.unit),)


def reach(start: date, quantity: Quantity, calendar: WorkCalendar) -> date:
    """The date that many units after ``start``, which is itself not counted (Dates 1). Raises CalendarGap."""
    match quantity.unit:
        case Unit.WORKDAY:
            return calendar.add(start, quantity.n)
        case Unit.DAY:
            return start + timedelta(days=quantity.n)
        case Unit.MONTH:
            return months_later(start, quantity.n)
        case _:
            assert_never(quantity.unit)


def months_later(start: date, n: int) -> date:
    """The same day n months later, clipped to that month's end (W3)."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return clipped(year, month + 1, start.day)


def day_of_next_month(start: date, day: int | None) -> date:
    """That day of the month after ``start``'s, its last one for None (W7)."""
    following = months_later(start.replace(day=1), 1)
    return clipped(following.year, following.month, day or 31)


def next_cutoff(start: date, day: int) -> date:
    """The first such day of a month strictly after ``start``; 29-31 clip to the month's end (W6)."""
    this_month = clipped(start.year, start.month, day)
    return this_month if this_month > start else day_of_next_month(start, day)


def clipped(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last one."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _end(leg: Leg) -> date:
    return leg.end


def _count(start: date, path: Path, calendar: WorkCalendar) -> Leg:
    end = start
    for quantity in path:
        end = reach(end, quantity, calendar)
    return Leg(start, end, path)
