import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.workdays import CalendarGap, CalendarYear, DayKind, DayNote, WorkCalendar, YearState
from tests.unit.scheduler.shorthand import CALENDAR, d

TRUTH = Path(__file__).parents[2] / "data" / "cn_workday_exceptions.csv"

DAY = timedelta(days=1)
KNOWN_DAYS = st.dates(date(2006, 1, 1), date(2026, 12, 31))
COUNTS = st.integers(1, 500)


def exceptions() -> dict[date, tuple[bool, str]]:
    with TRUTH.open(encoding="utf-8") as rows:
        return {d(row["date"]): (row["is_workday"] == "1", row["name"]) for row in csv.DictReader(rows)}


def year(
    number: int, *, off: dict[str, str] | None = None, make_up: dict[str, str] | None = None
) -> CalendarYear:
    return CalendarYear(
        number,
        YearState.PUBLISHED,
        {d(day): name for day, name in (off or {}).items()},
        {d(day): name for day, name in (make_up or {}).items()},
    )


def test_every_day_of_2019_to_2026_is_as_the_notices_say() -> None:
    truth = exceptions()
    assert len(truth) == 198
    day = date(2019, 1, 1)
    while day < date(2027, 1, 1):
        works, _ = truth.get(day, (day.weekday() < 5, ""))
        assert CALENDAR.is_workday(day) is works, day
        day += DAY


def test_every_day_off_and_make_up_day_has_the_name_of_its_notice() -> None:
    for day, (works, name) in exceptions().items():
        (note,) = CALENDAR.explain(day, day)
        kind = DayKind.MAKE_UP if works else DayKind.HOLIDAY
        assert (note.kind, note.name) == (kind, name), day


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-09-12", 1, "2026-09-14"),  # Saturday: Monday
        ("2026-09-19", 1, "2026-09-20"),  # Saturday: the Sunday is a make-up day
        ("2026-09-24", 3, "2026-09-30"),  # over 中秋
        ("2026-09-24", 5, "2026-10-09"),  # over 国庆
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),  # the make-up Saturday after 国庆
        ("2026-02-13", 1, "2026-02-14"),  # the make-up Saturday before 春节
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-15", 5, "2026-02-28"),
        ("2024-02-28", 1, "2024-02-29"),  # leap day
        ("2024-02-29", 1, "2024-03-01"),
        ("2019-12-31", 1, "2020-01-02"),
        ("2026-09-26", 0, "2026-09-26"),  # no working day: the day itself, off or not
    ],
)
def test_the_nth_working_day_is_strictly_after(day: str, n: int, expected: str) -> None:
    assert CALENDAR.add(d(day), n) == d(expected)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-10-09", 1, "2026-10-08"),
        ("2026-10-08", 1, "2026-09-30"),
        ("2026-10-04", 1, "2026-09-30"),
        ("2026-09-21", 1, "2026-09-20"),
        ("2026-10-12", 10, "2026-09-21"),
        ("2026-10-12", 0, "2026-10-12"),
    ],
)
def test_the_nth_working_day_before_is_strictly_before(day: str, n: int, expected: str) -> None:
    assert CALENDAR.subtract(d(day), n) == d(expected)


@given(day=KNOWN_DAYS, n=st.integers(1, 60))
def test_add_agrees_with_counting_day_by_day(day: date, n: int) -> None:
    walked, left = day, n
    while left:
        walked += DAY
        left -= CALENDAR.is_workday(walked)
    assert CALENDAR.add(day, n) == walked


@given(day=KNOWN_DAYS, n=COUNTS)
def test_between_undoes_add(day: date, n: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, n)) == n
    assert CALENDAR.between(CALENDAR.add(day, n), day) == -n


@given(day=KNOWN_DAYS, n=COUNTS)
def test_subtract_undoes_add_up_to_the_first_working_day(day: date, n: int) -> None:
    assert CALENDAR.subtract(CALENDAR.add(day, n), n) == (
        day if CALENDAR.is_workday(day) else CALENDAR.subtract(day, 1)
    )
    assert CALENDAR.add(CALENDAR.subtract(day, n), n) == CALENDAR.next_workday(day)


@given(day=KNOWN_DAYS, n=COUNTS, later=st.integers(0, 30))
def test_a_later_start_never_ends_earlier(day: date, n: int, later: int) -> None:
    assert CALENDAR.add(day, n) <= CALENDAR.add(day + DAY * later, n)


@given(day=KNOWN_DAYS, n=st.integers(0, 40))
def test_the_explanation_counts_what_was_added(day: date, n: int) -> None:
    end = CALENDAR.add(day, n)
    notes = CALENDAR.explain(day + DAY, end)
    assert [note.on for note in notes] == [day + DAY * k for k in range(1, (end - day).days + 1)]
    assert [note.count for note in notes if note.count is not None] == list(range(1, n + 1))


