"""What there is to do today, one card an act, from the entries of the weekly digest. Nothing here speaks."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.digest import Entry, Group
from scheduler.escalation import Filing, follow_ups
from scheduler.pulls import Check, Plan, Wishes, plan_pulls
from scheduler.reminders import ANSWER_DUE
from scheduler.starting_acts import is_ask

LONG_LATE = 14
"""Days after which what is late is long late: then reminders come only weekly (The life of a closure)."""
_LATE = (Group.OVERDUE, Group.STILL_OPEN)
_CALLS = frozenset({"call", "confirm", "call_deadline"})


@dataclass(frozen=True, slots=True)
class Report:
    """One report to ask for: it verifies all of ``ready``, the latest first.

    ``wait_until``: the day for which the planner would rather wait, and how many closures it then verifies
    ``together``, out of ``followed`` with dates; None where waiting buys nothing. ``then``: day and number of
    the report after today's, where there is one.
    """

    ready: tuple[Entry, ...]
    followed: int
    wait_until: date | None
    together: int
    then: tuple[date, int] | None


@dataclass(frozen=True, slots=True)
class ClockOver:
    """A rung whose answer was due and has not been followed up (``scheduler.escalation.follow_ups``)."""

    closure: int
    filing: Filing


@dataclass(frozen=True, slots=True)
class Today:
    """One person's day. Each of ``calls``, ``answers``, ``acts``, ``steps`` and ``clocks`` is one thing to
    do, and the report is one.

    ``answers``: a report was asked for, and should be there. ``acts``: the act that starts the clock is asked
    for today. ``steps``: a deposit, a payoff, a letter. ``waiting``: the nearest first, dateless ones last.
    """

    report: Report | None
    calls: tuple[Entry, ...]
    answers: tuple[Entry, ...]
    acts: tuple[Entry, ...]
    steps: tuple[Entry, ...]
    clocks: tuple[ClockOver, ...]
    waiting: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many things there are to do."""
        cards = (self.calls, self.answers, self.acts, self.steps, self.clocks)
        return sum(map(len, cards)) + (self.report is not None)


def today_of(
    entries: Sequence[Entry],
    asked: Collection[int],
    clocks: Iterable[ClockOver],
    today: date,
    wishes: Wishes | None = None,
) -> Today:
    """The day of the one person whose entries these are, in the digest's order.

    ``asked``: closures of which a report was asked for since their check-on day came. ``wishes``: what the
    person wants of the plan of reports.
    """
    checks = [entry for entry in entries if is_ready(entry)]
    # That an answer is due is said by the clock's card.
    steps = [e for e in entries if e.group is Group.TODAY and e.step and e.step != ANSWER_DUE]
    ready = tuple(
        sorted((e for e in checks if e.followed.closure not in asked), key=lambda each: -(each.days or 0))
    )
    return Today(
        _report(ready, [e for e in entries if e.followed.closure not in asked], today, wishes),
        calls=tuple(entry for entry in steps if entry.step in _CALLS),
        answers=tuple(entry for entry in checks if entry.followed.closure in asked),
        acts=tuple(entry for entry in steps if is_ask(entry.step or "")),
        steps=tuple(e for e in steps if e.step not in _CALLS and not is_ask(e.step or "")),
        clocks=tuple(clocks),
        waiting=tuple(entry for entry in entries if entry.group in (Group.THIS_WEEK, Group.WAITING)),
    )


def is_ready(entry: Entry) -> bool:
    """Whether a new report can show it: its check-on day has come, or the day it was put off to."""
    return entry.step is None and entry.group in (*_LATE, Group.TODAY)


def is_late(entry: Entry) -> bool:
    """Whether the day has passed."""
    return entry.group in _LATE


def is_long_late(entry: Entry) -> bool:
    """Whether it passed so long ago that reminders come only weekly, or not any more."""
    return is_late(entry) and (entry.days or 0) > LONG_LATE


def clocks_over(filings: Mapping[int, Sequence[Filing]], today: date) -> Iterator[ClockOver]:
    """The last clock of each closure that ran out and is news still, by closure."""
    for closure, filed in filings.items():
        over = [follow_up.number for follow_up in follow_ups(filed) if follow_up.on <= today]
        if over:
            yield ClockOver(closure, next(each for each in filed if each.number == over[-1]))


def checks_of(entries: Iterable[Entry]) -> Iterator[Check]:
    """What a report can verify, and from when on.

    What was put off is not pulled for before; what is ready has waited since its check-on day.
    """
    for entry in entries:
        check_on, put_off = entry.followed.check_on, entry.followed.snoozed_until
        if check_on is None or entry.group is Group.VERIFIED:
            continue
        waits = put_off is not None and not is_ready(entry)
        yield Check(entry.followed.closure, max(check_on, put_off) if waits and put_off else check_on)


def _report(
    ready: tuple[Entry, ...], entries: Sequence[Entry], today: date, wishes: Wishes | None
) -> Report | None:
    if not ready:
        return None
    checks = list(checks_of(entries))
    plan = plan_pulls(checks, today, wishes)
    first = plan.pulls[0]
    if first.on > today:
        return Report(ready, len(checks), first.on, len(first.closures), None)
    return Report(ready, len(checks), None, 0, _after_first(plan))


def _after_first(plan: Plan) -> tuple[date, int] | None:
    return (plan.pulls[1].on, len(plan.pulls[1].closures)) if len(plan.pulls) > 1 else None
