"""Taking back the last act: everything stands as it did, and what was sent stays sent."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from models.closure import Closure, SnoozeError
from models.refused import ActRefused
from models.session import Database
from models.tables import Event, Reminder, Round
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer, ForbiddenTransition
from scheduler.starting_acts import StartsAt
from tests.closures import first_user, planning, register, said, verify

NOW = "2026-10-10 20:00"
Act = Callable[[Closure], object]
ACTS: dict[str, Act] = {
    **{f"answer {each.value}": (lambda c, a=each: c.answer(a, planning(NOW))) for each in Answer},  # type: ignore[misc]
    "snooze": lambda c: c.snooze(date(2026, 10, 20), planning(NOW)),
    "withdraw": lambda c: c.withdraw(planning(NOW)),
}


def _stands(closure: Closure) -> list[Any]:
    rounds = [
        (
            each.number,
            each.day0,
            each.due_on,
            each.check_on,
            each.snoozed_until,
            each.answer,
            each.answered_at,
        )
        for each in closure.rounds
    ]
    ahead = [(r.kind, r.ordinal, r.day, r.state) for r in closure.round.reminders]
    return [closure.state, rounds, sorted(each for each in ahead if each[-1] in ("scheduled", "sent"))]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_it_stands_as_before_the_act(database: Database, act: Act) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        verify(closure).state = "sent"
        session.flush()
        before = _stands(closure)
        act(closure)
        session.flush()
        assert _stands(closure) != before
        closure.undo(planning(NOW))
    with database.reading() as session:
        closure = session.scalars(select(Closure)).one()
        assert _stands(closure) == before
        assert session.scalar(select(func.count()).select_from(Round)) == 1
        assert session.scalar(select(func.count()).where(Reminder.round_id.is_(None))) == 0
        assert [event.kind for event in closure.events][-1] == "undone"


def test_a_reminder_that_an_answer_cancelled_today_comes_back_today(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.answer(Answer.VERIFIED, planning("2026-10-10 08:30"))
        closure.undo(planning("2026-10-10 11:00"))
    assert (verify(closure).state, verify(closure).day) == ("scheduled", date(2026, 10, 10))


def test_an_act_that_started_the_clock_is_awaited_again(database: Database) -> None:
    with database.writing() as session:
        closure = register(
            first_user(session), "3天", date(2026, 9, 21), starts_at=StartsAt.CALL_BACK, has_started=False
        )
        before = _stands(closure)
        closure.act(date(2026, 9, 22), planning("2026-09-22 10:00"))
        closure.undo(planning("2026-09-22 10:05"))
    assert _stands(closure) == before
    assert closure.round.day0 is None


def test_only_the_latest_act_can_be_taken_back_and_only_once(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.snooze(date(2026, 10, 20), planning(NOW))
        closure.answer(Answer.NOT_UPDATED, planning(NOW))
        session.flush()
        closure.undo(planning(NOW))
        session.flush()
        assert closure.round.snoozed_until == date(2026, 10, 20)
        with pytest.raises(ActRefused, match="taken back already"):
            closure.undo(planning(NOW))


def test_nothing_done_is_nothing_to_take_back(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        session.flush()
        with pytest.raises(ActRefused, match="nothing was done"):
            closure.undo(planning(NOW))


def test_after_a_message_about_it_an_act_stays(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.answer(Answer.NOT_UPDATED, planning(NOW), said("3天"))
        closure.remember("reminded", planning("2026-10-14 09:00"))
        session.flush()
        with pytest.raises(ActRefused, match="went out since"):
            closure.undo(planning("2026-10-14 10:00"))
    assert len(closure.rounds) == 2


def test_what_was_filed_since_cannot_be_taken_back(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.answer(Answer.STILL_OPEN, planning(NOW))
        closure.escalate(Filing(Rung.COMPLAINT, date(2026, 10, 10)), planning(NOW))
        session.flush()
        with pytest.raises(ActRefused, match="was escalated since"):
            closure.undo(planning(NOW))
    assert len(closure.rounds) == 2


def test_a_new_calendar_in_between_does_not_keep_an_act(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.withdraw(planning(NOW))
        closure.remember("recalculated", planning(NOW), before=None)
        session.flush()
        closure.undo(planning(NOW))
    assert closure.state == "waiting"


@given(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_acts_the_last_one_can_be_taken_back(database: Database, names: list[str]) -> None:
    with database.writing() as session:
        session.execute(delete(Closure))
        session.execute(delete(Event))
        closure = register(first_user(session))
        *earlier, last = names
        for name in earlier:
            with suppress(ForbiddenTransition, SnoozeError):
                ACTS[name](closure)
            session.flush()
        before = _stands(closure)
        try:
            ACTS[last](closure)
        except (ForbiddenTransition, SnoozeError):
            return
        session.flush()
        closure.undo(planning(NOW))
        session.flush()
        assert _stands(closure) == before