def test_the_explanation_names_festivals_weekends_and_make_up_days() -> None:
    assert CALENDAR.explain(d("2026-09-18"), d("2026-09-20")) == (
        DayNote(d("2026-09-18"), DayKind.COUNTED, 1),
        DayNote(d("2026-09-19"), DayKind.WEEKEND),
        DayNote(d("2026-09-20"), DayKind.MAKE_UP, 2, "国庆节"),
    )
    assert CALENDAR.explain(d("2026-10-03"), d("2026-10-03"), stage=2) == (
        DayNote(d("2026-10-03"), DayKind.HOLIDAY, None, "国庆节", 2),  # a Saturday inside the festival
    )
    assert CALENDAR.explain(d("2026-10-03"), d("2026-10-02")) == ()


def test_next_workday_is_the_day_itself_if_people_work_on_it() -> None:
    assert CALENDAR.next_workday(d("2026-09-20")) == d("2026-09-20")
    assert CALENDAR.next_workday(d("2026-10-04")) == d("2026-10-08")


def test_a_festival_covers_its_weekend_days_but_no_others() -> None:
    assert CALENDAR.festival(d("2026-10-04")) == "国庆节"
    assert CALENDAR.festival(d("2012-06-23")) == "端午节"  # the library names the days around it
    assert CALENDAR.festival(d("2026-10-11")) is None
    assert CALENDAR.festival(d("2026-09-20")) is None


def test_a_weekend_day_between_two_days_of_one_festival_takes_its_name() -> None:
    calendar = WorkCalendar([year(2027, off={"2027-10-01": "国庆节", "2027-10-04": "国庆节"})], "test")
    assert calendar.festival(d("2027-10-02")) == "国庆节"
    assert calendar.festival(d("2027-10-09")) is None


def test_a_make_up_day_between_two_days_of_one_festival_stays_one() -> None:
    off = {"2027-10-01": "国庆节", "2027-10-04": "国庆节"}
    calendar = WorkCalendar([year(2027, off=off, make_up={"2027-10-03": "国庆节"})], "test")
    assert calendar.is_workday(d("2027-10-03"))
    assert calendar.festival(d("2027-10-02")) is None


def test_the_later_notice_decides_about_december() -> None:
    this_year = year(2026, off={"2026-12-27": "元旦", "2026-12-30": "元旦"})
    next_year = year(2027, off={"2026-12-31": "元旦"}, make_up={"2026-12-27": "元旦"})
    calendar = WorkCalendar([next_year, this_year], "test")
    assert not calendar.is_workday(d("2026-12-31"))
    assert calendar.is_workday(d("2026-12-27"))
    assert calendar.festival(d("2026-12-27")) is None
    assert list(calendar.year(2026).days_off) == [d("2026-12-30"), d("2026-12-31")]
    assert list(calendar.year(2026).make_up_days) == [d("2026-12-27")]
    assert calendar.year(2027).days_off == {}


@pytest.mark.parametrize(("day", "gap"), [("2003-12-31", 2003), ("2030-01-01", 2030), ("9999-12-31", 9999)])
def test_nothing_is_said_of_a_day_outside_the_known_years(day: str, gap: int) -> None:
    questions: list[Callable[[], object]] = [
        lambda: CALENDAR.is_workday(d(day)),
        lambda: CALENDAR.add(d(day), 1),
        lambda: CALENDAR.add(d(day), 0),
        lambda: CALENDAR.subtract(d(day), 1),
        lambda: CALENDAR.between(d(day), d("2026-01-01")),
        lambda: CALENDAR.between(d("2026-01-01"), d(day)),
        lambda: CALENDAR.next_workday(d(day)),
        lambda: CALENDAR.festival(d(day)),
        lambda: CALENDAR.explain(d(day), d(day)),
        lambda: CALENDAR.known(d(day)),
        lambda: CALENDAR.year(gap),
    ]
    for ask in questions:
        with pytest.raises(CalendarGap) as gap_found:
            ask()
        assert gap_found.value.year == gap


def test_an_answer_outside_the_known_years_is_not_given() -> None:
    assert CALENDAR.add(d("2029-12-27"), 1) == d("2029-12-28")
    with pytest.raises(CalendarGap, match="2030"):
        CALENDAR.add(d("2029-12-28"), 1)  # 31 December 2029 is off by the standing rule
    with pytest.raises(CalendarGap, match="2003"):
        CALENDAR.subtract(d("2004-01-02"), 1)
    assert CALENDAR.subtract(d("2004-01-05"), 1) == d("2004-01-02")


def test_working_days_are_counted_in_one_direction() -> None:
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add(d("2026-09-24"), -1)
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.subtract(d("2026-09-24"), -1)


def test_states_of_years() -> None:
    assert [CALENDAR.state(number) for number in (2003, 2004, 2026, 2027, 2029, 2030)] == [
        YearState.ABSENT,
        YearState.PUBLISHED,
        YearState.PUBLISHED,
        YearState.PROVISIONAL,
        YearState.PROVISIONAL,
        YearState.ABSENT,
    ]


def test_a_calendar_has_no_holes() -> None:
    with pytest.raises(ValueError, match="consecutive"):
        WorkCalendar([year(2026), year(2028)], "test")
    with pytest.raises(ValueError, match="consecutive"):
        WorkCalendar([year(2026), year(2026)], "test")
    with pytest.raises(ValueError, match="consecutive"):
        WorkCalendar([], "test")
    with pytest.raises(ValueError, match="leave it out"):
        WorkCalendar([CalendarYear(2026, YearState.ABSENT, {}, {})], "test")
