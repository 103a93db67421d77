"""What the weekly digest says: each closure in one group, the most urgent first. Nothing here speaks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.escalation import A_DAY
from scheduler.lifecycle import ClosureState, is_finished
from scheduler.pulls import Mark
from scheduler.reminders import ANSWER_DUE
from scheduler.steps import Step


class Group(StrEnum):
    """Where a closure stands this week, in the order of urgency: what is cut is cut from the end."""

    TODAY = "today"
    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    STILL_OPEN = "still_open"
    WAITING = "waiting"
    VERIFIED = "verified"


_RANK = {group: rank for rank, group in enumerate(Group)}


@dataclass(frozen=True, slots=True)
class Followed:
    """A closure with its latest round. All dates are days at the user's place.

    ``person``: whose report it is, None for the user's own. ``started_on`` is day 0, None while it is
    awaited. ``reminders_left``: whether any verify or overdue reminder of the round is still to come.
    ``no_calendar``: the year that keeps it from having dates. ``verified_on`` is set for what was verified
    since the last digest. ``answer_due_on``: the last day for the answer to what was filed.
    """

    closure: int
    platform: str
    state: ClosureState
    started_on: date | None
    person: str | None = None
    steps: tuple[Step, ...] = ()
    opens_on: date | None = None
    due_on: date | None = None
    check_on: date | None = None
    snoozed_until: date | None = None
    provisional: bool = False
    no_calendar: int | None = None
    reminders_left: bool = True
    verified_on: date | None = None
    answer_due_on: date | None = None

    @property
    def ask_on(self) -> date | None:
        """The day on which to ask for the answer to what was filed."""
        return self.answer_due_on + A_DAY if self.answer_due_on else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the digest.

    ``on``: the day of what comes next (a step, the check), None without dates; for what is late the day it
    was meant for (the check, asking for an answer), for what is verified the day of the answer. ``days``:
    from today to ``on``, or how late; 0 today, None without dates. ``step``: the kind of step that comes next
    or is late, None for the check.
    """

    followed: Followed
    group: Group
    on: date | None
    days: int | None
    step: str | None = None

    @property
    def provisional(self) -> bool:
        """Whether its dates may still move (Dates 6)."""
        return self.followed.provisional and self.group is not Group.VERIFIED


@dataclass(frozen=True, slots=True)
class ChannelFailure:
    """A channel that did not take what it was given. ``reason`` in the other side's words, without secrets;
    ``lost``: reminders that found no other way either; ``paused``: nothing goes over it until it is resumed;
    ``news``: False where an earlier digest could say it. That alone is not worth another one.
    """

    channel: str
    on: date
    reason: str
    lost: int = 0
    paused: bool = False
    news: bool = True


@dataclass(frozen=True, slots=True)
class Digest:
    """A user's week, ``today`` to ``until``. ``entries`` the most urgent first; ``pulls`` the next first,
    all that are planned."""

    today: date
    until: date
    entries: tuple[Entry, ...]
    failures: tuple[ChannelFailure, ...] = ()
    pulls: tuple[Mark, ...] = ()

    @property
    def counts(self) -> dict[Group, int]:
        """How many entries each group has, in the groups' order, without the empty ones."""
        found = Counter(entry.group for entry in self.entries)
        return {group: found[group] for group in Group if found[group]}

    @property
    def provisional(self) -> tuple[Entry, ...]:
        """Those whose dates may still move."""
        return tuple(entry for entry in self.entries if entry.provisional)

    @property
    def people(self) -> tuple[str | None, ...]:
        """Whose accounts: the user's own (None) first, then those with the most urgent entries."""
        found = dict.fromkeys(entry.followed.person for entry in self.entries)
        return tuple(sorted(found, key=lambda person: person is not None))

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.entries or any(failure.news for failure in self.failures))


def digest(
    followed: Iterable[Followed], today: date, until: date, failures: Iterable[ChannelFailure] = ()
) -> Digest:
    """The digest of what a user follows: open closures, and those verified since the last digest."""
    entries = (entry for each in followed for entry in _entry(each, today, until))
    return Digest(today, until, tuple(sorted(entries, key=urgency)), tuple(failures))


def _entry(followed: Followed, today: date, until: date) -> Iterator[Entry]:
    if followed.verified_on is not None:
        if followed.verified_on <= today:
            yield Entry(followed, Group.VERIFIED, followed.verified_on, (today - followed.verified_on).days)
    elif not is_finished(followed.state):
        yield _open(followed, today, until)


def _open(followed: Followed, today: date, until: date) -> Entry:
    check_on = _next_check(followed)
    if check_on is not None and followed.check_on is not None and check_on < today:
        group = Group.OVERDUE if followed.reminders_left else Group.STILL_OPEN
        return Entry(followed, group, followed.check_on, (today - followed.check_on).days)
    ask_on = followed.ask_on
    if ask_on is not None and ask_on < today and followed.state is ClosureState.ESCALATED:
        return Entry(followed, Group.OVERDUE, ask_on, (today - ask_on).days, ANSWER_DUE)
    steps = [*followed.steps, Step(ANSWER_DUE, ask_on)] if ask_on else followed.steps
    ahead = [(step.on, step.kind) for step in steps if step.on >= today]
    on, step = min(ahead, default=(None, None))
    if on is None or (check_on is not None and check_on <= on):
        on, step = check_on, None
    return Entry(followed, _when(on, today, until), on, (on - today).days if on else None, step)


def _next_check(followed: Followed) -> date | None:
    """Check on, or the day it was put off to."""
    if followed.check_on is None or followed.snoozed_until is None:
        return followed.check_on
    return max(followed.check_on, followed.snoozed_until)


def _when(on: date | None, today: date, until: date) -> Group:
    if on is None or on > until:
        return Group.WAITING
    return Group.TODAY if on == today else Group.THIS_WEEK


_LATE = (Group.OVERDUE, Group.STILL_OPEN)
_NEVER = timedelta.max.days


def urgency(entry: Entry) -> tuple[int, int, int]:
    """What entries are sorted by: the latest first among what is late, the nearest among what is to come, the
    newest of the verified."""
    days = _NEVER if entry.days is None else entry.days
    return _RANK[entry.group], -days if entry.group in _LATE else days, entry.followed.closure
