from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.due_dates import DueDates, Step, due_dates
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
from scheduler.windows import parse
from scheduler.workdays import CalendarGap, CalendarYear, YearState
from tests.unit.scheduler.shorthand import (
    CALENDAR,
    calendar_of,
    count,
    d,
    days,
    months,
    window,
    within,
    workdays,
)

DAY = timedelta(days=1)


def dates(wanted: Window, day0: str) -> DueDates:
    return due_dates(wanted, d(day0), CALENDAR)


WORKED_EXAMPLES = [
    ("3-5个工作日更新", window(workdays(3, 5)), "2026-09-24", "2026-09-30", "2026-10-09", False),
    ("T+1", window(workdays(1)), "2026-09-19", "2026-09-20", "2026-09-20", False),
    ("30-45天更新", window(days(30, 45)), "2026-08-20", "2026-09-19", "2026-10-08", False),
    (
        "7个工作日上报人行,5天更新",
        window(workdays(7), days(5)),
        "2026-09-01",
        "2026-09-15",
        "2026-09-15",
        False,
    ),
    (
        "每月10号前上报,5天更新",
        window(MonthlyCutoff(10), days(5)),
        "2026-09-10",
        "2026-10-15",
        "2026-10-15",
        False,
    ),
    ("20天左右更新", window(days(20, about=True)), "2026-10-12", "2026-11-01", "2026-11-06", False),
    ("连续打3天,7天后更新", window(Calls(3), days(7)), "2026-11-02", "2026-11-11", "2026-11-11", False),
    ("四十五天以内", window(within(45, Unit.DAY)), "2026-09-21", "2026-09-22", "2026-11-05", False),
    ("次月更新", window(NextMonth()), "2026-09-24", "2026-10-01", "2026-11-02", False),
    ("一个月", window(months(1)), "2026-01-31", "2026-02-28", "2026-02-28", False),
    ("10个工作日", window(workdays(10)), "2026-12-24", "2027-01-08", "2027-01-08", True),
]


@pytest.mark.parametrize(("text", "wanted", "day0", "opens_on", "due_on", "provisional"), WORKED_EXAMPLES)
def test_worked_examples(
    text: str, wanted: Window, day0: str, opens_on: str, due_on: str, provisional: bool
) -> None:
    assert parse(text) == wanted
    found = dates(wanted, day0)
    assert (found.opens_on, found.due_on) == (d(opens_on), d(due_on)), text
    assert (found.opens_provisional, found.due_provisional) == (provisional, provisional), text


@pytest.mark.parametrize(
    ("wanted", "day0", "opens_on", "due_on"),
    [
        # Saturday and Sunday requests
        (workdays(1), "2026-09-12", "2026-09-14", "2026-09-14"),
        (workdays(1), "2026-09-13", "2026-09-14", "2026-09-14"),
        # National Day
        (workdays(1), "2026-09-30", "2026-10-08", "2026-10-08"),
        (workdays(1), "2026-10-03", "2026-10-08", "2026-10-08"),
        (workdays(3), "2026-10-07", "2026-10-10", "2026-10-10"),
        (workdays(4), "2026-10-07", "2026-10-12", "2026-10-12"),
        (days(7), "2026-09-24", "2026-10-01", "2026-10-08"),
        (days(1, 3), "2026-09-30", "2026-10-01", "2026-10-08"),
        (months(1), "2026-09-04", "2026-10-04", "2026-10-08"),
        # Spring Festival
        (workdays(3, 5), "2026-02-12", "2026-02-24", "2026-02-26"),
        (workdays(1), "2026-02-14", "2026-02-24", "2026-02-24"),
        (days(7), "2026-02-09", "2026-02-16", "2026-02-24"),
        (days(5), "2026-02-09", "2026-02-14", "2026-02-14"),  # the make-up Saturday is a working day
        # leap day
        (days(1), "2024-02-28", "2024-02-29", "2024-02-29"),
        (months(12), "2024-02-29", "2025-02-28", "2025-02-28"),
        # points in the month move as well
        (MonthlyCutoff(25), "2026-10-01", "2026-10-25", "2026-10-26"),
        (NextMonth(5), "2026-09-24", "2026-10-05", "2026-10-08"),
        (NextMonth(10, by=True), "2026-09-24", "2026-10-01", "2026-10-10"),
        (MonthEnd(), "2026-10-12", "2026-10-13", "2026-11-02"),
        # the same day
        (days(0), "2026-09-24", "2026-09-24", "2026-09-24"),
        (days(0), "2026-10-03", "2026-10-03", "2026-10-08"),
        # nothing stated
        (Unstated(), "2026-09-24", "2026-10-24", "2026-10-26"),
    ],
)
def test_one_stage(wanted: Stage, day0: str, opens_on: str, due_on: str) -> None:
    found = dates(window(wanted), day0)
    assert (found.opens_on, found.due_on) == (d(opens_on), d(due_on))


