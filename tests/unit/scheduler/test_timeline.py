"""The timeline's dates: where windows lie, which days are shaded, how far it reaches."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.digest import Digest, Followed, digest
from scheduler.due_dates import due_dates
from scheduler.lifecycle import ClosureState
from scheduler.pulls import Mark, Pull
from scheduler.timeline import AHEAD, Phase, Timeline, days_off, timeline
from scheduler.windows import parse
from tests.unit.scheduler.shorthand import CALENDAR, d

TODAY = d("2026-10-10")
DAY = timedelta(days=1)


def followed(window: str, on: str, closure: int = 1, **more: object) -> Followed:
    dates = due_dates(parse(window), d(on), CALENDAR)
    known = Followed(
        closure,
        f"平台{closure}",
        ClosureState.WAITING,
        d(on),
        opens_on=dates.opens_on,
        due_on=dates.due_on,
        check_on=dates.due_on + DAY,
        provisional=dates.provisional,
    )
    return replace(known, **more)  # type: ignore[arg-type]


def week(*all_of_them: Followed, today: date = TODAY) -> Digest:
    return digest(all_of_them, today, today + 6 * DAY)


def drawn(*all_of_them: Followed, today: date = TODAY, ahead: timedelta = AHEAD) -> Timeline:
    return timeline(week(*all_of_them, today=today).entries, [], today, CALENDAR, ahead=ahead)


def test_a_window_across_national_day_lies_where_its_dates_are() -> None:
    line = drawn(followed("3-5个工作日更新", "2026-09-24"))
    [bar] = line.bars
    assert (bar.started_on, bar.opens_on, bar.due_on) == (d("2026-09-24"), d("2026-09-30"), d("2026-10-09"))
    assert line.begin(bar.opens_on) * line.days == pytest.approx((d("2026-09-30") - line.first).days)
    assert line.end(bar.due_on) * line.days == pytest.approx((d("2026-10-10") - line.first).days)


def test_holidays_are_off_by_name_and_make_up_days_are_not() -> None:
    off = list(days_off(d("2026-09-19"), d("2026-10-11"), CALENDAR))
    assert [(each.first.day, each.last.day, each.festival) for each in off] == [
        (19, 19, None),  # Sunday the 20th is worked
        (25, 27, "中秋节"),
        (1, 7, "国庆节"),
        (11, 11, None),  # Saturday the 10th is worked
    ]


def test_years_without_a_calendar_are_not_shaded() -> None:
    assert list(days_off(d("2033-01-01"), d("2033-01-31"), CALENDAR)) == []


@pytest.mark.parametrize(
    ("check_on", "phase", "late"),
    [
        ("2026-10-11", Phase.WAITING, False),
        ("2026-10-10", Phase.DUE, False),
        ("2026-10-09", Phase.LATE, True),
        ("2026-09-26", Phase.LATE, True),
        ("2026-09-25", Phase.LONG_LATE, True),
    ],
)
def test_a_bar_is_as_late_as_its_check_on_day(check_on: str, phase: Phase, late: bool) -> None:
    known = followed("3天", "2026-09-01", due_on=d(check_on) - DAY, check_on=d(check_on))
    [bar] = drawn(known).bars
    assert bar.phase is phase
    assert bar.late_until == (TODAY if late else None)


def test_what_was_verified_is_neither_late_nor_provisional() -> None:
    known = followed("3天", "2026-09-01", state=ClosureState.VERIFIED, verified_on=TODAY, provisional=True)
    [bar] = drawn(known).bars
    assert (bar.phase, bar.provisional) == (Phase.VERIFIED, False)


def test_an_answer_that_is_late_does_not_make_the_window_late() -> None:
    known = followed(
        "30天", "2026-10-01", state=ClosureState.ESCALATED, answer_due_on=d("2026-10-01"), reminders_left=True
    )
    [bar] = drawn(known).bars
    assert bar.phase is Phase.WAITING


def test_the_most_urgent_come_first_and_the_rest_are_counted() -> None:
    many = [followed("30天", "2026-10-01", n) for n in range(1, 5)]
    late = followed("3天", "2026-09-01", 9)
    line = timeline(week(*many, late).entries[::-1], [], TODAY, CALENDAR, most=3)
    assert [bar.entry.followed.closure for bar in line.bars] == [9, 1, 2]
    assert line.more == 2


def test_accounts_without_dates_are_named_apart() -> None:
    line = drawn(Followed(3, "平台", ClosureState.REQUESTED, None), followed("3天", "2026-10-09"))
    assert [entry.followed.closure for entry in line.dateless] == [3]
    assert len(line.bars) == 1


def test_it_reaches_as_far_as_anything_does_and_no_further_than_asked() -> None:
    short = drawn(followed("3个工作日", "2026-10-09"))
    assert (short.first, short.last) == (d("2026-10-09"), d("2026-10-18"))
    long = drawn(followed("半年", "2026-05-09"), followed("一年", "2026-10-09", 2))
    assert (long.first, long.last) == (TODAY - AHEAD / 2, TODAY + AHEAD)
    assert drawn(followed("一年", "2026-10-09"), ahead=timedelta(days=400)).shows(d("2027-10-09"))


def test_pulls_beyond_the_end_are_left_out() -> None:
    marks = [Mark(Pull(d(day), (1,), 0)) for day in ("2027-03-01", "2026-10-20")]
    line = timeline(week(followed("3天", "2026-10-09")).entries, marks, TODAY, CALENDAR)
    assert [mark.pull.on for mark in line.marks] == [d("2026-10-20")]


@given(
    st.lists(st.tuples(st.integers(-400, 0), st.integers(0, 500), st.integers(0, 60)), min_size=1, max_size=6)
)
def test_every_day_has_its_place_in_order(spans: list[tuple[int, int, int]]) -> None:
    known = [
        Followed(
            n,
            "平台",
            ClosureState.WAITING,
            TODAY + start * DAY,
            opens_on=TODAY + (start + opens) * DAY,
            due_on=TODAY + (start + opens + long) * DAY,
            check_on=TODAY + (start + opens + long + 1) * DAY,
        )
        for n, (start, opens, long) in enumerate(spans)
    ]
    line = drawn(*known)
    assert line.shows(TODAY)
    for bar in line.bars:
        places = line.begin(bar.started_on), line.begin(bar.opens_on), line.end(bar.due_on)
        assert 0 <= places[0] <= places[1] <= places[2] <= 1
