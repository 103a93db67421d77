"""A channel whose settings cannot be decrypted refuses for good: the next one takes over, others notice
nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.session import Database
from models.tables import Channel, Delivery, Reminder
from tests.closures import CHECK_AT, KEY, add_channel, add_user, beijing, due_together, first_user, register
from tests.scripted import open_office
from worker.keyring import UNREADABLE
from worker.standing import PAUSED_AFTER


def outcomes(database: Database) -> list[tuple[int | None, str, str]]:
    with database.reading() as session:
        receipts = session.scalars(select(Delivery).order_by(Delivery.id))
        return [(each.channel_id, each.outcome, each.code) for each in receipts]


def states(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(Reminder.state).where(Reminder.day == CHECK_AT.date())))


def break_first(database: Database) -> None:
    with database.writing() as session:
        session.get_one(Channel, 1).config = "broken"


def test_the_next_channel_takes_over_and_the_refusal_is_recorded(database: Database) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "broken")
        add_channel(first_user(session), "well", 2)
        register(first_user(session))
    break_first(database)
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
        assert [each.channel for each in office.post.posted] == ["well"]
    assert outcomes(database) == [(1, "refused", "key"), (2, "sent", "")]
    assert states(database) == {"sent"}


def test_without_a_next_channel_it_has_failed_and_others_are_told_as_ever(database: Database) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "broken")
        register(first_user(session))
        other = add_user(session, "other")
        add_channel(other, "other")
        register(other)
    break_first(database)
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
        assert [each.channel for each in office.post.posted] == ["other"]
    assert states(database) == {"sent", "failed"}
    with database.reading() as session:
        failed = session.scalars(select(Reminder).where(Reminder.state == "failed")).one()
    assert failed.failure == f"key: {UNREADABLE.reason}"


def test_with_a_lost_key_file_the_worker_refuses_and_makes_none(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "mine")
        register(first_user(session))
    with open_office(database, CHECK_AT, data_dir=tmp_path / "empty") as office:
        office.deliver_due()
        assert office.post.posted == []
    assert outcomes(database) == [(1, "refused", "key")]
    assert not (tmp_path / "empty").exists()


def test_a_key_that_is_lost_here_pauses_no_channel(database: Database) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "broken")
        add_channel(first_user(session), "well", 2)
    break_first(database)
    with open_office(database, CHECK_AT) as office:
        for hour in range(PAUSED_AFTER + 1):
            at = CHECK_AT + timedelta(hours=hour)
            with database.writing() as session:
                for closure in due_together(first_user(session), 1):
                    [verify] = [each for each in closure.round.reminders if each.kind == "verify"]
                    verify.due_at = at
            office.deliver_due(at)
    assert outcomes(database).count((1, "refused", "key")) == PAUSED_AFTER + 1
    with database.reading() as session:
        broken = session.get_one(Channel, 1)
        assert (broken.refusals, broken.paused_at) == (0, None)


def test_a_running_worker_finds_the_new_key(database: Database, tmp_path: Path) -> None:
    from worker.key_file import KeyFile, new_key
    from worker.keyring import seal

    with database.writing() as session:
        add_channel(first_user(session), "mine")
        register(first_user(session))
    with open_office(database, beijing("2026-09-24 10:00"), data_dir=tmp_path) as office:
        new = new_key()
        KeyFile(tmp_path / "channels.key").replace([new, KEY])
        with database.writing() as session:
            session.get_one(Channel, 1).config = seal(new, "scripted", {"name": "mine"})
        KeyFile(tmp_path / "channels.key").replace([new])
        office.deliver_due(CHECK_AT)
        assert [each.channel for each in office.post.posted] == ["mine"]


@pytest.mark.parametrize("stored", ["", "{}", "gAAAAA", "\x00"])
def test_whatever_stands_in_the_column_no_lane_ends(stored: str, database: Database) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "broken")
        register(first_user(session))
        session.flush()
        session.get_one(Channel, 1).config = stored
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
    assert outcomes(database) == [(1, "refused", "key")]