def test_stages_take_the_first_from_the_first_and_the_last_from_the_last() -> None:
    found = dates(window(workdays(3, 5), days(7, 10)), "2026-11-02")
    assert (found.opens_on, found.due_on) == (d("2026-11-12"), d("2026-11-19"))


def test_an_inner_stage_does_not_move_to_a_working_day() -> None:
    # The first three days end on 3 October, in 国庆; five days from there, not from the 8th.
    assert dates(window(days(3), days(5)), "2026-09-30").due_on == d("2026-10-08")
    assert dates(window(days(3), days(6)), "2026-09-30").due_on == d("2026-10-09")
    # The cut-off falls on a Sunday and stays there.
    assert dates(window(MonthlyCutoff(25), days(1)), "2026-10-12").due_on == d("2026-10-26")


def test_working_days_after_an_inner_day_off_start_at_the_next_working_day() -> None:
    assert dates(window(days(3), workdays(1)), "2026-09-30").due_on == d("2026-10-08")


def test_calls_are_steps_and_the_window_counts_from_the_last_one() -> None:
    found = dates(window(Calls(3), days(7)), "2026-11-02")
    calls = [Step("call", d(day)) for day in ("2026-11-02", "2026-11-03", "2026-11-04")]
    assert found.steps == tuple(calls)


def test_calls_with_nothing_after_them_are_followed_by_thirty_days() -> None:
    alone, stated = dates(window(Calls(3)), "2026-11-02"), dates(window(Calls(3), Unstated()), "2026-11-02")
    assert alone == stated
    assert alone.due_on == d("2026-12-04")
    assert alone.rules == ("W9", "W12")


def test_the_window_counts_from_the_last_call_actually_made() -> None:
    found = due_dates(window(Calls(3), days(7)), d("2026-11-02"), CALENDAR, last_call=d("2026-11-06"))
    assert found.due_on == d("2026-11-13")
    assert found.steps == ()
    once = due_dates(window(Calls(3), days(7)), d("2026-11-02"), CALENDAR, last_call=d("2026-11-02"))
    assert once.due_on == d("2026-11-09")
    with pytest.raises(ValueError, match="2026-11-01"):
        due_dates(window(Calls(3), days(7)), d("2026-11-02"), CALENDAR, last_call=d("2026-11-01"))


def test_confirming_is_a_step_on_the_due_day() -> None:
    found = dates(window(workdays(10), confirm=True), "2026-09-24")
    assert found.due_on == d("2026-10-15")
    assert found.steps == (Step("confirm", d("2026-10-15")),)
    moved = dates(window(days(7), confirm=True), "2026-09-24")
    assert moved.steps == (Step("confirm", d("2026-10-08")),)


@pytest.mark.parametrize(
    ("wanted", "day0", "opens", "due"),
    [
        (window(workdays(3, 10)), "2026-12-24", False, True),
        (window(workdays(3, 5)), "2026-12-24", False, False),
        (window(days(8)), "2026-12-24", True, True),
        (window(days(7)), "2026-12-24", False, False),  # 31 December is not flagged
        (window(NextMonth()), "2026-12-24", True, True),
        (window(days(0)), "2027-03-01", True, True),
        (window(workdays(1)), "2027-12-31", True, True),
        (window(workdays(1)), "2026-12-31", True, True),
    ],
)
def test_a_date_is_provisional_where_a_provisional_day_decides(
    wanted: Window, day0: str, opens: bool, due: bool
) -> None:
    found = dates(wanted, day0)
    assert (found.opens_provisional, found.due_provisional) == (opens, due)
    assert found.provisional is (opens or due)


def test_a_date_moved_over_a_provisional_day_is_provisional() -> None:
    # Were 31 December 2026 off, a due date on it would move over New Year 2027.
    days_off = {d("2026-12-31"): "元旦", d("2027-01-01"): "元旦"}
    calendar = calendar_of(CalendarYear(2027, YearState.PUBLISHED, days_off, {}))
    found = due_dates(window(days(7)), d("2026-12-24"), calendar)
    assert (found.opens_on, found.due_on) == (d("2026-12-31"), d("2027-01-04"))
    assert not found.provisional


