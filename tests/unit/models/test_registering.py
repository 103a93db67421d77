"""A closure is registered with its round, dates and reminders: all of it, or nothing."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from models.closure import Target
from models.round import Statement, WindowSource
from models.session import Database
from models.tables import Closure, Event, Reminder, Round
from scheduler.appointments import AppointmentRule, plan_appointment
from scheduler.sending_hours import SendingHours
from scheduler.windows import assumed
from tests.closures import CHECK_AT, STATED, beijing, calendar, first_user, planning, register


def test_a_closure_has_its_dates_and_one_verify_and_eight_overdue_reminders(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
    latest = closure.round
    assert (closure.state, closure.platform, closure.route) == ("waiting", "jd-jintiao", "app")
    assert (latest.number, latest.day0, latest.stated, latest.window) == (
        1,
        date(2026, 9, 24),
        STATED,
        "3-5个工作日",
    )
    assert (latest.opens_on, latest.due_on, latest.check_on) == (
        date(2026, 9, 30),
        date(2026, 10, 9),
        date(2026, 10, 10),
    )
    assert latest.calendar_version == calendar().version
    kinds = [(reminder.kind, reminder.ordinal) for reminder in latest.reminders]
    assert kinds == [("verify", 0), *(("overdue", n) for n in range(1, 9))]
    assert {reminder.state for reminder in latest.reminders} == {"scheduled"}
    assert latest.reminders[0].due_at == CHECK_AT


@pytest.mark.parametrize(("day", "state"), [(9, "waiting"), (10, "due"), (11, "due"), (28, "due")])
def test_it_is_due_from_its_check_on_day_on(database: Database, day: int, state: str) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
    assert closure.state_on(date(2026, 10, day)) == state


def test_nobody_sees_a_closure_before_it_is_whole(database: Database) -> None:
    def counts() -> list[int]:
        with database.reading() as session:
            return [
                session.scalar(select(func.count()).select_from(table)) or 0
                for table in (Closure, Round, Reminder, Event)
            ]

    with database.writing() as session:
        register(first_user(session))
        session.flush()
        assert counts() == [0, 0, 0, 0]
    assert counts() == [1, 1, 9, 1]


def test_a_registration_that_fails_leaves_nothing(database: Database) -> None:
    def stop_in_the_middle() -> None:
        with database.writing() as session:
            register(first_user(session))
            session.flush()
            raise RuntimeError("the machine stops")

    with pytest.raises(RuntimeError, match="the machine stops"):
        stop_in_the_middle()
    with database.reading() as session:
        for table in (Closure, Round, Reminder, Event):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_registering_is_remembered(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        closure = register(user, plan=planning("2026-09-24 10:00"))
    [event] = closure.events
    assert (event.kind, event.user_id, event.at) == ("registered", user.id, beijing("2026-09-24 10:00"))


@pytest.mark.parametrize("source", list(WindowSource))
def test_who_stated_the_window_is_kept(database: Database, source: WindowSource) -> None:
    with database.writing() as session:
        user = first_user(session)
        closure = Closure.register(
            user.people[0],
            Target("", "某平台"),
            date(2026, 9, 24),
            Statement("", assumed(), source),
            planning(),
        )
        assert closure.round
    assert (closure.round.window_source, closure.round.stated) == (source.value, "")
    assert closure.round.window == str(assumed())


def test_the_calls_of_w9_are_reminders_of_their_days(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), "连续打3天,7天后更新", on=date(2026, 11, 2))
    steps = [(r.step, r.ordinal, r.day) for r in closure.round.reminders if r.kind == "step"]
    # The first call is made at 10:00, an hour after the hour of sending: it is reminded of at once.
    assert steps == [("call", n, date(2026, 11, 1 + n)) for n in (1, 2, 3)]
    assert closure.round.reminders[0].due_at == beijing("2026-11-02 10:00")
    assert closure.round.reminders[1].due_at == beijing("2026-11-03 09:00")


def test_an_appointment_brings_its_steps_and_starts_at_the_letter(database: Database) -> None:
    rule = AppointmentRule(
        call_workdays_before=10, deposit="day_before", deposit_by=None, letter_workdays_after=2
    )
    appointment = plan_appointment(rule, date(2026, 11, 20), date(2026, 10, 20), calendar())
    with database.writing() as session:
        closure = register(
            first_user(session),
            on=date(2026, 10, 20),
            appointment=appointment,
        )
    assert closure.round.payoff_on == date(2026, 11, 20)
    assert closure.round.day0 == appointment.letter_on == date(2026, 11, 24)
    steps = [(r.step, r.day) for r in closure.round.reminders if r.kind == "step"]
    assert steps == sorted(((step.kind, step.on) for step in appointment.steps), key=lambda each: each[1])


def test_a_check_on_day_in_the_past_is_reminded_of_at_the_next_permitted_hour(database: Database) -> None:
    late = planning("2026-10-20 23:00")
    with database.writing() as session:
        closure = register(first_user(session), plan=late)
    assert closure.round.reminders[0].due_at == beijing("2026-10-21 08:00")


def test_the_reminder_follows_the_users_hour_and_zone(database: Database) -> None:
    abroad = SendingHours("Europe/London", time(7, 30), None, None)
    with database.writing() as session:
        closure = register(first_user(session), plan=planning(hours=abroad))
    assert closure.round.reminders[0].due_at.isoformat() == "2026-10-10T06:30:00+00:00"
