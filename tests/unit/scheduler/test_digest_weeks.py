"""When a digest is due: one for each ISO week, caught up after downtime, never twice at once."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.digest_weeks import (
    WeeklyHour,
    covers_until,
    digest_day,
    digest_days,
    is_over,
    week_name,
    week_number,
    weekly_hour,
)
from scheduler.sending_hours import SendingHours

HOURS = SendingHours("Asia/Shanghai")
MONDAY, SUNDAY = WeeklyHour(1, time(9)), WeeklyHour(7, time(21))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def planned(now: str, hour: WeeklyHour = MONDAY, since: datetime = LONG_AGO) -> list[str]:
    return [on.isoformat() for on in digest_days(shanghai(now), since, hour, HOURS)]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("MON 09:00", MONDAY),
        ("sun 21:00", SUNDAY),
        (" Wed 00:00 ", WeeklyHour(3, time(0))),
        ("FRI 23:59", WeeklyHour(5, time(23, 59))),
        ("off", None),
        ("OFF", None),
    ],
)
def test_a_weekday_and_an_hour_are_read(text: str, hour: WeeklyHour | None) -> None:
    assert weekly_hour(text) == hour


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MON",
        "09:00",
        "MON 9:00",
        "MON 24:00",
        "MON 09:60",
        "MON  09:00",
        "周一 09:00",
        "MON 09:00 TUE 09:00",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write MON 09:00, or off"):
        weekly_hour(text)


@pytest.mark.parametrize(
    ("day", "number", "name"),
    [
        (date(2026, 10, 12), 202642, "2026-W42"),
        (date(2026, 10, 18), 202642, "2026-W42"),
        (date(2026, 12, 31), 202653, "2026-W53"),
        (date(2027, 1, 3), 202653, "2026-W53"),  # the week belongs to the year of its Thursday
        (date(2027, 1, 4), 202701, "2027-W01"),
    ],
)
def test_weeks_are_those_of_iso(day: date, number: int, name: str) -> None:
    assert (week_number(day), week_name(number)) == (number, name)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-10-11 08:59", ["2026-10-05"]),  # Sunday: this week's, if it has not gone out
        ("2026-10-11 09:00", ["2026-10-05", "2026-10-12"]),  # and the next is a day away
        ("2026-10-12 00:00", ["2026-10-12"]),  # the week before is over
        ("2026-10-12 09:00", ["2026-10-12"]),
        ("2026-10-15 12:00", ["2026-10-12"]),  # caught up on Thursday
    ],
)
def test_a_mondays_digest_is_planned_a_day_ahead_and_caught_up_in_its_week(now: str, days: list[str]) -> None:
    assert planned(now) == days


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-10-17 20:59", []),
        ("2026-10-17 21:00", ["2026-10-18"]),
        ("2026-10-19 08:00", ["2026-10-18"]),  # missed over night
        ("2026-10-21 23:00", ["2026-10-18"]),
        ("2026-10-22 00:00", []),
    ],
)
def test_a_sundays_digest_keeps_for_three_days(now: str, days: list[str]) -> None:
    assert planned(now, SUNDAY) == days


def test_nothing_from_before_the_user_came_is_caught_up() -> None:
    assert planned("2026-10-15 12:00", since=shanghai("2026-10-12 09:01")) == []
    assert planned("2026-10-15 12:00", since=shanghai("2026-10-12 09:00")) == ["2026-10-12"]


def test_the_hour_is_the_users_own() -> None:
    abroad = SendingHours("America/New_York")
    eight = datetime(2026, 10, 12, 12, tzinfo=UTC)
    came = eight + timedelta(hours=1)  # nine o'clock in New York
    assert list(digest_days(eight, came, MONDAY, abroad)) == [date(2026, 10, 12)]
    assert list(digest_days(eight, came, MONDAY, HOURS)) == []


@pytest.mark.parametrize(
    ("today", "hour", "until"),
    [
        ("2026-10-12", MONDAY, "2026-10-18"),
        ("2026-10-15", MONDAY, "2026-10-18"),
        ("2026-10-18", MONDAY, "2026-10-18"),
        ("2026-10-18", SUNDAY, "2026-10-24"),
        ("2026-10-19", SUNDAY, "2026-10-24"),
    ],
)
def test_this_week_lasts_until_the_next_digest(today: str, hour: WeeklyHour, until: str) -> None:
    assert covers_until(date.fromisoformat(today), hour) == date.fromisoformat(until)


@settings(max_examples=150)
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.integers(1, 7),
    st.times(),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Europe/London"]),
)
def test_whenever_one_looks_each_planned_day_is_another_weeks_and_worth_sending(
    moment: datetime, weekday: int, at: time, zone: str
) -> None:
    hours, hour = SendingHours(zone), WeeklyHour(weekday, at.replace(second=0, microsecond=0, fold=0))
    now = moment.replace(tzinfo=UTC)
    days = list(digest_days(now, LONG_AGO, hour, hours))
    today = now.astimezone(ZoneInfo(zone)).date()
    assert len({week_number(on) for on in days}) == len(days) <= 2
    for on in days:
        assert on == digest_day(on, hour)
        assert on.isoweekday() == weekday
        assert not is_over(on, today)
        assert on <= today + timedelta(days=2)


@settings(max_examples=150)
@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 7))
def test_no_week_is_skipped_by_a_worker_that_looks_once_a_day(start: date, weekday: int) -> None:
    hour, seen = WeeklyHour(weekday, time(9)), set()
    for n in range(21):
        noon = datetime.combine(start + timedelta(days=n), time(12), ZoneInfo("Asia/Shanghai"))
        seen |= {week_number(on) for on in digest_days(noon, LONG_AGO, hour, HOURS) if on <= noon.date()}
    assert {week_number(start + timedelta(weeks=w)) for w in (1, 2)} <= seen
