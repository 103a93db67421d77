"""The instant to send: the user's hour at the user's place, clocks that skip and repeat, quiet hours."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.sending_hours import (
    SendingHours,
    ZoneError,
    instant,
    local_date,
    not_in_quiet_hours,
    send_at,
)

ZONES = [
    "Asia/Shanghai",
    "Asia/Urumqi",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


INSTANTS = [
    # zone, day, hour -> UTC
    ("Asia/Shanghai", date(2026, 10, 10), time(9), "2026-10-10 01:00"),
    ("Asia/Urumqi", date(2026, 10, 10), time(9), "2026-10-10 03:00"),
    ("Asia/Shanghai", date(2028, 2, 29), time(9), "2028-02-29 01:00"),
    ("America/New_York", date(2028, 2, 29), time(9), "2028-02-29 14:00"),
    ("America/New_York", date(2026, 7, 1), time(9), "2026-07-01 13:00"),
    ("America/New_York", date(2026, 3, 8), time(9), "2026-03-08 13:00"),
    ("Europe/London", date(2026, 10, 25), time(9), "2026-10-25 09:00"),
    ("Europe/London", date(2026, 10, 24), time(9), "2026-10-24 08:00"),
    # Skipped by the clocks: the first minute after the gap.
    ("America/New_York", date(2026, 3, 8), time(2), "2026-03-08 07:00"),
    ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08 07:00"),
    ("America/New_York", date(2026, 3, 8), time(2, 30, 15), "2026-03-08 07:00"),
    ("Europe/London", date(2026, 3, 29), time(1, 59), "2026-03-29 01:00"),
    ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03 15:30"),
    # A whole day that Samoa skipped.
    ("Pacific/Apia", date(2011, 12, 30), time(9), "2011-12-30 10:00"),
    # Repeated by the clocks: the first.
    ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01 05:30"),
    ("Europe/London", date(2026, 10, 25), time(1, 30), "2026-10-25 00:30"),
    ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04 14:45"),
]


@pytest.mark.parametrize(("zone", "on", "at", "expected"), INSTANTS)
def test_the_users_hour_of_a_day_is_this_instant(zone: str, on: date, at: time, expected: str) -> None:
    moment = instant(on, SendingHours(zone, at))
    assert moment == utc(expected)
    assert moment.tzinfo is UTC


def test_a_user_abroad_is_reminded_at_the_hour_of_the_place() -> None:
    """Nine in Urumqi is two hours after nine in Shanghai, on the same day."""
    on = date(2026, 10, 10)
    gap = instant(on, SendingHours("Asia/Urumqi")) - instant(on, SendingHours("Asia/Shanghai"))
    assert gap == timedelta(hours=2)


QUIET = [
    # zone, moment (UTC) -> end of the quiet hours 22:00-08:00 (UTC)
    ("Asia/Shanghai", "2026-10-10 13:59", "2026-10-10 13:59"),
    ("Asia/Shanghai", "2026-10-10 14:00", "2026-10-11 00:00"),
    ("Asia/Shanghai", "2026-10-10 20:00", "2026-10-11 00:00"),
    ("Asia/Shanghai", "2026-10-10 23:59:59", "2026-10-11 00:00"),
    ("Asia/Shanghai", "2026-10-11 00:00", "2026-10-11 00:00"),
    ("America/New_York", "2026-03-08 03:00", "2026-03-08 12:00"),
    ("America/New_York", "2026-11-01 02:00", "2026-11-01 13:00"),
    ("Asia/Shanghai", "2028-02-28 15:00", "2028-02-29 00:00"),
    # The morning on which the quiet hours should have ended did not exist: it is night until the next one.
    ("Pacific/Apia", "2011-12-30 09:00", "2011-12-30 18:00"),
]


@pytest.mark.parametrize(("zone", "moment", "expected"), QUIET)
def test_quiet_hours_span_midnight(zone: str, moment: str, expected: str) -> None:
    assert not_in_quiet_hours(utc(moment), SendingHours(zone)) == utc(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-10-10 04:00", "2026-10-10 06:00"),
        ("2026-10-10 03:59", "2026-10-10 03:59"),
        ("2026-10-10 06:00", "2026-10-10 06:00"),
    ],
)
def test_quiet_hours_may_lie_within_a_day(moment: str, expected: str) -> None:
    noon = SendingHours("Asia/Shanghai", quiet_from=time(12), quiet_to=time(14))
    assert not_in_quiet_hours(utc(moment), noon) == utc(expected)


@pytest.mark.parametrize("end", [None, time(0)])
def test_without_quiet_hours_every_moment_will_do(end: time | None) -> None:
    hours = SendingHours("Asia/Shanghai", quiet_from=end, quiet_to=end)
    assert not_in_quiet_hours(utc("2026-10-10 20:00"), hours) == utc("2026-10-10 20:00")


def test_quiet_hours_that_end_in_the_repeated_hour_never_lead_back() -> None:
    """01:10 for the second time in New York: 01:30 is twenty minutes ahead, not forty ago."""
    hours = SendingHours("America/New_York", quiet_from=time(0), quiet_to=time(1, 30))
    assert not_in_quiet_hours(utc("2026-11-01 06:10"), hours) == utc("2026-11-01 06:30")
    assert not_in_quiet_hours(utc("2026-11-01 05:10"), hours) == utc("2026-11-01 05:30")


def test_quiet_hours_that_end_in_the_skipped_hour_end_with_it() -> None:
    hours = SendingHours("America/New_York", quiet_from=time(22), quiet_to=time(2, 30))
    assert not_in_quiet_hours(utc("2026-03-08 05:00"), hours) == utc("2026-03-08 07:00")


SEND_AT = [
    # day, now (UTC) -> UTC, in Shanghai at 09:00 with quiet hours 22:00-08:00
    (date(2026, 10, 10), "2026-10-01 00:00", "2026-10-10 01:00"),
    (date(2026, 10, 10), "2026-10-10 00:59", "2026-10-10 01:00"),
    (date(2026, 10, 10), "2026-10-10 01:00", "2026-10-10 01:00"),
    (date(2026, 10, 10), "2026-10-10 05:00", "2026-10-10 05:00"),
    (date(2026, 10, 10), "2026-10-10 15:00", "2026-10-11 00:00"),
    (date(2026, 10, 10), "2026-10-12 20:00", "2026-10-13 00:00"),
]


@pytest.mark.parametrize(("on", "now", "expected"), SEND_AT)
def test_send_at_the_users_hour_or_now_if_that_has_passed(on: date, now: str, expected: str) -> None:
    assert send_at(on, SendingHours("Asia/Shanghai"), utc(now)) == utc(expected)


def test_an_hour_inside_the_quiet_hours_is_put_off_to_their_end() -> None:
    now = utc("2026-10-01 00:00")
    early = SendingHours("Asia/Shanghai", at=time(7))
    late = SendingHours("Asia/Shanghai", at=time(23))
    assert send_at(date(2026, 10, 10), early, now) == utc("2026-10-10 00:00")
    assert send_at(date(2026, 10, 10), late, now) == utc("2026-10-11 00:00")


@pytest.mark.parametrize(
    ("moment", "zone", "today"),
    [
        ("2026-10-09 16:30", "Asia/Shanghai", date(2026, 10, 10)),
        ("2026-10-09 16:30", "Asia/Urumqi", date(2026, 10, 9)),
        ("2026-10-10 01:00", "America/New_York", date(2026, 10, 9)),
    ],
)
def test_today_is_the_day_at_the_users_place(moment: str, zone: str, today: date) -> None:
    assert local_date(utc(moment), SendingHours(zone)) == today


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Beijing",
        "America",
        "asia/shanghai ",
        "../etc/passwd",
        "/etc/localtime",
        "上海",
        "Asia/\0",
        "a" * 300,
    ],
)
def test_what_is_no_time_zone_is_refused_by_name(zone: str) -> None:
    with pytest.raises(ZoneError, match="use an IANA name such as Asia/Shanghai") as refused:
        SendingHours(zone)
    assert refused.value.zone == zone
    assert repr(zone) in str(refused.value)


@pytest.mark.parametrize(("quiet_from", "quiet_to"), [(time(22), None), (None, time(8))])
def test_quiet_hours_need_both_ends(quiet_from: time | None, quiet_to: time | None) -> None:
    with pytest.raises(ValueError, match="give both ends, or neither"):
        SendingHours("Asia/Shanghai", quiet_from=quiet_from, quiet_to=quiet_to)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime.fromisoformat("2026-10-10 09:00")
    with pytest.raises(ValueError, match="an instant is needed"):
        not_in_quiet_hours(naive, SendingHours("Asia/Shanghai"))
    with pytest.raises(ValueError, match="an instant is needed"):
        local_date(naive, SendingHours("Asia/Shanghai"))


clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moments = st.datetimes(
    min_value=datetime.fromisoformat("2005-01-01"),
    max_value=datetime.fromisoformat("2035-01-01"),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]),
)
quiet = st.tuples(clock_times, clock_times)


@given(st.sampled_from(ZONES), clock_times, quiet, moments, st.dates(date(2006, 1, 1), date(2034, 1, 1)))
def test_never_early_never_past_never_in_quiet_hours(
    zone: str, at: time, quiet: tuple[time, time], now: datetime, on: date
) -> None:
    hours = SendingHours(zone, at, *quiet)
    moment = send_at(on, hours, now)
    local = moment.astimezone(ZoneInfo(zone))
    assert moment >= now
    assert (local.date(), local.time()) >= (on, at)
    start, end = quiet
    in_quiet = start <= local.time() < end if start <= end else not end <= local.time() < start
    assert not in_quiet


@given(st.sampled_from(ZONES), quiet, moments, st.integers(1, 99))
def test_the_quiet_hours_are_left_at_their_first_end(
    zone: str, quiet: tuple[time, time], moment: datetime, percent: int
) -> None:
    """Every moment between one in the quiet hours and their end lies in them, too, with the same end."""
    hours = SendingHours(zone, time(9), *quiet)
    end = not_in_quiet_hours(moment, hours)
    between = moment + (end - moment) * percent / 100
    assert not_in_quiet_hours(between, hours) == end
