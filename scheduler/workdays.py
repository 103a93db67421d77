"""Working days from a table: which days count, how many lie between, which is the n-th (Dates 2, 5, 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise

ONE_DAY = timedelta(days=1)


class CalendarGap(LookupError):
    """No working-day calendar is known for ``year`` (Dates 6: absent)."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no working-day calendar is known for the year {year}")
        self.year = year


class YearState(StrEnum):
    """How firmly a year is known (Dates 6)."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    ABSENT = "absent"


class DayKind(StrEnum):
    """What a day was to the count. The values are stable: they are printed as JSON."""

    COUNTED = "counted"  # a working day that was counted
    MAKE_UP = "make_up"  # a weekend day on which people work (调休), counted
    WEEKEND = "weekend"  # skipped
    HOLIDAY = "holiday"  # skipped, with the festival's name
    CALENDAR_DAY = "calendar_day"  # counted in a window of calendar days
    MONTH = "month"  # a counted month
    CLIPPED = "clipped"  # a counted month that has no such day and ends on its last one (W3)
    CUTOFF = "cutoff"  # the monthly cut-off (W6)
    NEXT_MONTH = "next_month"  # a day of the next month (W7)
    MONTH_END = "month_end"  # the month's last day (W7)
    CALL = "call"  # a day on which to call (W9)
    LAST_CALL = "last_call"  # the day of the last call actually made (W9)
    MOVED = "moved"  # the working day to which the due date moved (Dates 3)


@dataclass(frozen=True, slots=True)
class DayNote:
    """One line of "why this date?" (Dates 5).

    ``count`` runs 1..n within the stage for days and months that were counted, and is None for the others.
    ``name`` is the festival of a holiday or a make-up day. ``stage`` is the stage's index in the window.
    """

    on: date
    kind: DayKind
    count: int | None = None
    name: str | None = None
    stage: int = 0


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year as its notice gives it, or as the standing rule would (Dates 6).

    ``days_off`` holds festival days with their names, weekend days inside a festival included;
    ``make_up_days`` the weekend days on which people work. Days may lie in December of the year before:
    a New Year holiday can begin there, and the later notice is the one that counts.
    """

    year: int
    state: YearState
    days_off: Mapping[date, str]
    make_up_days: Mapping[date, str]


