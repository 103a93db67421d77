"""A user's hours, and what happens to planned reminders when they change."""

from datetime import datetime, time
from typing import Any

import pytest
from sqlalchemy import update

from config.settings import Settings
from models.session import Database
from models.tables import Reminder, User
from scheduler.sending_hours import SendingHours
from tests.closures import CHECK_AT, add_user, beijing, first_user, register, verify
from worker.preferences import follow_changed_hours, sending_hours

BEFORE = beijing("2026-09-24 12:00")


def _settings(**changed: Any) -> Settings:
    return Settings(operator="box.example", **changed)


def _follow(database: Database, settings: Settings, now: datetime = BEFORE) -> int:
    with database.writing() as session:
        return follow_changed_hours(session, settings, now)


def _due_at(database: Database, reminder: Reminder) -> datetime:
    with database.reading() as session:
        return session.get_one(Reminder, reminder.id).due_at


@pytest.mark.parametrize(
    ("preferences", "hours"),
    [
        ({}, SendingHours("Asia/Shanghai", time(9), time(22), time(8))),
        ({"timezone": "Europe/London"}, SendingHours("Europe/London", time(9), time(22), time(8))),
        ({"remind_at": time(19, 30)}, SendingHours("Asia/Shanghai", time(19, 30), time(22), time(8))),
        ({"remind_at": time(0)}, SendingHours("Asia/Shanghai", time(0), time(22), time(8))),
    ],
)
def test_a_users_preferences_go_before_the_settings(
    database: Database, preferences: dict[str, Any], hours: SendingHours
) -> None:
    with database.writing() as session:
        assert sending_hours(add_user(session, "reader", **preferences), _settings()) == hours


def test_no_quiet_hours_is_a_setting() -> None:
    hours = sending_hours(User(timezone=None, remind_at=None), _settings(quiet_hours="off"))
    assert (hours.quiet_from, hours.quiet_to) == (None, None)


@pytest.mark.parametrize(
    ("changed", "due_at"),
    [
        ({"remind_at": time(10, 15)}, "2026-10-10 10:15"),
        ({"timezone": "Europe/London"}, "2026-10-10 16:00"),
        ({"quiet_hours": "22:00-09:30"}, "2026-10-10 09:30"),
    ],
)
def test_changed_settings_move_what_is_planned(
    database: Database, changed: dict[str, Any], due_at: str
) -> None:
    with database.writing() as session:
        reminder = verify(register(first_user(session)))
    assert _follow(database, _settings(**changed)) == 9
    assert _due_at(database, reminder) == beijing(due_at)
    assert _follow(database, _settings(**changed)) == 0


def test_unchanged_settings_move_nothing(database: Database) -> None:
    with database.writing() as session:
        reminder = verify(register(first_user(session)))
        reminder.due_at = beijing("2026-10-10 09:17")
    assert _follow(database, _settings()) == 0
    assert _due_at(database, reminder) == beijing("2026-10-10 09:17")


def test_only_the_user_whose_hours_changed_is_moved(database: Database) -> None:
    with database.writing() as session:
        mine = verify(register(first_user(session)))
        other = add_user(session, "other")
        theirs = verify(register(other))
        other.remind_at = time(20)
    assert _follow(database, _settings()) == 9
    assert _due_at(database, mine) == CHECK_AT
    assert _due_at(database, theirs) == beijing("2026-10-10 20:00")


@pytest.mark.parametrize(
    "kept", [{"state": "sent"}, {"state": "claimed"}, {"state": "cancelled"}, {"attempts": 2}]
)
def test_what_is_out_in_hand_or_waits_for_a_retry_stays(database: Database, kept: dict[str, Any]) -> None:
    with database.writing() as session:
        reminder = verify(register(first_user(session)))
    with database.statement() as connection:
        connection.execute(update(Reminder).where(Reminder.id == reminder.id).values(**kept))
    assert _follow(database, _settings(remind_at=time(20))) == 8
    assert _due_at(database, reminder) == CHECK_AT


def test_an_hour_that_has_passed_today_sends_now_and_not_in_the_past(database: Database) -> None:
    with database.writing() as session:
        reminder = verify(register(first_user(session)))
    now = beijing("2026-10-10 08:30")
    _follow(database, _settings(remind_at=time(8)), now)
    assert _due_at(database, reminder) == now
