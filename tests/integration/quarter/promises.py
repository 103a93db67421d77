"""What domain.md promises, read off morning by morning from what users did. Nothing of the planner is used:
only the dates of a window (scheduler/due_dates.py) and of an appointment, which are tested elsewhere.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from catalog.calendars import load_calendar, read_notice
from scheduler.appointments import AppointmentRule, follow_appointment
from scheduler.lifecycle import Answer
from scheduler.windows import parse
from scheduler.workdays import WorkCalendar
from tests.integration.quarter.rounds import A_DAY, ASKS, Followed, Kinds, Round
from tests.integration.quarter.story import (
    Act,
    Answers,
    EndsConsent,
    Escalates,
    Reader,
    Records,
    Registers,
    Snoozes,
    Story,
    TakesBack,
    Withdraws,
)

QUIET_FROM, QUIET_TO = time(22), time(8)
A_WEEK, A_MINUTE = timedelta(weeks=1), timedelta(minutes=1)
AFTER_AN_OUTAGE = timedelta(minutes=61)
"""Tries are an hour apart at most."""
DIGEST, MOVED = "digest", "moved"
WEEK = "the week"
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_BEIJING = ZoneInfo("Asia/Shanghai")
_DEPOSITS = {
    "deposit-day-before": AppointmentRule(10, "day_before"),
    "deposit-same-day": AppointmentRule(10, "same_day"),
}
_CANNOT_TELL = 7 * A_DAY


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing to be told, from ``at`` until ``until``, as one of ``kinds``."""

    reader: str
    kinds: Kinds
    matter: str
    at: datetime
    until: datetime


def promised(story: Story, acts: Iterable[Act]) -> list[Promise]:
    """Everything that must arrive, in order: what is not in here must not."""
    acts = list(acts)
    mine = ((reader, [act for act in acts if act.reader == reader]) for reader in story.readers)
    found = [each for reader, own in mine for each in _Mornings(story, reader, own).promises()]
    return sorted(found, key=lambda each: (each.at, each.reader, each.matter))


class _Mornings:
    """One reader's time, from one thing that happens to the next."""

    def __init__(self, story: Story, reader: Reader, acts: list[Act]) -> None:
        self._story, self._reader, self._calendar = story, reader, load_calendar()
        self._followed: dict[str, Followed] = {}
        self._found: list[Promise] = []
        self._last_digest: datetime | None = None
        self._last_refused: datetime | None = None
        self._events: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order = count()
        for act in acts:
            self._at(act.at, lambda now, act=act: self._act(act, now))  # type: ignore[misc]
        self._at(story.notice_at, self._notice)
        for at, on in self._digests():
            self._at(at, lambda now: self._digest(now))
        for at, day in self._days().items():
            self._at(at, lambda now, day=day: self._morning(day, now))  # type: ignore[misc]

    def promises(self) -> list[Promise]:
        """Live through it."""
        while self._events:
            now, _, happen = heapq.heappop(self._events)
            if now < self._story.end:
                happen(now)
        return self._found

    def _at(self, moment: datetime, happen: Callable[[datetime], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._order), happen))

    # When something reaches the reader

    def _hour(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self._reader.zone)).astimezone(UTC)

    def _awake(self, moment: datetime) -> datetime:
        """Never inside the quiet hours."""
        local = self._reader.local(moment)
        if QUIET_TO <= local.time() < QUIET_FROM:
            return moment
        return self._hour(local.date() + (local.time() >= QUIET_FROM) * A_DAY, QUIET_TO)

    def _reaches(self, moment: datetime) -> datetime:
        """What downtime held up comes when it is over."""
        moment = self._awake(moment)
        for start, end in self._story.away(self._reader):
            if start <= moment < end:
                moment = self._awake(end)
        return moment

    def _days(self) -> dict[datetime, date]:
        """The user's hour of each day, where it can be kept; else the day up to which all is told at once."""
        story, first = self._story, self._reader.local(self._story.start).date()
        days = [first + k * A_DAY for k in range((story.end - story.start).days + 2)]
        hours = {day: self._awake(self._hour(day, self._reader.remind_at)) for day in days}
        found = {self._reaches(hour): day for day, hour in hours.items() if hour >= story.start}
        for _, end in story.away(self._reader):
            back = self._reaches(end)
            found[back] = max(day for day, hour in hours.items() if hour <= back)
        return found

    def _digests(self) -> Iterator[tuple[datetime, date]]:
        """One for each ISO week, caught up until the week is over, or three days long."""
        name, hour = self._reader.digest_at.split()
        local = self._reader.local(self._story.start).date()
        monday = local - local.weekday() * A_DAY
        while (on := monday + _WEEKDAYS.index(name) * A_DAY) <= self._story.end.date() + A_DAY:
            meant = self._hour(on, time.fromisoformat(hour))
            at = self._reaches(meant)
            last = max(monday + 6 * A_DAY, on + 3 * A_DAY)
            if meant >= self._story.start and self._reader.local(at).date() <= last:
                yield at, on
            monday += A_WEEK

    # What is told

    def _morning(self, day: date, now: datetime) -> None:
        for followed in self._followed.values():
            self._say(followed, day, now)

    def _say(self, followed: Followed, day: date, now: datetime) -> None:
        for kinds in followed.say(day, self._calendar):
            self._promise(kinds, followed.matter, now)
            self._last_refused = now

    def _digest(self, now: datetime) -> None:
        """Skipped when there is nothing to say."""
        since = self._last_digest or now - A_WEEK
        news = (f.is_open or (f.verified_at and f.verified_at > since) for f in self._followed.values())
        first = self._reader.address(self._reader.channels[0])
        failed = first in self._story.refusing and self._last_refused and self._last_refused > since
        if any(news) or failed:
            self._promise((DIGEST,), WEEK, now)
            self._last_digest = now

    def _promise(self, kinds: Kinds, matter: str, now: datetime) -> None:
        outages = self._story.outages.get(self._reader.address(self._reader.channels[0]), ())
        held_up = any(self._awake(end) == now for _, end in outages)
        until = now + (AFTER_AN_OUTAGE if held_up else A_MINUTE)
        self._found.append(Promise(self._reader.name, kinds, matter, now, until))

    # What happens

    def _act(self, act: Act, now: datetime) -> None:
        today, beijing = self._reader.local(now).date(), now.astimezone(_BEIJING).date()
        if isinstance(act, EndsConsent):
            gone = [name for name, f in self._followed.items() if f.person == act.platform]
            for name in gone:
                del self._followed[name]
            return
        if isinstance(act, Registers):
            self._followed[act.matter] = Followed(
                act.matter, act.person, _first_round(act, beijing, self._calendar)
            )
        followed = self._followed[act.matter]
        _change(followed, act, now, today, beijing)
        followed.round.refresh(today, self._calendar)
        self._catch_up(followed, now)

    def _catch_up(self, followed: Followed, now: datetime) -> None:
        """What should have been told today is told at once, unless today's hour is still to come."""
        today = self._reader.local(now).date()
        if now == self._reaches(now) and now >= self._awake(self._hour(today, self._reader.remind_at)):
            self._say(followed, today, now)

    def _notice(self, now: datetime) -> None:
        """Open closures are worked out again; one message tells of those whose dates moved."""
        before, self._calendar = self._calendar, load_calendar(read_notice(self._story.notice))
        today, moved = self._reader.local(now).date(), []
        for followed in self._followed.values():
            if followed.is_open and _moves(followed.round, before, self._calendar, now):
                moved.append(followed)
            followed.round.refresh(today, self._calendar, keep=True)
            self._catch_up(followed, now)
        told_at = self._reaches(max(now, self._hour(today, self._reader.remind_at)))
        self._at(told_at, lambda at: self._tell_moved(moved, at))

    def _tell_moved(self, moved: list[Followed], now: datetime) -> None:
        for followed in moved:
            if followed.is_open and followed.matter in self._followed:
                self._promise((MOVED,), followed.matter, now)


