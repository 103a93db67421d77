"""The life of a closure and of a reminder: their states, the arrows between them, what an answer leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar


class ClosureState(StrEnum):
    """Where a closure stands. ``DUE`` is never stored: ``state_on`` shows it when check on has come."""

    DRAFT = "draft"
    REQUESTED = "requested"
    WAITING = "waiting"
    DUE = "due"
    NOT_UPDATED = "not_updated"
    ESCALATED = "escalated"
    VERIFIED = "verified"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"


class ReminderState(StrEnum):
    """Where a reminder stands, and the delivery that carries it through one channel."""

    SCHEDULED = "scheduled"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What the user says the new report showed; the values are those of ``xiaohu answer``."""

    VERIFIED = "verified"
    NOT_UPDATED = "not-updated"
    STILL_OPEN = "still-open"
    CANNOT_TELL = "cannot-tell"


AnyState = ClosureState | ReminderState
S = TypeVar("S", ClosureState, ReminderState)
C = ClosureState
R = ReminderState

ARROWS: Mapping[AnyState, frozenset[AnyState]] = {
    C.DRAFT: frozenset({C.REQUESTED, C.WITHDRAWN}),
    C.REQUESTED: frozenset({C.WAITING, C.WITHDRAWN}),
    # Answered before it is due: the user looked early, or no calendar covers the dates and it never is due.
    C.WAITING: frozenset({C.DUE, C.VERIFIED, C.NOT_UPDATED, C.WITHDRAWN}),
    C.DUE: frozenset({C.VERIFIED, C.NOT_UPDATED, C.WITHDRAWN}),
    C.NOT_UPDATED: frozenset({C.WAITING, C.ESCALATED, C.WITHDRAWN}),
    # A report pulled while an escalation runs is answered like any other: next rung, or next round.
    C.ESCALATED: frozenset({C.VERIFIED, C.NOT_UPDATED, C.GIVEN_UP, C.WITHDRAWN}),
    C.VERIFIED: frozenset(),
    C.GIVEN_UP: frozenset(),
    C.WITHDRAWN: frozenset(),
    # Cancelled when the user's answer overtakes it; failed unsent when it is passed over after a restore.
    R.SCHEDULED: frozenset({R.CLAIMED, R.CANCELLED, R.FAILED}),
    # Back to scheduled: a retry, or a lease that ran out.
    R.CLAIMED: frozenset({R.SENT, R.FAILED, R.SCHEDULED, R.CANCELLED}),
    # Revived when a changed date wants it again.
    R.CANCELLED: frozenset({R.SCHEDULED}),
    R.SENT: frozenset(),
    R.FAILED: frozenset(),
}

FINISHED = frozenset({C.VERIFIED, C.GIVEN_UP, C.WITHDRAWN})
AWAITING_ANSWER = frozenset({C.WAITING, C.DUE, C.ESCALATED})


class ForbiddenTransition(ValueError):
    """No arrow leads from ``from_state`` to ``to_state``."""

    def __init__(self, from_state: AnyState, to_state: AnyState) -> None:
        super().__init__(from_state, to_state)
        self.from_state = from_state
        self.to_state = to_state

    def __str__(self) -> str:
        return f"what is {self.from_state} cannot become {self.to_state}"


def transition(from_state: S, to_state: S) -> S:
    """``to_state``, if an arrow leads there; ForbiddenTransition otherwise."""
    if to_state not in ARROWS[from_state]:
        raise ForbiddenTransition(from_state, to_state)
    return to_state


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an answer leads to: the closure's state afterwards, and whether a next round starts."""

    state: ClosureState
    next_round: bool = False


_WAYS: Mapping[Answer, tuple[ClosureState, ...]] = {
    Answer.VERIFIED: (C.VERIFIED,),
    Answer.NOT_UPDATED: (C.NOT_UPDATED, C.WAITING),
    Answer.STILL_OPEN: (C.NOT_UPDATED, C.ESCALATED),
    Answer.CANNOT_TELL: (),
}


def answered(state: ClosureState, answer: Answer) -> Consequence:
    """What ``answer`` makes of a closure in ``state``; ForbiddenTransition where none is awaited.

    Not updated starts the next round, still open escalates, cannot tell leaves the state (snooze).
    """
    way = _WAYS[answer]
    if state not in AWAITING_ANSWER:
        raise ForbiddenTransition(state, way[-1] if way else C.DUE)
    for to_state in way:
        state = transition(state, to_state)
    return Consequence(state, next_round=answer is Answer.NOT_UPDATED)


def state_on(state: ClosureState, check_on: date | None, today: date) -> ClosureState:
    """The state to show: what waits is due from check on (Dates 4) on, and never without a date."""
    if state is C.WAITING and check_on is not None and today >= check_on:
        return C.DUE
    return state


def is_finished(state: ClosureState) -> bool:
    """Verified, given up or withdrawn: nothing more is asked, nothing more is sent."""
    return state in FINISHED


def is_open(state: ClosureState) -> bool:
    """Not finished: it can still be withdrawn."""
    return state not in FINISHED
