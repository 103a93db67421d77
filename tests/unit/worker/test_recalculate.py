"""A new holiday notice: open closures follow it, and only what moved is told."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

import worker.stale
from config.settings import Settings
from models.session import Database
from models.tables import Closure, Event, HolidayNotice, Reminder
from scheduler.appointments import AppointmentRule, plan_appointment
from tests.closures import add_user, beijing, calendar, first_user, planning, register, verify
from tests.scripted import ScriptedClock
from worker.calendar_message import read_moves
from worker.installation import Installation
from worker.recalculate import Recalculated, recalculate

NOW = "2026-12-01 10:00"
SPRING = date(2027, 2, 1)
"""Ten working days from here cross the Spring Festival of 2027 (eve on 5 February)."""


@pytest.fixture
def installation(database: Database, tmp_path: Path) -> Installation:
    return Installation(
        Settings(data_dir=tmp_path, operator="box.example"), database, ScriptedClock(beijing(NOW))
    )


def _import(installation: Installation, first: int, last: int) -> Recalculated:
    """The notice of 2027 with one festival, off on those days of February."""
    return _import_text(installation, _february(first, last))


def _february(first: int, last: int) -> str:
    days = [{"name": "春节", "date": f"2027-02-{day:02}", "isOffDay": True} for day in range(first, last + 1)]
    return json.dumps({"year": 2027, "days": days})


def _import_days(installation: Installation, days: list[dict[str, Any]]) -> Recalculated:
    return _import_text(installation, json.dumps({"year": 2027, "days": days}))


def _import_text(installation: Installation, text: str) -> Recalculated:
    with installation.database.writing() as session:
        session.merge(HolidayNotice(year=2027, text=text, imported_at=beijing(NOW)))
        return recalculate(session, installation)


def _closure(installation: Installation) -> Closure:
    with installation.database.writing() as session:
        return register(first_user(session), "10个工作日", SPRING, planning(NOW))


def _events(installation: Installation) -> list[dict[str, Any]]:
    with installation.database.reading() as session:
        return [event.data for event in session.scalars(select(Event).where(Event.kind == "recalculated"))]


def _messages(installation: Installation) -> list[Reminder]:
    with installation.database.reading() as session:
        return list(session.scalars(select(Reminder).where(Reminder.kind == "calendar")))


def test_a_date_that_moved_is_told_and_its_reminder_follows(installation: Installation) -> None:
    before = _closure(installation).round
    assert _import(installation, 5, 16).moved == 1
    [moved] = _events(installation)
    assert before.due_on is not None
    assert moved["before"] == before.due_on.isoformat()
    assert moved["after"] > moved["before"]
    assert [move["what"] for move in moved["moved"]] == ["opens_on", "due_on", "check_on"]
    with installation.database.reading() as session:
        latest = session.scalars(select(Closure)).one().round
        assert latest.due_on == date.fromisoformat(moved["after"])
        assert verify(latest.closure).day == latest.check_on
        assert not latest.provisional


def test_a_date_that_stays_is_not_told(installation: Installation) -> None:
    _closure(installation)
    off = [day for day in range(1, 29) if not calendar().is_workday(date(2027, 2, day))]
    festival = [day for day in off if date(2027, 2, day).weekday() < 5]
    done = _import(installation, festival[0], festival[-1])
    assert (done.closures, done.moved) == (1, 0)
    assert (_events(installation), _messages(installation)) == ([], [])


def test_what_was_worked_out_with_this_calendar_is_left_alone(installation: Installation) -> None:
    _closure(installation)
    _import(installation, 5, 16)
    with installation.database.writing() as session:
        assert recalculate(session, installation).closures == 0
    assert len(_messages(installation)) == 1


def test_a_finished_closure_keeps_its_dates(installation: Installation) -> None:
    with installation.database.writing() as session:
        register(first_user(session), "10个工作日", SPRING, planning(NOW)).withdraw(planning(NOW))
    assert _import(installation, 5, 16).closures == 0


def test_each_user_with_a_moved_date_gets_one_message_and_the_others_none(installation: Installation) -> None:
    with installation.database.writing() as session:
        two, none, abroad = (add_user(session, name) for name in ("two", "none", "abroad"))
        abroad.timezone = "Europe/London"
        for user, day0 in ((two, SPRING), (two, SPRING), (none, date(2026, 11, 30)), (abroad, SPRING)):
            register(user, "10个工作日", day0, planning(NOW))
        users = (two.id, abroad.id)
    assert _import(installation, 5, 16).moved == 3
    messages = _messages(installation)
    assert [message.user_id for message in messages] == sorted(users)
    assert [message.due_at for message in messages] == [beijing(NOW), beijing("2026-12-01 17:00")]


def test_a_second_notice_before_the_message_is_out_joins_it(installation: Installation) -> None:
    _closure(installation)
    _import(installation, 5, 16)
    _import(installation, 5, 18)
    assert len(_events(installation)) == 2
    [message] = _messages(installation)
    with installation.database.reading() as session:
        [moved] = read_moves(session.connection(), [message.id])[message.id].moved
    first, second = _events(installation)
    due = {each.what: each for each in moved.dates}["due_on"]
    assert (due.before, due.after) == (
        date.fromisoformat(first["before"]),
        date.fromisoformat(second["after"]),
    )


def test_there_and_back_again_is_nothing_to_tell(installation: Installation) -> None:
    _closure(installation)
    _import(installation, 5, 16)
    with installation.database.writing() as session:
        session.execute(delete(HolidayNotice))
        assert recalculate(session, installation).moved == 1
    [message] = _messages(installation)
    with installation.database.reading() as session:
        assert read_moves(session.connection(), [message.id])[message.id].moved == ()


def test_a_message_that_is_out_is_not_repeated_with_the_next(installation: Installation) -> None:
    _closure(installation)
    _import(installation, 5, 16)
    with installation.database.writing() as session:
        session.scalars(select(Reminder).where(Reminder.kind == "calendar")).one().state = "sent"
    _import(installation, 5, 14)
    sent, later = _messages(installation)
    with installation.database.reading() as session:
        told = read_moves(session.connection(), [sent.id, later.id])
    [before], [after] = told[sent.id].moved, told[later.id].moved
    assert before.dates[-1].after == after.dates[-1].before


def test_a_date_that_thereby_lies_in_the_past_reminds_once_today(installation: Installation) -> None:
    today = "2027-02-26 10:00"
    with installation.database.writing() as session:
        closure = register(first_user(session), "10个工作日", SPRING, planning(today))
        closure.round.check_on = closure.round.due_on = date(2027, 3, 5)
        closure.round.plan_reminders(closure.person.user.id, planning(today))
        assert verify(closure).day == date(2027, 3, 5)
    clock = installation.clock
    assert isinstance(clock, ScriptedClock)
    clock.moment = beijing(today)
    assert _import(installation, 5, 14).moved == 1
    with installation.database.reading() as session:
        closure = session.scalars(select(Closure)).one()
        assert closure.round.check_on is not None
        assert closure.round.check_on < date(2027, 2, 26)
        days = [r.day for r in closure.round.reminders if r.state == "scheduled"]
    assert days[0] == date(2027, 2, 26)
    assert len([day for day in days if day == days[0]]) == 1


def test_december_follows_the_next_years_notice(installation: Installation) -> None:
    """29 to 31 December are not flagged as provisional, but the notice may take them."""
    with installation.database.writing() as session:
        closure = register(first_user(session), "5个工作日", date(2026, 12, 24), planning(NOW))
        assert (closure.round.due_on, closure.round.provisional) == (date(2026, 12, 31), False)
    days = [{"name": "元旦", "date": day, "isOffDay": True} for day in ("2026-12-31", "2027-01-01")]
    assert _import_days(installation, days).moved == 1
    with installation.database.reading() as session:
        assert session.scalars(select(Closure)).one().round.due_on == date(2027, 1, 4)


def test_an_appointment_follows_with_its_steps_and_the_letters_day(installation: Installation) -> None:
    rule = AppointmentRule(10, "day_before", None, 2)
    with installation.database.writing() as session:
        plans = planning(NOW)
        appointment = plan_appointment(rule, date(2027, 2, 23), date(2026, 12, 1), plans.calendar)
        closure = register(
            first_user(session),
            on=date(2026, 12, 1),
            plan=plans,
            appointment=appointment,
        )
        calls = {step["kind"]: step["on"] for step in closure.round.steps}
    _import(installation, 5, 19)
    with installation.database.reading() as session:
        latest = session.scalars(select(Closure)).one().round
        steps = {step["kind"]: step["on"] for step in latest.steps}
        reminded = {r.step: r.day.isoformat() for r in latest.reminders if r.kind == "step"}
    assert steps["payoff"] == calls["payoff"] == "2027-02-23"
    assert steps["call_deadline"] < calls["call_deadline"]
    assert reminded == steps
    assert latest.day0 == date.fromisoformat(steps["letter"])
    [told] = _events(installation)
    assert {"call", "call_deadline"} <= {move["what"] for move in told["moved"]}


def test_a_payoff_day_that_becomes_a_day_off_is_told(installation: Installation) -> None:
    rule = AppointmentRule(10, "day_before", None, 2)
    with installation.database.writing() as session:
        plans = planning(NOW)
        appointment = plan_appointment(rule, date(2027, 2, 23), date(2026, 12, 1), plans.calendar)
        register(
            first_user(session),
            on=date(2026, 12, 1),
            plan=plans,
            appointment=appointment,
        )
    _import(installation, 5, 23)
    [told] = _events(installation)
    assert told["payoff_off"] == "2027-02-23"
    [message] = _messages(installation)
    with installation.database.reading() as session:
        [moved] = read_moves(session.connection(), [message.id])[message.id].moved
    assert moved.payoff_off == date(2027, 2, 23)


@pytest.mark.parametrize("most", [1, 3, 1000])
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_at_once_is_what_each_by_itself_would_be(
    installation: Installation, most: int, data: st.DataObject
) -> None:
    """The rows after a recalculation are those that the model makes of each closure alone, in batches of any
    size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker.stale, "BATCH", most)
        _compare(installation, data)


