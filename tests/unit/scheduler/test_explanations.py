from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.due_dates import due_dates
from scheduler.explanations import LISTED, rules_of
from scheduler.stages import (
    Calls,
    Count,
    MonthEnd,
    MonthlyCutoff,
    NextMonth,
    Quantity,
    Unit,
    Unstated,
    Window,
)
from scheduler.workdays import DayKind, DayNote
from tests.unit.scheduler.shorthand import CALENDAR, d, days, months, window, within, workdays

DAY = timedelta(days=1)


def why(wanted: Window, day0: str) -> tuple[DayNote, ...]:
    return due_dates(wanted, d(day0), CALENDAR).explanation


def lines(notes: tuple[DayNote, ...]) -> list[tuple[str, str, int | None, str | None]]:
    return [(f"{note.on:%m-%d}", note.kind.value, note.count, note.name) for note in notes]


def test_why_the_ninth_of_october() -> None:
    assert lines(why(window(workdays(3, 5)), "2026-09-24")) == [
        ("09-25", "holiday", None, "中秋节"),
        ("09-26", "holiday", None, "中秋节"),
        ("09-27", "holiday", None, "中秋节"),
        ("09-28", "counted", 1, None),
        ("09-29", "counted", 2, None),
        ("09-30", "counted", 3, None),
        ("10-01", "holiday", None, "国庆节"),
        ("10-02", "holiday", None, "国庆节"),
        ("10-03", "holiday", None, "国庆节"),
        ("10-04", "holiday", None, "国庆节"),
        ("10-05", "holiday", None, "国庆节"),
        ("10-06", "holiday", None, "国庆节"),
        ("10-07", "holiday", None, "国庆节"),
        ("10-08", "counted", 4, None),
        ("10-09", "counted", 5, None),
    ]


def test_the_opening_date_has_its_own_explanation() -> None:
    found = due_dates(window(workdays(3, 5)), d("2026-09-24"), CALENDAR)
    assert found.opens_explanation[-1] == DayNote(d("2026-09-30"), DayKind.COUNTED, 3)
    assert found.explanation[: len(found.opens_explanation)] == found.opens_explanation
    assert found.calendar_version == CALENDAR.version


def test_a_make_up_day_is_counted_and_named() -> None:
    assert lines(why(window(workdays(1)), "2026-09-19")) == [("09-20", "make_up", 1, "国庆节")]


def test_a_moved_date_shows_the_days_it_moved_over() -> None:
    found = due_dates(window(days(2)), d("2026-10-01"), CALENDAR)
    assert lines(found.explanation) == [
        ("10-02", "calendar_day", 1, None),
        ("10-03", "calendar_day", 2, None),
        ("10-03", "holiday", None, "国庆节"),
        ("10-04", "holiday", None, "国庆节"),
        ("10-05", "holiday", None, "国庆节"),
        ("10-06", "holiday", None, "国庆节"),
        ("10-07", "holiday", None, "国庆节"),
        ("10-08", "moved", None, None),
    ]
    assert found.rules == ("W2", "Dates 3")


def test_stages_are_numbered_and_counted_apart() -> None:
    notes = why(window(workdays(2), days(2)), "2026-11-02")
    assert [(note.stage, note.count) for note in notes] == [(0, 1), (0, 2), (1, 1), (1, 2)]


def test_the_move_belongs_to_the_last_stage() -> None:
    notes = why(window(workdays(1), days(5)), "2026-11-02")
    assert lines(notes[-2:]) == [("11-08", "weekend", None, None), ("11-09", "moved", None, None)]
    assert {note.stage for note in notes[-2:]} == {1}


def test_calls_and_the_cutoff_are_named() -> None:
    assert lines(why(window(Calls(2), MonthlyCutoff(10), days(1)), "2026-11-02")) == [
        ("11-02", "call", 1, None),
        ("11-03", "call", 2, None),
        ("11-10", "cutoff", None, None),
        ("11-11", "calendar_day", 1, None),
    ]


def test_the_last_call_actually_made_stands_for_the_calls() -> None:
    found = due_dates(window(Calls(2), days(1)), d("2026-11-02"), CALENDAR, last_call=d("2026-11-05"))
    assert lines(found.explanation) == [
        ("11-05", "last_call", None, None),
        ("11-06", "calendar_day", 1, None),
    ]