class WorkCalendar:
    """Consecutive known years as prefix sums; nothing outside them is ever guessed.

    Every method raises CalendarGap(year) for a day, or an answer, outside the known years.
    ``version`` names the data, so that dates can be worked out again when it changes.
    """

    __slots__ = (
        "_counts",
        "_days_off",
        "_make_up_days",
        "_origin",
        "_states",
        "_workdays",
        "_years",
        "version",
    )

    def __init__(self, years: Iterable[CalendarYear], version: str) -> None:
        """Raises ValueError unless the years are consecutive, known and at least one."""
        known = sorted(years, key=lambda year: year.year)
        numbers = [year.year for year in known]
        if not known or numbers != list(range(numbers[0], numbers[-1] + 1)):
            raise ValueError(f"a calendar needs consecutive years, not {numbers}")
        self.version = version
        self._states = {year.year: year.state for year in known}
        if YearState.ABSENT in self._states.values():
            raise ValueError("an absent year has no days: leave it out")
        self._days_off, self._make_up_days = _merged(known)
        self._years = _years(self._states, self._days_off, self._make_up_days)
        first, end = date(numbers[0], 1, 1).toordinal(), date(numbers[-1], 12, 31).toordinal() + 1
        days = [date.fromordinal(ordinal) for ordinal in range(first, end)]
        working = [self._works(day) for day in days]
        # _counts[i] is the number of working days in the first i days; _workdays[k] the k-th of them, so
        # that both are looked up without further arithmetic (index 0 stands for "none yet").
        self._origin = first - 1
        self._counts = [0, *accumulate(working)]
        self._workdays = [date.min, *(day for day, works in zip(days, working, strict=True) if works)]

    def state(self, year: int) -> YearState:
        """Whether the year is published, provisional or absent."""
        return self._states.get(year, YearState.ABSENT)

    def known(self, day: date) -> date:
        """The day itself, if its year is known."""
        self._index(day)
        return day

    def provisional(self, first: date, last: date) -> bool:
        """Whether any day of ``first..last`` (both included) lies in a provisional year (Dates 6)."""
        return any(self.state(year) is YearState.PROVISIONAL for year in range(first.year, last.year + 1))

    def year(self, number: int) -> CalendarYear:
        """The year's own days by all notices together: the next year's may have changed the last ones."""
        try:
            return self._years[number]
        except KeyError:
            raise CalendarGap(number) from None

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
        index = self._index(day)
        return self._counts[index] != self._counts[index - 1]

    def add(self, day: date, n: int) -> date:
        """The n-th working day strictly after ``day`` (Dates 2); ``day`` itself for n = 0."""
        index = day.toordinal() - self._origin
        if n < 1 or index < 1:
            return self._unmoved(day, n)
        try:
            return self._workdays[self._counts[index] + n]
        except IndexError:
            raise CalendarGap(max(day.year, self._last_year + 1)) from None

    def subtract(self, day: date, n: int) -> date:
        """The n-th working day strictly before ``day`` (Dates 8); ``day`` itself for n = 0."""
        if n < 1:
            return self._unmoved(day, n)
        position = self._counts[self._index(day) - 1] - n + 1
        if position < 1:
            raise CalendarGap(self._first_year - 1)
        return self._workdays[position]

    def between(self, start: date, end: date) -> int:
        """How many working days d there are with start < d <= end; negative when end comes first."""
        return self._counts[self._index(end)] - self._counts[self._index(start)]

    def next_workday(self, day: date) -> date:
        """The day itself if people work on it, else the first working day after it (Dates 3)."""
        return day if self.is_workday(day) else self.add(day, 1)

    def festival(self, day: date) -> str | None:
        """The name of the festival for which the day is off, a weekend day inside it included."""
        return self._days_off.get(self.known(day))

    def explain(self, first: date, last: date, stage: int = 0) -> tuple[DayNote, ...]:
        """One note for every day of ``first..last`` (both included); the working days are counted from 1."""
        notes, count = [], 0
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self.is_workday(day):
                count += 1
                make_up = self._make_up_days.get(day)
                kind = DayKind.COUNTED if make_up is None else DayKind.MAKE_UP
                notes.append(DayNote(day, kind, count, make_up, stage))
            else:
                name = self._days_off.get(day)
                kind = DayKind.WEEKEND if name is None else DayKind.HOLIDAY
                notes.append(DayNote(day, kind, None, name, stage))
        return tuple(notes)

    @property
    def _first_year(self) -> int:
        return min(self._states)

    @property
    def _last_year(self) -> int:
        return max(self._states)

    def _works(self, day: date) -> bool:
        return day in self._make_up_days or (day.weekday() < 5 and day not in self._days_off)

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._origin
        if 1 <= index < len(self._counts):
            return index
        raise CalendarGap(day.year)

    def _unmoved(self, day: date, n: int) -> date:
        if n < 0:
            raise ValueError(f"working days are counted in one direction, not {n}")
        return self.known(day)


def _merged(years: list[CalendarYear]) -> tuple[dict[date, str], dict[date, str]]:
    """All days of all years; where two years speak of one December day, the later year decides."""
    days_off: dict[date, str] = {}
    make_up_days: dict[date, str] = {}
    for year in years:
        for day in year.make_up_days:
            days_off.pop(day, None)
        for day in year.days_off:
            make_up_days.pop(day, None)
        days_off.update(year.days_off)
        make_up_days.update(year.make_up_days)
    return days_off | _weekends_inside(days_off, make_up_days), make_up_days


def _years(
    states: Mapping[int, YearState], days_off: Mapping[date, str], make_up_days: Mapping[date, str]
) -> dict[int, CalendarYear]:
    """The days of all years in order, each with its own year; a December day of the year before the first
    belongs to none."""
    off, work = _by_year(days_off), _by_year(make_up_days)
    return {
        number: CalendarYear(number, state, off.get(number, {}), work.get(number, {}))
        for number, state in states.items()
    }


def _by_year(days: Mapping[date, str]) -> dict[int, dict[date, str]]:
    found: dict[int, dict[date, str]] = {}
    for day, name in sorted(days.items()):
        found.setdefault(day.year, {})[day] = name
    return found


def _weekends_inside(days_off: Mapping[date, str], make_up_days: Mapping[date, str]) -> dict[date, str]:
    """Weekend days between two days of one festival, where a notice names only the days around them."""
    inside: dict[date, str] = {}
    for before, after in pairwise(sorted(days_off)):
        gap = [before + ONE_DAY * k for k in range(1, min((after - before).days, 4))]
        if len(gap) <= 2 and days_off[before] == days_off[after]:
            free = all(day.weekday() >= 5 and day not in make_up_days for day in gap)
            inside.update(dict.fromkeys(gap, days_off[before]) if free else {})
    return inside
