"""The pull planner: few credit reports, each verifying every closure whose check-on day has come.

Pull days are chosen to minimise, in this order: closures not verified by the goal date, pulls, cost,
lateness (domain.md, "The pull planner"). Everything here is one person's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

WAIT = timedelta(days=14)
FREE_A_YEAR = 2
"""Detailed reports at the counter that cost nothing in a calendar year (征信业管理条例 art. 17)."""
YUAN_BEYOND = 5
"""What each further one costs (发改价格〔2025〕668号)."""
_DAY = timedelta(days=1)


class PullKind(StrEnum):
    """``online``: the brief report, free, requested one day and read the next. ``counter``: the detailed
    report, read at once, free twice a calendar year."""

    ONLINE = "online"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Check:
    """A closure that waits to be verified, and the first day on which a report can show it."""

    closure: int
    check_on: date


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person wants of a plan.

    ``wait``: days a closure may wait beyond its check-on day for others to join it. ``goal``: the day by
    which as many as possible are to be verified. ``used``: counter reports already had, by calendar year.
    """

    kind: PullKind = PullKind.ONLINE
    wait: timedelta = WAIT
    goal: date | None = None
    used: Mapping[int, int] = field(default_factory=dict)

    @property
    def last_for_goal(self) -> date | None:
        """The last pull day whose report is read by the goal date."""
        if self.goal is None:
            return None
        return self.goal - _DAY if self.kind is PullKind.ONLINE else self.goal


@dataclass(frozen=True, slots=True)
class Pull:
    """One report: when to ask for it, which closures it verifies (by check-on day), its price in yuan."""

    on: date
    closures: tuple[int, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A planned pull. ``person``: whose, None for the reader's own."""

    pull: Pull
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Pulls in order. ``saved``: how many fewer they are than one for each check-on day.

    ``late``: closures that no plan can verify by the goal date.
    """

    pulls: tuple[Pull, ...]
    saved: int
    late: tuple[int, ...]

    def verified_by(self, day: date) -> int:
        """How many closures the pulls up to that day cover: what waiting until then buys."""
        return sum(len(pull.closures) for pull in self.pulls if pull.on <= day)


def plan_pulls(checks: Iterable[Check], today: date, wishes: Wishes | None = None) -> Plan:
    """The best plan from ``today`` on. Closures whose waiting time is over are pulled for today."""
    wishes, waiting = wishes or Wishes(), sorted(checks, key=lambda each: (each.check_on, each.closure))
    if not waiting:
        return Plan((), 0, ())
    spans = _Spans(waiting, today, wishes)
    pulls, begin = [], 0
    for step in _cheapest(spans, wishes):
        pulls.append(
            Pull(step.on, tuple(each.closure for each in waiting[begin : step.verified]), step.price)
        )
        begin = step.verified
    saved = len(set(spans.starts)) - len(pulls)
    return Plan(tuple(pulls), saved, spans.late)


class _Spans:
    """From when to when each closure can be pulled for, in the order of check-on days.

    ``starts``: never before today. ``tightest[i]``: the first last day of closure i and all after it.
    """

    def __init__(self, waiting: Sequence[Check], today: date, wishes: Wishes) -> None:
        last = wishes.last_for_goal
        self.starts = [max(each.check_on, today) for each in waiting]
        untils = [max(each.check_on + wishes.wait, today) for each in waiting]
        if last is not None:
            pairs = zip(self.starts, untils, strict=True)
            untils = [min(until, last) if start <= last else until for start, until in pairs]
        self.tightest = list(accumulate(reversed(untils), min))[::-1]
        self.late = tuple(
            each.closure
            for each, start in zip(waiting, self.starts, strict=True)
            if last is not None and start > last
        )
        self._sums = [0, *accumulate(day.toordinal() for day in self.starts)]

    def verified_on(self, day: date) -> int:
        """How many closures a pull on that day has verified, with all before it."""
        return bisect_right(self.starts, day)

    def lateness(self, begin: int, end: int, day: date) -> int:
        """Days that the closures from ``begin`` to ``end`` wait for a pull on that day, summed."""
        return day.toordinal() * (end - begin) - (self._sums[end] - self._sums[begin])


@dataclass(frozen=True, slots=True)
class _Step:
    """A pull at the end of a chain of pulls. ``worth``: what is minimised of the whole chain, (pulls, yuan,
    lateness). ``had``: counter reports of its year, itself included."""

    worth: tuple[int, int, int]
    on: date
    verified: int
    had: int
    price: int
    before: "_Step | None"


def _cheapest(spans: _Spans, wishes: Wishes) -> list[_Step]:
    """The best chain of pulls, found from the first closure on.

    Chains that have verified the same and have as many reports left in their year go on alike: only the best
    of them is kept.
    """
    days, count = _candidates(spans, wishes), len(spans.starts)
    chains: dict[int, dict[tuple[int, int], _Step | None]] = {0: {(0, 0): None}}
    for verified in range(count):
        for chain in chains.pop(verified, {}).values():
            begin = bisect_left(days, spans.starts[verified])
            for day in days[begin : bisect_right(days, spans.tightest[verified])]:
                step = _step(chain, verified, day, spans, wishes)
                _keep(chains.setdefault(step.verified, {}), step)
    ends = (chain for chain in chains[count].values() if chain is not None)
    return _in_order(min(ends, key=lambda chain: (chain.worth, chain.on)))


def _candidates(spans: _Spans, wishes: Wishes) -> list[date]:
    """Days worth a pull: those that a closure waits for, and 1 January, when free reports begin anew.

    On any other day an earlier pull verifies the same, at the same price, less late.
    """
    days = set(spans.starts)
    if wishes.kind is PullKind.COUNTER:
        first, last = spans.starts[0].year, spans.starts[-1].year + 1
        days |= {date(year, 1, 1) for year in range(first + 1, last + 1)}
    return sorted(days)


def _step(chain: _Step | None, verified: int, day: date, spans: _Spans, wishes: Wishes) -> _Step:
    had = 1 + (chain.had if chain and chain.on.year == day.year else wishes.used.get(day.year, 0))
    price = YUAN_BEYOND if wishes.kind is PullKind.COUNTER and had > FREE_A_YEAR else 0
    pulls, yuan, lateness = chain.worth if chain else (0, 0, 0)
    end = spans.verified_on(day)
    worth = (pulls + 1, yuan + price, lateness + spans.lateness(verified, end, day))
    return _Step(worth, day, end, min(had, FREE_A_YEAR), price, chain)


def _keep(chains: dict[tuple[int, int], _Step | None], step: _Step) -> None:
    key = (step.on.year, step.had)
    known = chains.get(key)
    if known is None or step.worth < known.worth:
        chains[key] = step


def _in_order(step: _Step | None) -> list[_Step]:
    steps = []
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]
