"""When the weekly digest is due: the user's weekday and hour, one digest for each ISO week."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduler.sending_hours import SendingHours, instant, local_date

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
AHEAD = A_DAY
"""How long before its instant a digest is planned: the scheduler then wakes for it in time."""
KEEPS_DAYS = 3
"""A digest that downtime held up is worth sending until its ISO week ends, and at least for so many days."""

_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_WRITTEN = re.compile(rf"({'|'.join(_WEEKDAYS)}) ([01]\d|2[0-3]):([0-5]\d)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class WeeklyHour:
    """A time of the week on the user's clock. ``weekday`` is ISO's: Monday is 1."""

    weekday: int
    at: time


def weekly_hour(text: str) -> WeeklyHour | None:
    """``MON 09:00`` -> Monday at nine; ``off`` -> None. Anything else is a ValueError."""
    if text.strip().lower() == "off":
        return None
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise ValueError(f"{text!r} is no weekday with an hour: write MON 09:00, or off")
    day, hour, minute = written.groups()
    return WeeklyHour(_WEEKDAYS.index(day.upper()) + 1, time(int(hour), int(minute)))


def week_number(day: date) -> int:
    """The ISO week a day lies in, as a number that can be stored and compared: 202642."""
    year, week, _ = day.isocalendar()
    return year * 100 + week


def week_name(number: int) -> str:
    """``2026-W42``."""
    return f"{number // 100}-W{number % 100:02}"


def monday(day: date) -> date:
    """The first day of the ISO week ``day`` lies in."""
    return day - timedelta(days=day.weekday())


def sunday(day: date) -> date:
    """The last day of the ISO week ``day`` lies in."""
    return monday(day) + timedelta(days=6)


def digest_day(day: date, hour: WeeklyHour) -> date:
    """The day of the digest of the ISO week ``day`` lies in."""
    return monday(day) + timedelta(days=hour.weekday - 1)


def covers_until(today: date, hour: WeeklyHour) -> date:
    """The last day before the next digest: what a digest on ``today`` calls this week."""
    on = digest_day(today, hour)
    return (on if on > today else on + A_WEEK) - A_DAY


def is_over(on: date, today: date) -> bool:
    """Whether a digest meant for the day ``on`` says nothing worth sending any more (user's days)."""
    return today > max(sunday(on), on + timedelta(days=KEEPS_DAYS))


def digest_hours(hours: SendingHours, hour: WeeklyHour) -> SendingHours:
    """The user's hours with that of the digest."""
    return replace(hours, at=hour.at)


def digest_days(now: datetime, since: datetime, hour: WeeklyHour, hours: SendingHours) -> Iterator[date]:
    """The days whose digest should be planned at ``now``, at most one of each ISO week.

    Those whose instant comes within a day, and the present one if it has passed: it is caught up. None from
    before ``since``, when the user came. Weeks that are over are not made up for.
    """
    today, own = local_date(now, hours), digest_hours(hours, hour)
    for week in (today - A_WEEK, today, today + A_WEEK):
        on = digest_day(week, hour)
        if since <= instant(on, own) <= now + AHEAD and not is_over(on, today):
            yield on
