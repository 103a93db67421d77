"""The day to check, counted off the calendar day by day: what the dates of the product are held against."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scheduler.workdays import WorkCalendar

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """What a platform says, and what its last day is: so many working days (``work``) or days, or None for
    the end of the next month."""

    text: str
    days: int | None
    work: bool = False


SAID = (
    Said("3-5个工作日更新", 5, work=True),
    Said("5个工作日内", 5, work=True),
    Said("10个工作日", 10, work=True),
    Said("15天", 15),
    Said("30-45天更新", 45),
    Said("网贷7天后自动关闭", 7),
    Said("次月", None),
)
SAID_FOR_YEARS = (Said("300天", 300), Said("180个工作日", 180, work=True), *SAID)


def any_said(chance: Random, *, years: bool) -> Said:
    """One of them; with ``years`` such as take years too."""
    return chance.choice(SAID_FOR_YEARS if years else SAID)


def check_on(said: Said, day0: date, calendar: WorkCalendar) -> date:
    """The day after the last one of the window."""
    if said.work:
        assert said.days is not None
        return _after_working_days(day0, said.days, calendar) + A_DAY
    last = _end_of_next_month(day0) if said.days is None else day0 + said.days * A_DAY
    while not _is_worked(last, calendar):
        last += A_DAY
    return last + A_DAY


def _after_working_days(day: date, count: int, calendar: WorkCalendar) -> date:
    while count:
        day += A_DAY
        count -= _is_worked(day, calendar)
    return day


def _is_worked(day: date, calendar: WorkCalendar) -> bool:
    year = calendar.year(day.year)
    return day in year.make_up_days or (day.weekday() < 5 and day not in year.days_off)


def _end_of_next_month(day: date) -> date:
    month = day.month + 2
    return date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, 1) - A_DAY
