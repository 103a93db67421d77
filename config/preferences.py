"""What an operator sets for all and a user for themselves, as it is written down.

Each function reads one of them and raises ValueError with a translatable sentence part: what it is not, and
how to write it.
"""

import re
from datetime import time
from zoneinfo import ZoneInfo

from config.i18n import LOCALES, N_
from scheduler.cadence import OFF, cadence
from scheduler.digest_weeks import weekly_hour

_HOUR = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d", re.ASCII)


def known_zone(text: str) -> str:
    """An IANA name such as Asia/Shanghai."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError(N_("not a time zone; use a name such as Asia/Shanghai or Europe/London")) from None
    return text


def known_locale(text: str) -> str:
    """``zh_CN`` or ``en``."""
    if text not in LOCALES:
        raise ValueError(N_("not a language xiaohu speaks; use zh_CN or en"))
    return text


def hour_of_day(text: str) -> time:
    """``09:00``."""
    if (found := _time(text)) is None:
        raise ValueError(N_("not an hour of the day; write 09:00"))
    return found


def two_hours(text: str) -> str:
    """``22:00-08:00``, or ``off``."""
    quiet(text)
    return text


def quiet(text: str) -> tuple[time, time] | None:
    """Start and end of the quiet hours; None when there are none."""
    if text == OFF:
        return None
    start, _, end = text.partition("-")
    hours = _time(start), _time(end)
    if hours[0] is None or hours[1] is None:
        raise ValueError(N_("not quiet hours; write 22:00-08:00, or off"))
    if hours[0] == hours[1]:
        raise ValueError(N_("quiet hours begin and end at different times; write 22:00-08:00, or off"))
    return hours[0], hours[1]


def weekday_and_hour(text: str) -> str:
    """``MON 09:00``, or ``off``."""
    try:
        weekly_hour(text)
    except ValueError:
        raise ValueError(N_("not a weekday and an hour; write MON 09:00, or off")) from None
    return text


def overdue_days(text: str) -> str:
    """``3,7,14/7/8``, or ``off``; see ``scheduler.cadence``."""
    try:
        return str(cadence(text))
    except ValueError:
        raise ValueError(
            N_(
                "not a cadence; write 3,7,14/7/8 for 3, 7 and 14 days after the day to check, then every 7 "
                "days, 8 in all (days up to 365, at most 52 in all), or off"
            )
        ) from None


def _time(text: str) -> time | None:
    if not _HOUR.fullmatch(text := text.strip()):
        return None
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
