"""Short ways to write windows and dates, and the calendar of the time when 2026 was the last notice."""

from datetime import date

from catalog.published_years import published_years
from catalog.standing_rule import provisional_year
from scheduler.stages import Count, Quantity, Stage, Unit, Window
from scheduler.workdays import CalendarYear, WorkCalendar


def calendar_of(*notices: CalendarYear) -> WorkCalendar:
    """2004-2026 and these notices as published, three years of the standing rule after them."""
    published = [*(year for year in published_years() if year.year <= 2026), *notices]
    last = published[-1].year
    return WorkCalendar([*published, *(provisional_year(last + k) for k in (1, 2, 3))], f"test-{last}")


CALENDAR = calendar_of()


def d(text: str) -> date:
    return date.fromisoformat(text)


def count(unit: Unit, low: int, high: int | None = None, *, about: bool = False) -> Count:
    return Count(Quantity(low, unit), Quantity(low if high is None else high, unit), about=about)


def workdays(low: int, high: int | None = None, *, about: bool = False) -> Count:
    return count(Unit.WORKDAY, low, high, about=about)


def days(low: int, high: int | None = None, *, about: bool = False) -> Count:
    return count(Unit.DAY, low, high, about=about)


def months(low: int, high: int | None = None, *, about: bool = False) -> Count:
    return count(Unit.MONTH, low, high, about=about)


def within(n: int, unit: Unit, *, about: bool = False) -> Count:
    """W5: from one unit of day; working days for working days."""
    one = Quantity(1, Unit.WORKDAY if unit is Unit.WORKDAY else Unit.DAY)
    return Count(one, Quantity(n, unit), about=about, within=True)


def window(*stages: Stage, confirm: bool = False) -> Window:
    return Window(stages, confirm)