def _compare(installation: Installation, data: st.DataObject) -> None:
    windows = ["10个工作日", "30-45天", "连续打3天,7天", "次月", "10个工作日再确认", "每月10号前,5天"]
    days = st.dates(date(2026, 11, 1), date(2027, 3, 1))
    first = data.draw(st.integers(1, 10))
    with installation.database.writing() as session:
        session.execute(delete(HolidayNotice))
        session.execute(delete(Closure))
        user = first_user(session)
        user.cadence = data.draw(st.sampled_from([None, "2,5/4/3", "off"]))
        user.quiet_hours = data.draw(st.sampled_from([None, "08:00-12:30"]))
        plans = installation.planning(session, user)
        drawn = data.draw(st.lists(st.tuples(st.sampled_from(windows), days), min_size=1, max_size=4))
        for window, day in drawn * data.draw(st.integers(1, 3)):
            closure = register(user, window, day, plans)
            if data.draw(st.booleans()):
                verify(closure).state = "sent"
        session.flush()
        text = _february(first, first + data.draw(st.integers(0, 15)))
        session.add(HolidayNotice(year=2027, text=text, imported_at=beijing(NOW)))
        recalculate(session, installation)
        plans = installation.planning(session, user)
        for closure in session.scalars(select(Closure)):
            there = _rows(closure)
            closure.round.work_out_dates(plans)
            closure.round.plan_reminders(user.id, plans)
            assert there == _rows(closure)


def _rows(closure: Closure) -> list[object]:
    latest = closure.round
    reminders = [(r.kind, r.ordinal, r.step, r.day, r.due_at, r.state) for r in latest.reminders]
    return [
        (latest.opens_on, latest.due_on, latest.check_on, latest.provisional, latest.no_calendar),
        (latest.day0, latest.steps, latest.calendar_version),
        sorted(reminders, key=str),
    ]
