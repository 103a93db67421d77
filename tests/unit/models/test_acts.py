"""The act that starts the clock: awaited, asked for, recorded; and calls as they were really made."""

from datetime import date
from typing import Any

import pytest

from models.closure import Closure
from models.refused import ActRefused
from models.session import Database
from scheduler.appointments import AppointmentRule, plan_appointment
from scheduler.lifecycle import Answer, ForbiddenTransition
from scheduler.starting_acts import StartsAt
from tests.closures import calendar, first_user, planning, register

ASKED = date(2026, 9, 21)
LATER = [StartsAt.LAST_ACT, StartsAt.CALL_BACK, StartsAt.SETTLEMENT]


def _awaiting(database: Database, starts_at: StartsAt = StartsAt.CALL_BACK) -> Closure:
    with database.writing() as session:
        return register(first_user(session), "3个工作日", ASKED, starts_at=starts_at, has_started=False)


def _scheduled(closure: Closure) -> list[tuple[str, str | None, date]]:
    ahead = [r for r in closure.round.reminders if r.state == "scheduled"]
    return [(r.kind, r.step, r.day) for r in sorted(ahead, key=lambda reminder: reminder.day)]


def _appointed(database: Database, **rest: Any) -> Closure:
    rule = AppointmentRule(10, "day_before", None, 2)
    appointment = plan_appointment(rule, date(2026, 11, 20), date(2026, 10, 20), calendar())
    with database.writing() as session:
        return register(
            first_user(session),
            "30天",
            date(2026, 10, 20),
            appointment=appointment,
            starts_at=StartsAt.SETTLEMENT,
            **rest,
        )


@pytest.mark.parametrize("starts_at", LATER)
def test_before_the_act_there_is_no_date_and_it_is_asked_for_four_times(
    database: Database, starts_at: StartsAt
) -> None:
    closure = _awaiting(database, starts_at)
    latest = closure.round
    assert (closure.state, latest.day0, latest.opens_on, latest.due_on, latest.check_on) == (
        "requested",
        None,
        None,
        None,
        None,
    )
    assert latest.no_calendar is None
    days = [date(2026, 9, 24), date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 19)]
    assert _scheduled(closure) == [("step", starts_at.value, day) for day in days]


@pytest.mark.parametrize("starts_at", LATER)
def test_the_act_sets_day_0_and_ends_the_asking(database: Database, starts_at: StartsAt) -> None:
    closure = _awaiting(database, starts_at)
    closure.round.reminders[0].state = "sent"
    assert closure.act(date(2026, 9, 23), planning("2026-09-25 10:00")) == starts_at
    latest = closure.round
    assert (closure.state, latest.day0, latest.due_on) == ("waiting", date(2026, 9, 23), date(2026, 9, 29))
    assert [kind for kind, _, _ in _scheduled(closure)] == ["verify", *["overdue"] * 8]
    assert latest.steps_shown == []
    assert (closure.events[-1].kind, closure.events[-1].data) == (
        "acted",
        {"act": starts_at.value, "on": "2026-09-23"},
    )


def test_a_confirmation_is_not_taken_for_a_question_that_was_sent(database: Database) -> None:
    """Both are steps: the place of one must not be the other's."""
    with database.writing() as session:
        closure = register(
            first_user(session), "3个工作日再确认", ASKED, starts_at=StartsAt.CALL_BACK, has_started=False
        )
    closure.round.reminders[0].state = "sent"
    closure.act(date(2026, 9, 23), planning("2026-09-25 10:00"))
    assert ("step", "confirm", date(2026, 9, 29)) in _scheduled(closure)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2026, 9, 26), "2026-09-26 is still ahead"),
        (date(2026, 9, 20), "2026-09-20 is before 2026-09-21"),
    ],
)
def test_an_impossible_day_changes_nothing(database: Database, on: date, says: str) -> None:
    closure = _awaiting(database)
    with pytest.raises(ActRefused, match=says):
        closure.act(on, planning("2026-09-25 10:00"))
    assert (closure.state, closure.round.day0, len(closure.events)) == ("requested", None, 1)