def _first_round(act: Registers, today: date, calendar: WorkCalendar) -> Round:
    window = parse(act.window)
    if act.payoff and act.route:
        rule = _DEPOSITS[act.route]
        planned = follow_appointment(rule, act.payoff, calendar)
        asks = {(step.kind, 0): step.on for step in planned.steps if step.on >= today}
        return Round(window, None, True, True, asks, (rule, act.payoff))
    if act.awaits and act.on is None:
        asks = {(act.awaits, k): today + days * A_DAY for k, days in enumerate(ASKS)}
        return Round(window, None, True, asks=asks)
    day0 = act.on or today
    asks = {(act.awaits, 0): day0} if act.awaits and day0 > today else {}
    return Round(window, day0, act.awaits is not None, bool(asks), asks)


def _change(followed: Followed, act: Act, now: datetime, today: date, beijing: date) -> None:
    if isinstance(act, (Answers, Snoozes, Withdraws, Records)):
        followed.keep()
    match act:
        case Answers(result=Answer.CANNOT_TELL):
            followed.round.snoozed = today + _CANNOT_TELL
        case Answers(result=Answer.VERIFIED):
            followed.is_open, followed.verified_at = False, now
        case Answers():
            followed.round = Round(parse(act.window or "次月"), beijing)
        case Snoozes():
            followed.round.snoozed = act.until
        case Withdraws():
            followed.is_open = False
        case Records():
            followed.round.record(act.on)
        case Escalates():
            followed.file(act.rung, act.on, act.accepted, today)
        case TakesBack():
            followed.put_back()
        case _:
            assert isinstance(act, Registers)


def _moves(current: Round, before: WorkCalendar, after: WorkCalendar, now: datetime) -> bool:
    """Whether a date moved, or a day to come is none to pay on any more."""
    today = now.astimezone(_BEIJING).date()
    if current.dates(before) != current.dates(after):
        return True
    was, becomes = current.steps(before), current.steps(after)
    if any(day != becomes[key] and max(day, becomes[key]) >= today for key, day in was.items()):
        return True
    payoff = current.appointment and current.expected and current.appointment[1]
    return bool(payoff and payoff >= today and not after.is_workday(payoff))
