"""A month on one page: which days are off and why, and what is due on each. Nothing here speaks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.digest import Entry, Group
from scheduler.pulls import Mark
from scheduler.workdays import ONE_DAY, CalendarGap, WorkCalendar

CHECK = "check"


class DayLook(StrEnum):
    """What people do on a day: ``MAKE_UP`` is a weekend day on which they work (调休)."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    FESTIVAL = "festival"
    MAKE_UP = "make-up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is due: ``what`` is ``check`` or the kind of a step."""

    what: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class MonthDay:
    """``inside``: of this month, not of the weeks' ends of its neighbours. ``festival`` is set for days off
    that have one. ``provisional``: the year's holidays are not announced yet."""

    on: date
    inside: bool
    look: DayLook
    festival: str | None
    provisional: bool
    items: tuple[Item, ...]
    marks: tuple[Mark, ...]

    @property
    def busy(self) -> bool:
        """Whether anything is due."""
        return bool(self.items or self.marks)


@dataclass(frozen=True, slots=True)
class Month:
    """``weeks``: seven days each, Monday first."""

    first: date
    weeks: tuple[tuple[MonthDay, ...], ...]

    @property
    def days(self) -> tuple[MonthDay, ...]:
        """The month's own days."""
        return tuple(day for week in self.weeks for day in week if day.inside)

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - ONE_DAY).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return _next_month(self.first)


def month_of(first: date, entries: Iterable[Entry], marks: Iterable[Mark], calendar: WorkCalendar) -> Month:
    """The month that begins on ``first``, with what is due and the planned pulls on their days."""
    items, pulls = items_by_day(entries), _marks_by_day(marks)
    start = first - ONE_DAY * first.weekday()
    weeks = []
    while start < _next_month(first):
        days = [start + ONE_DAY * n for n in range(7)]
        inside = [day for day in days if day.month == first.month]
        weeks.append(
            tuple(_day(day, day in inside, items.get(day, ()), pulls.get(day, ()), calendar) for day in days)
        )
        start = days[-1] + ONE_DAY
    return Month(first, tuple(weeks))


def items_by_day(entries: Iterable[Entry]) -> Mapping[date, tuple[Item, ...]]:
    """Steps and checks of what is open, on their days; a check that was put off on its later day."""
    found: defaultdict[date, list[Item]] = defaultdict(list)
    for entry in entries:
        if entry.group is not Group.VERIFIED:
            for on, item in _items(entry):
                found[on].append(item)
    return {on: tuple(items) for on, items in found.items()}


def _items(entry: Entry) -> Iterator[tuple[date, Item]]:
    followed = entry.followed
    for step in followed.steps:
        yield step.on, Item(step.kind, entry)
    if followed.ask_on is not None:
        yield followed.ask_on, Item("answer_due", entry)
    if followed.check_on is not None:
        yield max(followed.check_on, followed.snoozed_until or followed.check_on), Item(CHECK, entry)


def _marks_by_day(marks: Iterable[Mark]) -> Mapping[date, tuple[Mark, ...]]:
    found: defaultdict[date, tuple[Mark, ...]] = defaultdict(tuple)
    for mark in marks:
        found[mark.pull.on] += (mark,)
    return found


def _day(
    on: date, inside: bool, items: tuple[Item, ...], marks: tuple[Mark, ...], calendar: WorkCalendar
) -> MonthDay:
    try:
        works, festival = calendar.is_workday(on), calendar.festival(on)
    except CalendarGap:
        return MonthDay(on, inside, DayLook.UNKNOWN, None, False, items, marks)
    if works:
        look = DayLook.MAKE_UP if on.weekday() >= 5 else DayLook.WORKDAY
    else:
        look = DayLook.FESTIVAL if festival else DayLook.WEEKEND
    return MonthDay(on, inside, look, festival, calendar.provisional(on, on), items, marks)


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
