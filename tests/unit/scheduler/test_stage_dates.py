from datetime import date

import pytest

from scheduler.stage_dates import earliest, latest, months_later, next_cutoff, reach, widened
from scheduler.stages import Calls, Count, MonthEnd, MonthlyCutoff, NextMonth, Quantity, Stage, Unit, Unstated
from tests.unit.scheduler.shorthand import CALENDAR, d, days, months, within, workdays


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-15", 1, "2026-12-15"),
        ("2026-11-15", 2, "2027-01-15"),
        ("2026-05-15", 0, "2026-05-15"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_end(start: str, n: int, expected: str) -> None:
    assert months_later(d(start), n) == d(expected)


@pytest.mark.parametrize(
    ("start", "day", "expected"),
    [
        ("2026-09-09", 10, "2026-09-10"),
        ("2026-09-10", 10, "2026-10-10"),  # on the 10th is too late
        ("2026-12-25", 25, "2027-01-25"),
        ("2026-02-27", 31, "2026-02-28"),
        ("2026-02-28", 31, "2026-03-31"),
        ("2026-01-30", 30, "2026-02-28"),
        ("2028-02-28", 29, "2028-02-29"),
        ("2026-02-28", 29, "2026-03-29"),
        ("2026-12-31", 1, "2027-01-01"),
    ],
)
def test_a_cutoff_is_the_first_such_day_strictly_after(start: str, day: int, expected: str) -> None:
    assert next_cutoff(d(start), day) == d(expected)


@pytest.mark.parametrize(
    ("n", "more"), [(1, 2), (3, 4), (4, 5), (5, 7), (7, 9), (15, 19), (20, 25), (45, 57)]
)
def test_approximate_counts_grow_by_a_quarter_rounded_up(n: int, more: int) -> None:
    assert widened(Quantity(n, Unit.DAY)) == (Quantity(more, Unit.DAY),)
    assert widened(Quantity(n, Unit.WORKDAY)) == (Quantity(more, Unit.WORKDAY),)


def test_approximate_months_grow_by_eight_days_each() -> None:
    assert widened(Quantity(2, Unit.MONTH)) == (Quantity(2, Unit.MONTH), Quantity(16, Unit.DAY))


@pytest.mark.parametrize(
    ("stage", "start", "first", "last"),
    [
        (workdays(3, 5), "2026-09-24", "2026-09-30", "2026-10-09"),
        (workdays(5, about=True), "2026-11-02", "2026-11-09", "2026-11-11"),
        (days(7), "2026-11-02", "2026-11-09", "2026-11-09"),
        (days(0), "2026-11-01", "2026-11-01", "2026-11-01"),
        (days(3, 5, about=True), "2026-11-02", "2026-11-05", "2026-11-09"),
        (months(1, 2), "2026-01-31", "2026-02-28", "2026-03-31"),
        (months(1, about=True), "2026-11-02", "2026-12-02", "2026-12-10"),
        (within(5, Unit.WORKDAY), "2026-09-24", "2026-09-28", "2026-10-09"),
        (within(45, Unit.DAY), "2026-09-21", "2026-09-22", "2026-11-05"),
        (within(1, Unit.MONTH), "2026-01-31", "2026-02-01", "2026-02-28"),
        (within(20, Unit.DAY, about=True), "2026-11-02", "2026-11-03", "2026-11-27"),
        (within(1, Unit.MONTH, about=True), "2026-11-02", "2026-11-03", "2026-12-10"),
        # mixed units: the earlier of the two, then the later
        (Count(Quantity(15, Unit.DAY), Quantity(1, Unit.MONTH)), "2026-11-02", "2026-11-17", "2026-12-02"),
        (Count(Quantity(30, Unit.DAY), Quantity(1, Unit.MONTH)), "2026-02-01", "2026-03-01", "2026-03-03"),
        (Count(Quantity(5, Unit.WORKDAY), Quantity(7, Unit.DAY)), "2026-09-30", "2026-10-07", "2026-10-13"),
        (MonthlyCutoff(10), "2026-09-10", "2026-10-10", "2026-10-10"),
        (NextMonth(), "2026-12-31", "2027-01-01", "2027-01-31"),
        (NextMonth(10), "2026-09-30", "2026-10-10", "2026-10-10"),
        (NextMonth(31), "2026-01-31", "2026-02-28", "2026-02-28"),
        (NextMonth(10, by=True), "2026-09-30", "2026-10-01", "2026-10-10"),
        (MonthEnd(), "2026-09-24", "2026-09-25", "2026-09-30"),
        (MonthEnd(), "2026-09-30", "2026-10-01", "2026-10-31"),
        (MonthEnd(), "2026-12-31", "2027-01-01", "2027-01-31"),
        (Calls(3), "2026-11-02", "2026-11-04", "2026-11-04"),
        (Calls(1), "2026-11-02", "2026-11-02", "2026-11-02"),
        (Unstated(), "2026-11-02", "2026-12-02", "2026-12-02"),
    ],
)
def test_first_and_last_day_of_a_stage(stage: Stage, start: str, first: str, last: str) -> None:
    assert earliest(stage, d(start), CALENDAR).end == d(first)
    assert latest(stage, d(start), CALENDAR).end == d(last)


def test_reach_counts_from_the_day_after() -> None:
    start = date(2026, 9, 24)
    assert reach(start, Quantity(1, Unit.WORKDAY), CALENDAR) == date(2026, 9, 28)
    assert reach(start, Quantity(1, Unit.DAY), CALENDAR) == date(2026, 9, 25)
    assert reach(start, Quantity(1, Unit.MONTH), CALENDAR) == date(2026, 10, 24)