def test_a_closure_whose_time_runs_from_the_request_waits_for_no_act(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
    with pytest.raises(ActRefused, match="waits for no act"):
        closure.act(date(2026, 9, 25), planning("2026-09-25 10:00"))


@pytest.mark.parametrize("state", ["verified", "withdrawn", "escalated"])
def test_an_act_of_what_is_over_or_further_is_refused(database: Database, state: str) -> None:
    closure = _awaiting(database)
    closure.state = state
    with pytest.raises(ForbiddenTransition):
        closure.act(date(2026, 9, 25), planning("2026-09-25 10:00"))
    assert closure.state == state


def test_an_answer_has_to_wait_for_the_act(database: Database) -> None:
    closure = _awaiting(database)
    with pytest.raises(ForbiddenTransition):
        closure.answer(Answer.VERIFIED, planning("2026-09-25 10:00"))


def test_a_later_act_takes_the_place_of_an_earlier_one(database: Database) -> None:
    closure = _awaiting(database, StartsAt.LAST_ACT)
    closure.act(date(2026, 9, 23), planning("2026-09-25 10:00"))
    closure.act(date(2026, 9, 25), planning("2026-09-25 11:00"))
    assert closure.round.due_on == date(2026, 9, 30)


def test_the_real_letter_replaces_the_expected_one(database: Database) -> None:
    closure = _appointed(database)
    assert (closure.round.day0, closure.round.expected) == (date(2026, 11, 24), True)
    closure.act(date(2026, 11, 27), planning("2026-11-27 15:00"))
    latest = closure.round
    assert (latest.day0, latest.expected, latest.due_on) == (date(2026, 11, 27), False, date(2026, 12, 28))
    assert [step for kind, step, _ in _scheduled(closure) if kind == "step"] == []


def test_a_letter_is_not_older_than_the_payoff(database: Database) -> None:
    closure = _appointed(database)
    with pytest.raises(ActRefused, match="2026-11-19 is before 2026-11-20"):
        closure.act(date(2026, 11, 19), planning("2026-11-27 15:00"))


def test_an_expected_settlement_is_asked_for_on_its_day(database: Database) -> None:
    with database.writing() as session:
        closure = register(
            first_user(session),
            "7天",
            date(2026, 9, 21),
            day0=date(2026, 10, 20),
            starts_at=StartsAt.SETTLEMENT,
        )
    assert closure.round.expected
    assert _scheduled(closure)[0] == ("step", "settlement", date(2026, 10, 20))
    closure.act(date(2026, 10, 22), planning("2026-10-22 15:00"))
    assert (closure.round.due_on, _scheduled(closure)[0][0]) == (date(2026, 10, 29), "verify")


CALLS = "连续打3天,7天后更新"


def test_a_recorded_call_is_not_reminded_of_and_the_others_follow_it(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), CALLS, on=date(2026, 11, 2))
    closure.round.reminders[0].state = closure.round.reminders[1].state = "sent"
    assert closure.act(date(2026, 11, 4), planning("2026-11-04 08:00")) == "call"
    assert _scheduled(closure)[:2] == [
        ("step", "call", date(2026, 11, 5)),
        ("verify", None, date(2026, 11, 13)),
    ]
    assert closure.round.due_on == date(2026, 11, 12)


def test_the_window_counts_from_the_last_call_actually_made(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), CALLS, on=date(2026, 11, 2))
    for day in (4, 6):
        closure.act(date(2026, 11, day), planning(f"2026-11-0{day} 20:00"))
    assert closure.round.due_on == date(2026, 11, 13)
    assert [step for _, step, _ in _scheduled(closure)] == [None] * 9
    assert closure.round.dates(planning("2026-11-06 20:00")).due_on == date(2026, 11, 13)
