"""What to remind of, and on which day: planning a round, and replanning it without repeating anything."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from scheduler.cadence import Cadence
from scheduler.escalation import FollowUp
from scheduler.lifecycle import ReminderState
from scheduler.steps import Step


class Kind(StrEnum):
    """A step on its day, the verify reminder on check on, the overdue ones after it."""

    STEP = "step"
    VERIFY = "verify"
    OVERDUE = "overdue"


Identity = tuple[Kind, int]
"""What a reminder is called within its round: verify 0, overdue 1, 2, ..., steps 1, 2, ... in step order.

An answer that was due is a step with the negative number of its filing: it belongs to no place in the order.
"""

ANSWER_DUE = "answer_due"
"""The step of asking for an answer whose clock has run out."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What planning needs to know of a round. All dates are days at the user's place.

    ``check_on`` is None while no calendar covers the dates: then only the steps are planned.
    ``reminded_on`` is the last day on which a verify or overdue reminder of this round was claimed, sent
    or failed: those planned up to that day were covered by it, and a snooze up to that day is used up.
    """

    check_on: date | None
    steps: tuple[Step, ...]
    snoozed_until: date | None = None
    reminded_on: date | None = field(kw_only=True)
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder still to be sent, on a day; ``step`` is the kind of the step, None for the others."""

    kind: Kind
    ordinal: int
    on: date
    step: str | None = None

    @property
    def identity(self) -> Identity:
        return self.kind, self.ordinal


def plan(
    facts: RoundFacts,
    sent: frozenset[Identity],
    cadence: Cadence,
    today: date,
    ahead: frozenset[Identity] = frozenset(),
) -> tuple[Planned, ...]:
    """The reminders of a round still to be sent, by day, none before ``today`` (The life of a closure).

    ``sent`` holds whatever was claimed, sent or failed: none of it is planned again, wherever a calendar
    change moves the dates. What lies in the past becomes one reminder, today (Dates 6); a snooze moves the
    next one and swallows those before it. A finished closure has no reminders: do not ask. ``ahead`` holds
    what was scheduled for today or later: a step of these that has moved into the past is told today.
    """
    steps = _steps(facts.steps, sent, today, ahead) + _follow_ups(facts.follow_ups, sent, today)
    checks = _gathered(_checks_left(facts, sent, cadence), facts, today)
    return tuple(sorted([*steps, *checks], key=lambda reminder: reminder.on))


def _steps(
    steps: tuple[Step, ...], sent: frozenset[Identity], today: date, ahead: frozenset[Identity]
) -> list[Planned]:
    """A call day that is over cannot be made: only steps of today and later, or that were so until now."""
    planned = [Planned(Kind.STEP, ordinal, step.on, step.kind) for ordinal, step in enumerate(steps, start=1)]
    return [
        replace(step, on=max(step.on, today))
        for step in planned
        if step.identity not in sent and (step.on >= today or step.identity in ahead)
    ]


def _follow_ups(follow_ups: tuple[FollowUp, ...], sent: frozenset[Identity], today: date) -> list[Planned]:
    """An answer that did not come can be asked for on any later day: told today if its own has passed."""
    planned = [Planned(Kind.STEP, -each.number, max(each.on, today), ANSWER_DUE) for each in follow_ups]
    return [each for each in planned if each.identity not in sent]


def _checks_left(facts: RoundFacts, sent: frozenset[Identity], cadence: Cadence) -> list[Planned]:
    """Verify and overdue, each on its own day, without what was sent and what that covered."""
    if facts.check_on is None:
        return []
    covered_until = facts.reminded_on or date.min
    reached = max((ordinal for kind, ordinal in sent if kind is not Kind.STEP), default=-1)
    checks = [Planned(Kind.VERIFY, 0, facts.check_on)]
    for ordinal, days in enumerate(cadence.days(), start=1):
        checks.append(Planned(Kind.OVERDUE, ordinal, facts.check_on + timedelta(days)))
    return [check for check in checks if check.ordinal > reached and check.on > covered_until]


def _gathered(checks: list[Planned], facts: RoundFacts, today: date) -> list[Planned]:
    """One reminder instead of all that have come by today, or by the day the user chose to wait for."""
    snooze = _snooze_ahead(facts)
    day = max(today, snooze or today)
    come = [check for check in checks if check.on <= day]
    if snooze and not come:
        come = checks[:1]
    if not come:
        return checks
    # After a snooze the next one; after downtime the latest, unless the first look is still to come.
    chosen = come[0] if snooze == day or come[0].kind is Kind.VERIFY else come[-1]
    return [replace(chosen, on=day), *checks[len(come) :]]


def _snooze_ahead(facts: RoundFacts) -> date | None:
    """The day snoozed to, unless it is used up or would bring the first look before check on."""
    until = facts.snoozed_until
    if until is None or facts.check_on is None or until < facts.check_on:
        return None
    return None if facts.reminded_on is not None and facts.reminded_on >= until else until


@dataclass(frozen=True, slots=True)
class Existing:
    """A reminder that a round already has. There is at most one of each identity."""

    kind: Kind
    ordinal: int
    on: date
    state: ReminderState

    @property
    def identity(self) -> Identity:
        return self.kind, self.ordinal


@dataclass(frozen=True, slots=True)
class Changes:
    """What turns the reminders a round has into those it should have.

    A move sets the day and makes the reminder scheduled (again, if it was cancelled).
    """

    add: tuple[Planned, ...] = ()
    move: tuple[tuple[Existing, Planned], ...] = ()
    cancel: tuple[Existing, ...] = ()


def replan(existing: Sequence[Existing], wanted: Sequence[Planned]) -> Changes:
    """The changes from ``existing`` to ``wanted``: what was claimed, sent or failed is never touched."""
    have = {reminder.identity: reminder for reminder in existing}
    want = {reminder.identity: reminder for reminder in wanted}
    return Changes(
        add=tuple(new for key, new in want.items() if key not in have),
        move=tuple(
            (old, want[key]) for key, old in have.items() if key in want and _must_move(old, want[key])
        ),
        cancel=tuple(
            old for key, old in have.items() if old.state is ReminderState.SCHEDULED and key not in want
        ),
    )


def _must_move(old: Existing, new: Planned) -> bool:
    if old.state is ReminderState.CANCELLED:
        return True
    return old.state is ReminderState.SCHEDULED and old.on != new.on