def test_points_in_the_month_are_named() -> None:
    assert lines(why(window(NextMonth(9)), "2026-09-24")) == [("10-09", "next_month", None, None)]
    assert lines(why(window(MonthEnd()), "2026-09-24")) == [("09-30", "month_end", None, None)]


def test_months_show_where_a_month_was_too_short() -> None:
    assert lines(why(window(months(2)), "2025-12-31")) == [
        ("01-31", "month", 1, None),
        ("02-28", "clipped", 2, None),
    ]
    assert lines(why(window(months(1)), "2026-01-31")) == [("02-28", "clipped", 1, None)]


def test_about_a_month_shows_the_month_and_then_the_days() -> None:
    notes = why(window(months(1, about=True)), "2026-11-02")
    assert [(note.kind, note.count) for note in notes] == [
        (DayKind.MONTH, 1),
        *((DayKind.CALENDAR_DAY, k) for k in range(1, 9)),
    ]


def test_mixed_units_explain_the_one_that_decided() -> None:
    wanted = window(Count(Quantity(30, Unit.DAY), Quantity(1, Unit.MONTH)))
    found = due_dates(wanted, d("2026-02-01"), CALENDAR)
    assert [note.kind for note in found.opens_explanation] == [DayKind.MONTH]
    assert {note.kind for note in found.explanation} == {DayKind.CALENDAR_DAY}


def test_a_long_run_of_calendar_days_is_shown_by_its_ends() -> None:
    assert lines(why(window(days(365)), "2025-09-24")) == [
        ("09-25", "calendar_day", 1, None),
        ("09-24", "calendar_day", 365, None),
    ]
    assert len(why(window(days(LISTED)), "2026-04-01")) >= LISTED


def test_the_same_day_on_a_working_day_needs_no_explanation() -> None:
    assert why(window(days(0)), "2026-09-24") == ()


DAYS = st.dates(date(2004, 1, 1), date(2027, 12, 31))


@given(n=st.integers(1, 60), day0=DAYS)
def test_counts_of_working_days_equal_the_window_and_no_day_is_missing(n: int, day0: date) -> None:
    found = due_dates(window(workdays(n)), day0, CALENDAR)
    counted = [note for note in found.explanation if note.count is not None]
    assert [note.count for note in counted] == list(range(1, n + 1))
    assert all(CALENDAR.is_workday(note.on) for note in counted)
    assert [note.on for note in found.explanation] == [
        day0 + DAY * k for k in range(1, (found.due_on - day0).days + 1)
    ]


@given(first=st.integers(1, LISTED), second=st.integers(1, 20), day0=DAYS)
def test_counts_of_stages_equal_the_window(first: int, second: int, day0: date) -> None:
    found = due_dates(window(days(first), workdays(second)), day0, CALENDAR)
    for stage, n in enumerate((first, second)):
        counts = [note.count for note in found.explanation if note.stage == stage and note.count is not None]
        assert counts == list(range(1, n + 1))


@given(n=st.integers(1, 900), day0=st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_the_last_note_is_the_due_date(n: int, day0: date) -> None:
    found = due_dates(window(days(n)), day0, CALENDAR)
    assert found.explanation[-1].on == found.due_on
    assert found.opens_explanation[-1] == DayNote(found.opens_on, DayKind.CALENDAR_DAY, n)


@pytest.mark.parametrize(
    ("wanted", "rules"),
    [
        (window(workdays(3, 5)), ("W1",)),
        (window(days(30, 45)), ("W2",)),
        (window(months(1)), ("W3",)),
        (window(days(20, about=True)), ("W2", "W4")),
        (window(within(5, Unit.WORKDAY)), ("W1", "W5")),
        (window(within(1, Unit.MONTH)), ("W3", "W5")),
        (window(MonthlyCutoff(10), days(5)), ("W6", "W2")),
        (window(NextMonth()), ("W7",)),
        (window(workdays(7), days(5)), ("W1", "W2", "W8")),
        (window(Calls(3), days(7)), ("W9", "W2")),
        (window(Calls(3)), ("W9", "W12")),
        (window(workdays(10), confirm=True), ("W1", "W10")),
        (window(Count(Quantity(15, Unit.DAY), Quantity(1, Unit.MONTH))), ("W2", "W3", "W11")),
        (window(Unstated()), ("W12",)),
    ],
)
def test_the_rules_in_use_are_named(wanted: Window, rules: tuple[str, ...]) -> None:
    assert rules_of(wanted) == rules
