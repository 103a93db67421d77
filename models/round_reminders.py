"""The reminders a round has beside those it should have: for one round, and for all after a notice."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from models.planning import Planning
from models.round_dates import StoredSteps
from scheduler.escalation import FollowUp
from scheduler.lifecycle import ReminderState
from scheduler.reminders import Changes, Existing, Kind, Planned, RoundFacts, plan, replan
from scheduler.sending_hours import SendingHours, send_at
from scheduler.steps import Step

_OUT_OF_REACH = frozenset({ReminderState.SENT, ReminderState.CLAIMED, ReminderState.FAILED})


@dataclass(frozen=True, slots=True)
class Held:
    """A reminder that a round has, as its row keeps it."""

    kind: str
    ordinal: int
    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What there is to remind of. ``done``: places of steps that need no reminder any more.

    ``follow_ups``: the clocks of an escalation that run out.
    """

    check_on: date | None
    steps: StoredSteps
    done: AbstractSet[int]
    snoozed_until: date | None
    follow_ups: tuple[FollowUp, ...] = ()


def changes(held: Sequence[Held], wanted: Wanted, planning: Planning) -> Changes:
    """What makes ``held`` match what is wanted."""
    existing = [Existing(Kind(r.kind), r.ordinal, r.day, ReminderState(r.state)) for r in held]
    out = [reminder for reminder in existing if reminder.state in _OUT_OF_REACH]
    sent = {reminder.identity for reminder in out} | {(Kind.STEP, place) for place in wanted.done}
    reminded_on = max((r.on for r in out if r.kind is not Kind.STEP), default=None)
    facts = RoundFacts(
        wanted.check_on,
        tuple(Step(step["kind"], date.fromisoformat(step["on"])) for step in wanted.steps),
        wanted.snoozed_until,
        reminded_on=reminded_on,
        follow_ups=wanted.follow_ups,
    )
    today = planning.today
    ahead = {r.identity for r in existing if r.state is ReminderState.SCHEDULED and r.on >= today}
    return replan(existing, plan(facts, frozenset(sent), planning.cadence, today, frozenset(ahead)))


def planned_columns(planned: Planned, planning: Planning) -> dict[str, Any]:
    """The columns of a reminder that is planned, or moved, to a day."""
    return {
        "step": planned.step,
        "day": planned.on,
        "due_at": due_at(planned, planning),
        "state": ReminderState.SCHEDULED.value,
        # Another day is another message: under the old one's Message-ID a mail program might hide it. What
        # was in doubt about that one is no doubt about this: it must not be parted from what it is told with.
        "batch": None,
        "attempts": 0,
        "unfinished": 0,
    }


def due_at(planned: Planned, planning: Planning) -> datetime:
    """The instant to send it."""
    return _instant(planned.on, planning.hours, planning.now)


@lru_cache(maxsize=4096)  # after a notice thousands of reminders share a day
def _instant(on: date, hours: SendingHours, now: datetime) -> datetime:
    return send_at(on, hours, now)