def test_a_notice_makes_a_provisional_date_final_and_may_move_it() -> None:
    notice = CalendarYear(2027, YearState.PUBLISHED, {d("2027-01-01"): "元旦"}, {d("2027-01-02"): "元旦"})
    calendar = calendar_of(notice)
    found = due_dates(window(workdays(10)), d("2026-12-24"), calendar)
    assert (found.due_on, found.provisional) == (d("2027-01-07"), False)
    assert found.calendar_version != CALENDAR.version


@pytest.mark.parametrize(
    ("wanted", "day0", "year"),
    [
        (window(days(30)), "2003-12-15", 2003),  # an absent day 0, though the end is known
        (window(days(0)), "2030-01-01", 2030),
        (window(workdays(3)), "2029-12-30", 2030),
        (window(days(30)), "2029-12-20", 2030),
        (window(days(5)), "2029-12-25", 2030),  # 30 December 2029 is off: it would move out
        (window(months(1, 60)), "2026-09-24", 2031),
        (window(days(3650), days(3650)), "2026-09-24", 2036),
        (window(MonthlyCutoff(10)), "2029-12-15", 2030),
        (window(NextMonth()), "2029-12-15", 2030),
        (window(*[Calls(3650)] * 1000), "2026-09-24", 2036),  # and no overflow
        (window(*[NextMonth()] * 100_000), "2026-09-24", 2030),
        (window(days(1)), "9999-12-31", 9999),
    ],
)
def test_a_date_in_an_absent_year_is_not_guessed(wanted: Window, day0: str, year: int) -> None:
    with pytest.raises(CalendarGap) as gap:
        dates(wanted, day0)
    assert gap.value.year == year


QUANTITIES = st.builds(Quantity, st.integers(1, 40), st.sampled_from(Unit)).map(
    lambda q: replace(q, n=min(q.n, 3)) if q.unit is Unit.MONTH else q
)
SAME_UNIT = st.builds(
    lambda unit, pair, about: count(unit, min(pair), max(pair), about=about),
    st.sampled_from([Unit.DAY, Unit.WORKDAY]),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.booleans(),
)
STAGES = st.one_of(
    SAME_UNIT,
    st.builds(Count, QUANTITIES, QUANTITIES, about=st.booleans()),
    st.builds(within, st.integers(1, 3), st.sampled_from(Unit), about=st.booleans()),
    st.builds(MonthlyCutoff, st.integers(1, 31)),
    st.builds(NextMonth, st.none() | st.integers(1, 31)),
    st.builds(NextMonth, st.integers(1, 31), by=st.just(True)),
    st.just(MonthEnd()),
    st.just(Unstated()),
)
WINDOWS = st.builds(
    lambda calls, stages: Window((*calls, *stages)),
    st.lists(st.builds(Calls, st.integers(1, 5)), max_size=1),
    st.lists(STAGES, min_size=1, max_size=3),
)
DAYS = st.dates(date(2004, 1, 1), date(2027, 12, 31))


@given(wanted=WINDOWS, day0=DAYS)
def test_day_0_then_opens_then_due(wanted: Window, day0: date) -> None:
    found = due_dates(wanted, day0, CALENDAR)
    assert day0 <= found.opens_on <= found.due_on
    assert CALENDAR.is_workday(found.due_on)


@given(wanted=WINDOWS, day0=DAYS, later=st.integers(1, 60))
def test_a_later_request_is_never_due_earlier(wanted: Window, day0: date, later: int) -> None:
    first, second = due_dates(wanted, day0, CALENDAR), due_dates(wanted, day0 + DAY * later, CALENDAR)
    assert first.opens_on <= second.opens_on
    assert first.due_on <= second.due_on


@given(wanted=WINDOWS, day0=DAYS)
def test_a_date_is_provisional_exactly_when_it_lies_after_the_last_published_year(
    wanted: Window, day0: date
) -> None:
    found = due_dates(wanted, day0, CALENDAR)
    assert found.opens_provisional is (found.opens_on.year > 2026)
    assert found.due_provisional is (found.due_on.year > 2026)


@given(first=SAME_UNIT, second=SAME_UNIT, day0=DAYS)
def test_two_stages_are_the_second_from_where_the_first_ended(
    first: Count, second: Count, day0: date
) -> None:
    both = due_dates(window(first, second), day0, CALENDAR)
    whole_days = window(replace(first, low=first.high))
    inner = due_dates(whole_days, day0, CALENDAR).due_on
    if CALENDAR.is_workday(inner) and first.high.unit is Unit.WORKDAY:
        assert both.due_on == due_dates(window(second), inner, CALENDAR).due_on
