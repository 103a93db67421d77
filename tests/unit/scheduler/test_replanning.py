"""Replanning keeps what was sent: rules, and the life of a round played day by day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cadence import Cadence
from scheduler.lifecycle import ReminderState
from scheduler.reminders import (
    Changes,
    Existing,
    Identity,
    Kind,
    Planned,
    RoundFacts,
    plan,
    replan,
)

DAY = date(2026, 10, 10)
SETTLED = (ReminderState.CLAIMED, ReminderState.SENT, ReminderState.FAILED)


def applied(existing: list[Existing], changes: Changes) -> list[Existing]:
    """The reminders after the changes, as a store would write them."""
    rows = {reminder.identity: reminder for reminder in existing}
    for old in changes.cancel:
        rows[old.identity] = Existing(old.kind, old.ordinal, old.on, ReminderState.CANCELLED)
    for new in (*changes.add, *(new for _, new in changes.move)):
        rows[new.identity] = Existing(new.kind, new.ordinal, new.on, ReminderState.SCHEDULED)
    return list(rows.values())


def verify(state: ReminderState, on: date = DAY) -> Existing:
    return Existing(Kind.VERIFY, 0, on, state)


WANTED = Planned(Kind.VERIFY, 0, DAY)
MOVED = Planned(Kind.VERIFY, 0, DAY + timedelta(5))


def test_a_wanted_reminder_that_is_missing_is_added() -> None:
    assert replan([], [WANTED]) == Changes(add=(WANTED,))


def test_a_scheduled_reminder_on_its_day_is_kept() -> None:
    assert replan([verify(ReminderState.SCHEDULED)], [WANTED]) == Changes()


def test_a_scheduled_reminder_moves_with_its_day() -> None:
    old = verify(ReminderState.SCHEDULED)
    assert replan([old], [MOVED]) == Changes(move=((old, MOVED),))


def test_a_scheduled_reminder_that_is_no_longer_wanted_is_cancelled() -> None:
    old = verify(ReminderState.SCHEDULED)
    assert replan([old], []) == Changes(cancel=(old,))


@pytest.mark.parametrize("wanted", [WANTED, MOVED])
def test_a_cancelled_reminder_that_is_wanted_again_is_revived(wanted: Planned) -> None:
    old = verify(ReminderState.CANCELLED)
    assert replan([old], [wanted]) == Changes(move=((old, wanted),))


def test_a_cancelled_reminder_that_nobody_wants_stays_cancelled() -> None:
    assert replan([verify(ReminderState.CANCELLED)], []) == Changes()


@pytest.mark.parametrize("state", SETTLED)
@pytest.mark.parametrize("wanted", [[], [WANTED], [MOVED]])
def test_what_was_claimed_sent_or_failed_is_never_touched(
    state: ReminderState, wanted: list[Planned]
) -> None:
    assert replan([verify(state)], wanted) == Changes()


identities = st.one_of(
    st.just((Kind.VERIFY, 0)),
    st.tuples(st.just(Kind.OVERDUE), st.integers(1, 8)),
    st.tuples(st.just(Kind.STEP), st.integers(1, 3)),
)
dates = st.integers(0, 10).map(lambda n: DAY + timedelta(n))
existing_lists = st.dictionaries(identities, st.tuples(dates, st.sampled_from(ReminderState))).map(
    lambda rows: [Existing(kind, n, on, state) for (kind, n), (on, state) in rows.items()]
)
wanted_lists = st.dictionaries(identities, dates).map(
    lambda rows: [Planned(kind, n, on) for (kind, n), on in rows.items()]
)


@given(existing_lists, wanted_lists)
def test_replanning_twice_changes_nothing_and_leaves_exactly_what_is_wanted(
    existing: list[Existing], wanted: list[Planned]
) -> None:
    changes = replan(existing, wanted)
    after = applied(existing, changes)
    assert replan(after, wanted) == Changes()
    settled = {old.identity for old in existing if old.state in SETTLED}
    assert [old for old in existing if old.state in SETTLED] == [
        new for new in after if new.identity in settled
    ]
    scheduled = {(new.identity, new.on) for new in after if new.state is ReminderState.SCHEDULED}
    assert scheduled == {(new.identity, new.on) for new in wanted if new.identity not in settled}


@given(existing_lists, wanted_lists)
def test_each_reminder_is_changed_at_most_once(existing: list[Existing], wanted: list[Planned]) -> None:
    changes = replan(existing, wanted)
    touched = [new.identity for new in changes.add]
    touched += [old.identity for old, _ in changes.move] + [old.identity for old in changes.cancel]
    assert len(touched) == len(set(touched))
    assert all(old.identity == new.identity for old, new in changes.move)


@dataclass
class Round:
    """One round in a store, replanned every day that the engine is up, sometimes more than once."""

    check_on: date
    snoozed_until: date | None = None
    rows: list[Existing] = field(default_factory=list)
    sent: list[tuple[date, Identity]] = field(default_factory=list)

    def replan(self, today: date) -> None:
        reminded_on = max((on for on, _ in self.sent), default=None)
        facts = RoundFacts(self.check_on, (), self.snoozed_until, reminded_on=reminded_on)
        wanted = plan(facts, frozenset(identity for _, identity in self.sent), Cadence(), today)
        self.rows = applied(self.rows, replan(self.rows, wanted))

    def live(self, today: date) -> None:
        self.replan(today)
        for row in self.rows:
            if row.state is ReminderState.SCHEDULED and row.on <= today:
                self.sent.append((today, row.identity))
        gone = {identity for _, identity in self.sent}
        self.rows = [
            Existing(row.kind, row.ordinal, row.on, ReminderState.SENT) if row.identity in gone else row
            for row in self.rows
        ]
        self.replan(today)


events = st.dictionaries(
    st.integers(0, 80),
    st.one_of(
        st.just("down"),
        st.tuples(st.just("move"), st.integers(-10, 10)),
        st.tuples(st.just("snooze"), st.integers(1, 20)),
    ),
    max_size=25,
)


@given(events)
def test_no_round_is_ever_reminded_twice_a_day_or_twice_of_the_same(
    happens: dict[int, str | tuple[str, int]],
) -> None:
    """Downtime, calendar changes and snoozes in any order: one message a day, none early, none repeated."""
    closure = Round(check_on=DAY + timedelta(15))
    for n in range(160):
        today = DAY + timedelta(n)
        match happens.get(n):
            case "down":
                continue
            case ("move", int(days)):
                closure.check_on += timedelta(days)
            case ("snooze", int(days)):
                closure.snoozed_until = today + timedelta(days)
        closure.live(today)
        assert all(on < today or today >= closure.check_on for on, _ in closure.sent)
    sent_on = [on for on, _ in closure.sent]
    ordinals = [ordinal for _, (_, ordinal) in closure.sent]
    assert all(one_day < next_day for one_day, next_day in pairwise(sent_on))
    assert all(lower < higher for lower, higher in pairwise(ordinals))
    assert ordinals[0] == 0
    assert not [row for row in closure.rows if row.state is ReminderState.SCHEDULED]


def test_a_snoozed_reminder_is_in_time_after_any_number_of_replans() -> None:
    closure = Round(check_on=DAY)
    closure.live(DAY)
    closure.snoozed_until = DAY + timedelta(5)
    for n in range(1, 8):
        closure.live(DAY + timedelta(n))
    assert [on for on, _ in closure.sent] == [DAY, DAY + timedelta(5), DAY + timedelta(7)]
