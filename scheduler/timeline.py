"""What the timeline shows: whose window lies where, which days are off, when to pull. Nothing here draws."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from scheduler.digest import Entry, Group, urgency
from scheduler.pulls import Mark
from scheduler.today import is_late, is_long_late, is_ready
from scheduler.workdays import ONE_DAY, CalendarGap, WorkCalendar

AHEAD = timedelta(days=42)
MOST_BARS = 40
_NEAREST_END = timedelta(days=7)


class Phase(StrEnum):
    """How far an account is: its window runs, a report can show it, that day has passed, it is closed."""

    WAITING = "waiting"
    DUE = "due"
    LATE = "late"
    LONG_LATE = "long-late"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Bar:
    """One account: dotted from ``started_on``, solid from ``opens_on`` to ``due_on`` (both included).

    ``late_until``: today where its check-on day has passed, else None.
    """

    entry: Entry
    phase: Phase
    started_on: date
    opens_on: date
    due_on: date
    late_until: date | None

    @property
    def provisional(self) -> bool:
        """Whether its dates may still move (Dates 6)."""
        return self.entry.provisional


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days in a row on which nobody works: of one festival, or a weekend without one."""

    first: date
    last: date
    festival: str | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days ``first`` to ``last``, both included. ``bars``: the most urgent first.

    ``dateless``: followed, without dates yet. ``more``: accounts with dates that are left out.
    """

    first: date
    last: date
    today: date
    bars: tuple[Bar, ...]
    days_off: tuple[DaysOff, ...]
    marks: tuple[Mark, ...]
    dateless: tuple[Entry, ...] = ()
    more: int = 0

    @property
    def days(self) -> int:
        """How many days it shows."""
        return (self.last - self.first).days + 1

    def begin(self, day: date) -> float:
        """Where the day begins, from 0 to 1; at the edge for a day outside."""
        return min(max((day - self.first).days / self.days, 0.0), 1.0)

    def end(self, day: date) -> float:
        """Where the day ends."""
        return self.begin(day + ONE_DAY)

    def shows(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.first <= day <= self.last


def timeline(
    entries: Iterable[Entry],
    marks: Iterable[Mark],
    today: date,
    calendar: WorkCalendar,
    *,
    ahead: timedelta = AHEAD,
    most: int = MOST_BARS,
) -> Timeline:
    """The timeline of these entries: at most ``ahead`` of today and half of it back,
    and no further than anything reaches."""
    ordered = sorted(entries, key=urgency)
    bars = [bar for entry in ordered for bar in _bar(entry, today)]
    shown, marked = bars[:most], sorted(marks, key=lambda each: each.pull.on)
    first, last = _extent(shown, marked, today, ahead)
    return Timeline(
        first,
        last,
        today,
        tuple(shown),
        tuple(days_off(first, last, calendar)),
        tuple(mark for mark in marked if mark.pull.on <= last),
        tuple(entry for entry in ordered if entry.followed.due_on is None),
        len(bars) - len(shown),
    )


def days_off(first: date, last: date, calendar: WorkCalendar) -> Iterator[DaysOff]:
    """The days off from ``first`` to ``last``; of years without a calendar nothing is said."""
    days = [first + ONE_DAY * n for n in range((last - first).days + 1)]
    off: Mapping[date, str | None] = {
        day: festival for day in days for works, festival in _known(day, calendar) if not works
    }

    def run(day: date) -> tuple[int, str | None]:
        return day.toordinal() - position[day], off[day]

    position = {day: n for n, day in enumerate(off)}
    for (_run, festival), found in groupby(off, key=run):
        together = list(found)
        yield DaysOff(together[0], together[-1], festival)


def _known(day: date, calendar: WorkCalendar) -> Iterator[tuple[bool, str | None]]:
    try:
        yield calendar.is_workday(day), calendar.festival(day)
    except CalendarGap:
        return


def _bar(entry: Entry, today: date) -> Iterator[Bar]:
    followed, phase = entry.followed, phase_of(entry)
    if followed.due_on is None:
        return
    opens_on = min(followed.opens_on or followed.due_on, followed.due_on)
    late = phase in (Phase.LATE, Phase.LONG_LATE)
    started_on = min(followed.started_on or opens_on, opens_on)
    yield Bar(entry, phase, started_on, opens_on, followed.due_on, today if late else None)


def phase_of(entry: Entry) -> Phase:
    """How far the account of an entry is."""
    if entry.group is Group.VERIFIED:
        return Phase.VERIFIED
    if entry.step or not is_ready(entry):  # a step comes before the check, even one that is late
        return Phase.WAITING
    if not is_late(entry):
        return Phase.DUE
    return Phase.LONG_LATE if is_long_late(entry) else Phase.LATE


def _extent(bars: Sequence[Bar], marks: Sequence[Mark], today: date, ahead: timedelta) -> tuple[date, date]:
    earliest, latest = today - ahead / 2, today + ahead
    starts = [bar.started_on for bar in bars] or [today]
    ends = [*(bar.due_on + ONE_DAY for bar in bars), *(mark.pull.on for mark in marks)]
    end = max([*ends, today + _NEAREST_END])
    return max(min([*starts, today]), earliest), min(end + ONE_DAY, latest)
