"""Published years from chinesecalendar's data; its arithmetic is not used (Dates 7)."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from scheduler.workdays import ONE_DAY, CalendarYear, YearState

FIRST_YEAR = 2004

NATIONAL_DAY, MID_AUTUMN = "国庆节", "中秋节"
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": NATIONAL_DAY,
    "Mid-autumn Festival": MID_AUTUMN,
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}


@cache
def published_years() -> tuple[CalendarYear, ...]:
    """Every year of the library, from 2004 to its last, festivals named as the notices name them."""
    from chinese_calendar import constants

    off: dict[date, str] = {day: _NAMES.get(name, name) for day, name in constants.holidays.items()}
    make_up: dict[date, str] = {day: _NAMES.get(name, name) for day, name in constants.workdays.items()}
    return tuple(_year(year, off, make_up) for year in range(FIRST_YEAR, max(off).year + 1))


def last_published_year() -> int:
    """The last year whose notice the library knows."""
    return published_years()[-1].year


def _year(year: int, off: Mapping[date, str], make_up: Mapping[date, str]) -> CalendarYear:
    days_off = {day: name for day, name in off.items() if day.year == year}
    make_up_days = {day: name for day, name in make_up.items() if day.year == year}
    joint = _joint_name(year, days_off)
    return CalendarYear(
        year,
        YearState.PUBLISHED,
        {day: joint.get(name, name) for day, name in days_off.items()},
        {day: joint.get(name, name) for day, name in make_up_days.items()},
    )


def _joint_name(year: int, days_off: Mapping[date, str]) -> dict[str, str]:
    """The notices name one holiday after both festivals, the earlier first, where 中秋 runs into 国庆.

    The library gives each of its days one of the two names, and a year in which it gives none to 中秋
    (a statutory holiday since 2008) is one in which 国庆 begins that day.
    """
    national = date(year, 10, 1)
    moon = min((day for day, name in days_off.items() if name == MID_AUTUMN), default=national)
    if year < 2008 or not _unbroken(min(moon, national), max(moon, national), days_off):
        return {}
    both = f"{NATIONAL_DAY}、{MID_AUTUMN}" if moon >= national else f"{MID_AUTUMN}、{NATIONAL_DAY}"
    return {NATIONAL_DAY: both, MID_AUTUMN: both}


def _unbroken(first: date, last: date, days_off: Mapping[date, str]) -> bool:
    return all(first + ONE_DAY * k in days_off for k in range((last - first).days + 1))
