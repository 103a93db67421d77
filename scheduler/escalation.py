"""The escalation ladder: its rungs in order, their clocks, which is next (The life of a closure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.lifecycle import ClosureState, transition

A_DAY = timedelta(days=1)


class Rung(StrEnum):
    """What to do, in this order, where a platform does not follow through, as ``escalate`` takes them."""

    ASK_AGAIN = "ask-again"
    COMPLAINT = "complaint"
    OBJECTION = "objection"
    BRANCH = "branch"
    HOTLINE = "hotline"


class Start(StrEnum):
    """What starts a rung's clock."""

    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True, slots=True)
class Clock:
    """An answer has to come within ``days`` calendar days of ``start`` (征信业管理条例, ``article``)."""

    days: int
    start: Start
    article: int


CLOCKS: Mapping[Rung, Clock] = {
    Rung.OBJECTION: Clock(20, Start.RECEIPT, 25),
    Rung.BRANCH: Clock(30, Start.ACCEPTANCE, 26),
}
"""The rungs with a statutory clock. The others have none: no date is made up for them."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One rung taken. ``accepted_on``: the day it was received or accepted, None where it is not known.

    ``number`` tells the filings of one closure apart; ``recorded_on`` is the day the user told of it.
    """

    rung: Rung
    filed_on: date
    accepted_on: date | None = None
    number: int = 1
    recorded_on: date = date.min

    @property
    def clock_starts_on(self) -> date | None:
        """Day 0, itself not counted (Dates 1); None while no clock runs.

        What is filed counts as received that day unless another is known; acceptance is never assumed.
        """
        clock = CLOCKS.get(self.rung)
        if clock is None:
            return None
        return self.accepted_on or (self.filed_on if clock.start is Start.RECEIPT else None)

    @property
    def answer_due_on(self) -> date | None:
        """The last day for the answer: calendar days, a day off included; None while no clock runs."""
        start = self.clock_starts_on
        return start + timedelta(days=CLOCKS[self.rung].days) if start else None

    @property
    def follow_up_on(self) -> date | None:
        """The day on which to ask for the answer: the clock runs until the end of the day before."""
        due_on = self.answer_due_on
        return due_on + A_DAY if due_on else None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A reminder that an answer was due, of the filing with that number."""

    number: int
    on: date


def following(rung: Rung) -> tuple[Rung, ...]:
    """The rungs above, nearest first."""
    rungs = tuple(Rung)
    return rungs[rungs.index(rung) + 1 :]


def next_rung(taken: Collection[Rung]) -> Rung | None:
    """The rung above the highest one taken; None at the top. What was skipped is not asked for again."""
    rungs = tuple(Rung)
    highest = max((rungs.index(rung) for rung in taken), default=-1)
    return rungs[highest + 1] if highest + 1 < len(rungs) else None


def skipped(rung: Rung, taken: Collection[Rung]) -> tuple[Rung, ...]:
    """The rungs below ``rung`` that come first on the ladder and were not taken, in order."""
    return tuple(each for each in Rung if rung in following(each) and each not in taken)


def higher_before(filing: Filing, others: Sequence[Filing]) -> Filing | None:
    """The latest filing of a higher rung made before this one: a step down the ladder."""
    above = [f for f in others if f.rung in following(filing.rung) and f.filed_on < filing.filed_on]
    return max(above, key=lambda each: each.filed_on, default=None)


def running_on(filings: Sequence[Filing], day: date) -> Filing | None:
    """The filing whose clock runs longest past ``day``: its answer may still come."""
    running = [f for f in filings if f.filed_on <= day and (f.answer_due_on or date.min) >= day]
    return max(running, key=lambda each: each.answer_due_on or date.min, default=None)


def follow_ups(filings: Sequence[Filing]) -> tuple[FollowUp, ...]:
    """What is to be reminded of: each clock that runs out, unless the user knew, or went on afterwards."""
    found = [FollowUp(f.number, f.follow_up_on) for f in filings if f.follow_up_on and _news(f, filings)]
    return tuple(sorted(found, key=lambda each: (each.on, each.number)))


def _news(filing: Filing, filings: Sequence[Filing]) -> bool:
    day = filing.follow_up_on
    if day is None or day <= filing.recorded_on:
        return False  # it was over when the user told of it, and was said then
    return not any(later.filed_on >= day for later in filings if later is not filing)


def escalated(state: ClosureState) -> ClosureState:
    """The state of a closure of which a rung was taken; ForbiddenTransition where nothing is followed."""
    if state is ClosureState.ESCALATED:
        return state
    if state is not ClosureState.NOT_UPDATED:
        state = transition(state, ClosureState.NOT_UPDATED)
    return transition(state, ClosureState.ESCALATED)
