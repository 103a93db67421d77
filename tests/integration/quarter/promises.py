"""What domain.md promises, read off morning by morning from what users did. Nothing of the planner is used:
only the dates of a window (scheduler/due_dates.py) and of an appointment, which are tested elsewhere.
"""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

from catalog.calendars import load_calendar, read_notice
from scheduler.appointments import AppointmentRule, follow_appointment
from scheduler.lifecycle import Answer
from scheduler.windows import parse
from scheduler.workdays import WorkCalendar
from tests.integration.quarter.reach import A_DAY, A_WEEK, Reach
from tests.integration.quarter.rounds import ASKS, Followed, Kinds, Round
from tests.integration.quarter.story import (
    Act,
    Answers,
    EndsConsent,
    Escalates,
    Records,
    Registers,
    Snoozes,
    Story,
    TakesBack,
    Withdraws,
)

DIGEST, MOVED = "digest", "moved"
WEEK = "the week"
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


def promised(story: Story, acts: Sequence[Act]) -> list[Promise]:
    """Everything that must arrive, in order: what is not in here must not."""
    found: list[Promise] = []
    for reader in story.readers:
        own = (act for act in acts if act.reader == reader)
        found += _Quarter(Reach(story, reader), own).promises()
    return sorted(found, key=lambda each: (each.at, each.reader, each.matter))


class _Quarter:
    """One reader's time, from one thing that happens to the next."""

    def __init__(self, reach: Reach, acts: Iterable[Act]) -> None:
        self._reach, self._calendar = reach, load_calendar()
        self._followed: dict[str, Followed] = {}
        self._found: list[Promise] = []
        self._last_digest: datetime | None = None
        self._last_told: datetime | None = None
        self._events: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order = count()
        for act in acts:
            self._at(act.at, partial(self._act, act))
        self._at(reach.story.notice_at, self._notice)
        for at in reach.digests():
            self._at(at, self._digest)
        for at, day in reach.mornings().items():
            self._at(at, partial(self._morning, day))

    def promises(self) -> list[Promise]:
        """Live through it."""
        while self._events:
            now, _, happen = heapq.heappop(self._events)
            if now < self._reach.story.end:
                happen(now)
        return self._found

    def _at(self, moment: datetime, happen: Callable[[datetime], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._order), happen))

    def _act(self, act: Act, now: datetime) -> None:
        today, beijing = self._reach.today(now), now.astimezone(_BEIJING).date()
        if isinstance(act, EndsConsent):
            kept = {matter: f for matter, f in self._followed.items() if f.person != act.platform}
            self._followed = kept
            return
        if isinstance(act, Registers):
            first = _first_round(act, beijing, self._calendar)
            self._followed[act.matter] = Followed(act.matter, act.person, first)
        followed = self._followed[act.matter]
        _change(followed, act, now, today, beijing)
        followed.changed_on = today
        followed.round.refresh(today, self._calendar)
        self._catch_up(followed, now)

    def _notice(self, now: datetime) -> None:
        """Open closures are worked out again; one message tells of those whose dates moved."""
        before, self._calendar = self._calendar, load_calendar(read_notice(self._reach.story.notice))
        today, moved = self._reach.today(now), []
        for followed in self._followed.values():
            if followed.is_open and _moves(followed.round, before, self._calendar, now):
                moved.append(followed)
                followed.changed_on = today
            followed.round.refresh(today, self._calendar, keep=True)
            self._catch_up(followed, now)
        self._at(self._reach.next_hour(now), partial(self._tell_moved, moved))

    def _catch_up(self, followed: Followed, now: datetime) -> None:
        """What should have been told today is told at once, unless today's hour is still to come."""
        if self._reach.at_once(now):
            self._say(followed, self._reach.today(now), now)

    def _morning(self, day: date, now: datetime) -> None:
        for followed in self._followed.values():
            self._say(followed, day, now)

    def _say(self, followed: Followed, day: date, now: datetime) -> None:
        for kinds in followed.say(day, self._calendar):
            self._promise(kinds, followed.matter, now)
            self._last_told = now

    def _tell_moved(self, moved: Iterable[Followed], now: datetime) -> None:
        for followed in moved:
            if followed.is_open and followed.matter in self._followed:
                self._promise((MOVED,), followed.matter, now)

    def _digest(self, now: datetime) -> None:
        """Skipped when nothing is open, nothing was verified since the last one, every channel works."""
        since = self._last_digest or now - A_WEEK
        news = (f.is_open or (f.verified_at and f.verified_at > since) for f in self._followed.values())
        if any(news) or self._refused_since(since):
            self._promise((DIGEST,), WEEK, now)
            self._last_digest = now

    def _refused_since(self, since: datetime) -> bool:
        first = self._reach.reader.address(self._reach.reader.channels[0])
        tried = self._last_told is not None and self._last_told > since
        return tried and first in self._reach.story.refusing

    def _promise(self, kinds: Kinds, matter: str, now: datetime) -> None:
        self._found.append(Promise(self._reach.reader.name, kinds, matter, now, self._reach.until(now)))


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
