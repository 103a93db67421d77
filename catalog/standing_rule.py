"""A year before its notice: 国办发明电〔2024〕12号, without guessed make-up days (Dates 6)."""

from datetime import date, timedelta

from catalog.festivals import dragon_boat, mid_autumn, spring_festival, tomb_sweeping
from scheduler.workdays import ONE_DAY, CalendarYear, YearState

# Where a one-day festival's holiday begins, counted from the festival, and how long it is; Monday first.
_AROUND = ((-2, 3), (-2, 3), (0, 1), (0, 3), (0, 3), (0, 3), (-1, 3))


def provisional_year(year: int) -> CalendarYear:
    """Every day off the rule gives the year, with the December days on which its New Year holiday begins.

    The next year's New Year holiday is included as far as it lies in this year.
    """
    days_off = _around(date(year, 1, 1), "元旦")
    days_off |= {day: name for day, name in _around(date(year + 1, 1, 1), "元旦").items() if day.year == year}
    days_off |= _run(spring_festival(year) - ONE_DAY, 8, "春节")  # from 除夕
    days_off |= _around(tomb_sweeping(year), "清明节")
    days_off |= _run(date(year, 5, 1), 5, "劳动节")
    days_off |= _around(dragon_boat(year), "端午节")
    days_off |= _autumn(year)
    return CalendarYear(year, YearState.PROVISIONAL, dict(sorted(days_off.items())), {})


def _autumn(year: int) -> dict[date, str]:
    national = _run(date(year, 10, 1), 7, "国庆节")
    moon = mid_autumn(year)
    if moon in national:
        return _run(date(year, 10, 1), 8, "国庆节、中秋节")
    return _around(moon, "中秋节") | national


def _around(festival: date, name: str) -> dict[date, str]:
    offset, days = _AROUND[festival.weekday()]
    return _run(festival + timedelta(days=offset), days, name)


def _run(first: date, days: int, name: str) -> dict[date, str]:
    return {first + ONE_DAY * k: name for k in range(days)}
