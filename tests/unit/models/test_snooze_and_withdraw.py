"""Putting off the next reminder, and stopping altogether."""

from datetime import date

import pytest

from models.closure import Closure, SnoozeError
from models.session import Database
from scheduler.lifecycle import ForbiddenTransition
from tests.closures import beijing, first_user, planning, register, said, verify


def _days(closure: Closure) -> list[tuple[str, int, date]]:
    return [(r.kind, r.ordinal, r.day) for r in closure.round.reminders if r.state == "scheduled"]


def test_a_snooze_moves_the_next_reminder_and_swallows_those_before(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.snooze(date(2026, 10, 20), planning("2026-10-10 08:00"))
    assert _days(closure)[:2] == [("verify", 0, date(2026, 10, 20)), ("overdue", 3, date(2026, 10, 24))]
    assert verify(closure).due_at == beijing("2026-10-20 09:00")
    swallowed = [r.ordinal for r in closure.round.reminders if r.state == "cancelled"]
    assert swallowed == [1, 2]


def test_a_second_snooze_brings_back_what_the_first_swallowed(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.snooze(date(2026, 10, 20), planning("2026-10-10 08:00"))
        closure.snooze(date(2026, 10, 12), planning("2026-10-10 08:30"))
    assert _days(closure)[:3] == [
        ("verify", 0, date(2026, 10, 12)),
        ("overdue", 1, date(2026, 10, 13)),
        ("overdue", 2, date(2026, 10, 17)),
    ]


def test_a_snooze_is_remembered(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.snooze(date(2026, 10, 20), planning("2026-10-10 08:00"))
    assert [(e.kind, e.data) for e in closure.events][1:] == [("snoozed", {"until": "2026-10-20"})]


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (date(2026, 10, 11), "2026-10-11 is not after today, 2026-10-11"),
        (date(2026, 10, 1), "2026-10-01 is not after today"),
    ],
)
def test_a_snooze_into_the_past_is_refused(database: Database, until: date, says: str) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        before = _days(closure)
        with pytest.raises(SnoozeError, match=says):
            closure.snooze(until, planning("2026-10-11 08:00"))
    assert _days(closure) == before
    assert closure.round.snoozed_until is None


def test_a_snooze_before_the_day_to_check_is_refused(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        with pytest.raises(SnoozeError, match="2026-10-09 is before the day to check, 2026-10-10"):
            closure.snooze(date(2026, 10, 9), planning("2026-09-25 08:00"))


def test_a_closure_without_dates_cannot_be_put_off(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), on=date(2033, 9, 24), plan=planning("2033-09-24 10:00"))
        with pytest.raises(SnoozeError, match="no dates yet"):
            closure.snooze(date(2034, 1, 1), planning("2033-09-25 08:00"))


@pytest.mark.parametrize("state", ["verified", "given_up", "withdrawn"])
def test_a_finished_closure_cannot_be_put_off_or_withdrawn(database: Database, state: str) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.state = state
        with pytest.raises(SnoozeError, match="is finished: there is nothing to put off"):
            closure.snooze(date(2026, 12, 1), planning("2026-10-10 08:00"))
        with pytest.raises(ForbiddenTransition):
            closure.withdraw(planning("2026-10-10 08:00"))
    assert [event.kind for event in closure.events] == ["registered"]


def test_withdrawing_takes_back_all_that_is_not_out(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        out, held, failed = closure.round.reminders[:3]
        out.state, held.state, held.token, failed.state = "sent", "claimed", "somebody's", "failed"
        closure.withdraw(planning("2026-10-14 08:00"))
    assert closure.state == "withdrawn"
    assert [r.state for r in closure.round.reminders] == ["sent", "cancelled", "failed", *["cancelled"] * 6]
    assert held.token is None
    assert [event.kind for event in closure.events] == ["registered", "withdrawn"]


def test_a_later_round_can_be_put_off_like_the_first(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.start_round(said("15天"), date(2026, 10, 12), planning("2026-10-12 10:00"))
        closure.snooze(date(2026, 11, 2), planning("2026-10-28 10:00"))
    assert verify(closure).day == date(2026, 11, 2)
