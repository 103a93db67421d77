"""What a dead or stopped worker held comes back; what kills its workers is set aside."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.session import Database
from models.tables import Event, Reminder
from tests.closures import CHECK_AT, add_channel, first_user, register
from tests.scripted import open_office
from worker.claim import LEASE, Batch, claim
from worker.recover import give_back, recover, release_all, release_expired

REAL = CHECK_AT + timedelta(days=45)


def _claimed(database: Database) -> Batch:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    return _claim_again(database)


def _claim_again(database: Database) -> Batch:
    with database.statement() as connection:
        [batch] = claim(connection, CHECK_AT, REAL) or claim(connection, CHECK_AT, REAL, suspects=True)
    return batch


def _row(database: Database, batch: Batch) -> Reminder:
    with database.reading() as session:
        return session.get_one(Reminder, batch.reminder_ids[0])


def test_a_lease_that_runs_is_respected(database: Database) -> None:
    batch = _claimed(database)
    with database.statement() as connection:
        assert release_expired(connection, REAL + LEASE, CHECK_AT) == 0
    assert _row(database, batch).token == batch.token


def test_what_is_held_beyond_its_lease_comes_back_as_the_same_message(database: Database) -> None:
    batch = _claimed(database)
    with database.statement() as connection:
        assert release_expired(connection, REAL + LEASE + timedelta(milliseconds=1), CHECK_AT) == 1
    row = _row(database, batch)
    assert (row.state, row.token, row.lease_until, row.batch) == ("scheduled", None, None, batch.key)
    again = _claim_again(database)
    assert (again.key, again.channel_id) == (batch.key, batch.channel_id)
    assert again.token != batch.token


def test_the_only_worker_takes_back_everything_at_its_start(database: Database) -> None:
    batch = _claimed(database)
    with database.statement() as connection:
        assert release_all(connection, CHECK_AT) == 1
        assert release_all(connection, CHECK_AT) == 0
    assert _row(database, batch).state == "scheduled"


def test_what_killed_five_workers_is_set_aside_and_says_so(database: Database) -> None:
    batch = _claimed(database)
    for claims in range(1, 6):
        assert _row(database, batch).unfinished == claims
        with database.statement() as connection:
            release_all(connection, CHECK_AT)
        row = _row(database, batch)
        if claims < 5:
            assert row.state == "scheduled"
            _claim_again(database)
    assert (row.state, row.token) == ("failed", None)
    assert row.failure == "set aside: the service ended 5 times while handling this"
    with database.reading() as session:
        happened = session.scalars(select(Event).where(Event.kind == "reminder_failed")).one()
    assert happened.closure_id is not None
    assert happened.data == {"failure": row.failure}


def test_what_was_never_begun_is_no_sign_of_poison(database: Database) -> None:
    batch = _claimed(database)
    for _ in range(15):
        with database.statement() as connection:
            give_back(connection, batch.reminder_ids, batch.token)
        assert (_row(database, batch).state, _row(database, batch).unfinished) == ("scheduled", 0)
        batch = _claim_again(database)


def test_what_is_given_back_before_it_was_begun_is_made_up_anew_by_the_next_claim(
    database: Database,
) -> None:
    batch = _claimed(database)
    later = CHECK_AT + timedelta(hours=1)
    with database.statement() as connection:
        give_back(connection, batch.reminder_ids, batch.token, later)
        assert claim(connection, later - timedelta(microseconds=1), REAL) == []
        [again] = claim(connection, later, REAL)
    assert again.key == again.token != batch.key


def test_what_may_be_out_keeps_its_message_when_it_is_given_back(database: Database) -> None:
    first = _claimed(database)
    with database.statement() as connection:
        release_all(connection, CHECK_AT)
    second = _claim_again(database)
    with database.statement() as connection:
        give_back(connection, second.reminder_ids, second.token)
    assert _claim_again(database).key == first.key


@pytest.mark.parametrize("state", ["claimed", "cancelled", "sent"])
def test_giving_back_leaves_rows_that_are_another_owners_or_done(database: Database, state: str) -> None:
    batch = _claimed(database)
    theirs = update(Reminder).where(Reminder.id.in_(batch.reminder_ids)).values(state=state, token="theirs")
    with database.statement() as connection:
        connection.execute(theirs)
        give_back(connection, batch.reminder_ids, batch.token)
    assert (_row(database, batch).state, _row(database, batch).token) == (state, "theirs")


def test_where_nothing_is_held_beyond_its_lease_nothing_is_written(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write of nothing succeeds on a full disk, and would be taken for a sign of room."""
    _claimed(database)
    with open_office(database, CHECK_AT) as office:
        office.clock.real = REAL
        monkeypatch.setattr(database, "statement", lambda: pytest.fail("a write"))
        recover(office.deliverer)
        monkeypatch.undo()
        office.clock.real = REAL + LEASE * 2
        recover(office.deliverer)
    with database.reading() as session:
        assert set(session.scalars(select(Reminder.state))) == {"scheduled"}
