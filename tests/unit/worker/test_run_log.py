"""The run log: alive since when, and why nothing was sent."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import update

from models.session import Database, DatabaseUnusable
from models.tables import Heartbeat, Reminder
from tests.closures import CHECK_AT, add_channel, first_user, register
from tests.scripted import open_office
from worker import deliver
from worker.looks import Looks
from worker.run_log import WORKER, beat, beat_unless_stuck, begin, status


def _status(database: Database) -> str:
    with database.reading() as session:
        return status(session, CHECK_AT)


def test_without_reminders_nothing_is_waiting(database: Database) -> None:
    assert _status(database) == "nothing is waiting to be sent"


def test_without_a_channel_it_says_how_many_cannot_go_out_and_the_remedy(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        register(user)
        register(user)
    said = "2 reminder(s) are due but there is no channel: add one with xiaohu channels add"
    assert _status(database) == f"{said}; nothing is waiting to be sent"


def test_with_paused_channels_only_it_says_so(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail").pause(CHECK_AT, "user")
        register(user)
    said = "1 reminder(s) are due but every channel is paused: see xiaohu channels list"
    assert _status(database) == f"{said}; nothing is waiting to be sent"


def test_it_names_the_next_instant(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    assert _status(database) == "the next reminder is due at 2026-10-10T01:00:00+00:00"


def test_it_counts_what_is_in_hand(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with database.statement() as connection:
        connection.execute(update(Reminder).where(Reminder.kind == "verify").values(state="claimed"))
    assert _status(database) == "1 reminder(s) in hand; the next reminder is due at 2026-10-13T01:00:00+00:00"


def test_a_beat_stores_that_the_worker_is_alive_and_logs_what_changed(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "worker.run_log")
    with open_office(database, CHECK_AT) as office:
        office.clock.real = CHECK_AT
        begin(office.deliverer)
        office.clock.real += timedelta(seconds=30)
        beat(office.deliverer)
        beat(office.deliverer)
        with database.writing() as session:
            add_channel(first_user(session), "mail")
            register(first_user(session))
        office.clock.real += timedelta(seconds=30)
        last = beat(office.deliverer)
    assert [record.message for record in caplog.records] == ["nothing is waiting to be sent", last]
    with database.reading() as session:
        heartbeat = session.get_one(Heartbeat, WORKER)
        assert (heartbeat.started_at, heartbeat.seen_at) == (CHECK_AT, CHECK_AT + timedelta(seconds=60))
        assert heartbeat.said == last == "the next reminder is due at 2026-10-10T01:00:00+00:00"


def test_a_worker_that_cannot_claim_says_nothing_until_it_can(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lives, but nothing goes out: whoever watches it is to notice."""

    def full(*_: object, **__: object) -> None:
        raise DatabaseUnusable("full")

    def says_so() -> bool:
        Looks(office.deliverer).look()
        beat_unless_stuck(office.deliverer)
        with database.reading() as session:
            return session.get(Heartbeat, WORKER) is not None

    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with open_office(database, CHECK_AT) as office:
        with monkeypatch.context() as patch:
            patch.setattr(deliver, "claim", full)
            assert not says_so()
        assert says_so()
