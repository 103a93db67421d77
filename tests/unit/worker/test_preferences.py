"""A user's hours, and what happens to planned reminders when they change."""

from datetime import datetime, time
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select, update

from config.settings import Settings
from models.session import Database
from models.tables import Reminder, User
from scheduler.sending_hours import SendingHours
from tests.closures import CHECK_AT, add_user, beijing, first_user, register, verify
from tests.databases import plan_of
from worker.follow_hours import _KINDS, follow_changed_hours, follow_hours_of, planned_with
from worker.preferences import sending_hours

BEFORE, LONG_AGO = beijing("2026-09-24 12:00"), beijing("2020-01-01 00:00")


def _settings(**changed: Any) -> Settings:
    return Settings(operator="box.example", **changed)


def _follow(database: Database, settings: Settings, now: datetime = BEFORE) -> int:
    return follow_changed_hours(database, settings, now)


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
        assert follow_hours_of(other, session, _settings(), BEFORE) == 9
    assert _due_at(database, mine) == CHECK_AT
    assert _due_at(database, theirs) == beijing("2026-10-10 20:00")


@pytest.mark.parametrize(
    ("own", "written"),
    [
        ({}, "Asia/Shanghai* 09:00:00* 22:00:00-08:00:00*"),
        ({"timezone": "Europe/London"}, "Europe/London 09:00:00* 22:00:00-08:00:00*"),
        ({"remind_at": time(0)}, "Asia/Shanghai* 00:00:00 22:00:00-08:00:00*"),
        ({"quiet_hours": "off"}, "Asia/Shanghai* 09:00:00* off"),
    ],
)
def test_what_reminders_were_planned_with_says_whose_choice_it_was(own: dict[str, Any], written: str) -> None:
    assert planned_with(User(**own), _settings()) == written


@pytest.mark.parametrize(
    "now",
    [
        {},
        {"timezone": "Asia/Tokyo"},
        {"remind_at": time(7)},
        {"quiet_hours": "off"},
        {"remind_at": time(19, 30), "quiet_hours": "21:00-08:00"},
    ],
)
def test_all_and_only_those_whose_hours_the_settings_changed_are_moved(
    database: Database, now: dict[str, Any]
) -> None:
    choices: dict[str, list[Any]] = {
        "timezone": [None, "Asia/Shanghai", "Asia/Tokyo"],
        "remind_at": [None, time(9), time(19, 30)],
        "quiet_hours": [None, "22:00-08:00", "off"],
    }
    changed = set()
    with database.writing() as session:
        first_user(session).planned_with = planned_with(User(), _settings(**now))
        for values in product(*choices.values()):
            user = add_user(session, f"{values}", **dict(zip(choices, values, strict=True)))
            register(user)
            if sending_hours(user, _settings()) != sending_hours(user, _settings(**now)):
                changed.add(user.id)
        session.execute(update(Reminder).values(due_at=LONG_AGO))
    assert _follow(database, _settings(**now)) == 9 * len(changed)
    with database.reading() as session:
        assert set(session.scalars(select(Reminder.user_id).where(Reminder.due_at > LONG_AGO))) == changed
        for user in session.scalars(select(User)):
            assert user.planned_with == planned_with(user, _settings(**now))


def test_what_an_earlier_version_wrote_is_written_anew_and_moves_nothing(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        reminder = verify(register(user))
        user.planned_with = repr(sending_hours(user, _settings()))
        reminder.due_at = beijing("2026-10-10 09:17")
    assert _follow(database, _settings()) == 0
    assert _due_at(database, reminder) == beijing("2026-10-10 09:17")
    with database.reading() as session:
        assert first_user(session).planned_with == planned_with(User(), _settings())


def test_users_are_not_all_read_for_it(database: Database) -> None:
    with database.reading() as session:
        said = plan_of(session.connection(), str(_KINDS))
    assert "ix_users_planned_with" in said
    assert "SCAN users" not in said


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
