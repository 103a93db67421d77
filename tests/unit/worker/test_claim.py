"""Claiming: what is due, oldest first, each row for one worker, what piled up as one message."""

import random
import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.session import Database
from models.tables import Channel, Person, Reminder, User
from scheduler.routing import in_order, purpose_of
from tests.closures import CHECK_AT, add_channel, add_user, due_together, first_user, register, verify
from tests.databases import plan_of
from worker.claim import DELIVERABLE, LEASE, Batch, claim

REAL = datetime.fromisoformat("2026-11-24T00:00:00+00:00")
SECOND = timedelta(seconds=1)


def _claim(database: Database, now: datetime, rows: int = 200) -> list[Batch]:
    with database.statement() as connection:
        return claim(connection, now, REAL, rows)


def _one_due(database: Database) -> int:
    """The id of the one verify reminder that is due at CHECK_AT."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closure = register(user)
    return verify(closure).id


def _row(database: Database, reminder_id: int) -> Reminder:
    with database.reading() as session:
        return session.get_one(Reminder, reminder_id)


@pytest.mark.parametrize(
    ("late", "claimed"),
    [
        (-SECOND, 0),
        (-timedelta(microseconds=1), 0),
        (timedelta(0), 1),
        (timedelta(microseconds=1), 1),
        (timedelta(days=1), 1),
        (timedelta(days=400), 9),
    ],
)
def test_a_reminder_is_claimed_from_its_instant_on_however_late(
    database: Database, late: timedelta, claimed: int
) -> None:
    _one_due(database)
    assert sum(len(batch.reminder_ids) for batch in _claim(database, CHECK_AT + late)) == claimed


def test_a_claimed_row_has_a_lease_in_real_time_a_token_and_a_message(database: Database) -> None:
    reminder_id = _one_due(database)
    [batch] = _claim(database, CHECK_AT)
    row = _row(database, reminder_id)
    assert (row.state, row.token, row.lease_until) == ("claimed", batch.token, REAL + LEASE)
    assert (row.batch, row.unfinished, row.attempts) == (batch.key, 1, 0)
    assert row.channel_id == batch.channel_id
    assert (batch.reminder_ids, batch.lease_until, batch.due_at) == ((reminder_id,), REAL + LEASE, CHECK_AT)


def test_what_is_claimed_is_not_claimed_again(database: Database) -> None:
    _one_due(database)
    assert len(_claim(database, CHECK_AT)) == 1
    assert _claim(database, CHECK_AT + timedelta(minutes=10)) == []


@pytest.mark.parametrize("state", ["sent", "failed", "cancelled", "claimed"])
def test_only_scheduled_rows_are_claimed(database: Database, state: str) -> None:
    reminder_id = _one_due(database)
    with database.statement() as connection:
        connection.execute(update(Reminder).where(Reminder.id == reminder_id).values(state=state))
    assert _claim(database, CHECK_AT) == []


def test_a_user_without_a_channel_waits(database: Database) -> None:
    with database.writing() as session:
        reminder = verify(register(first_user(session)))
    assert _claim(database, CHECK_AT) == []
    with database.writing() as session:
        add_channel(first_user(session), "mail")
    [batch] = _claim(database, CHECK_AT)
    assert batch.reminder_ids == (reminder.id,)


def test_the_first_channel_is_that_of_the_lowest_position(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "second", position=2)
        first = add_channel(user, "first", position=1)
        register(user)
    [batch] = _claim(database, CHECK_AT)
    assert batch.channel_id == first.id


def test_messages_come_oldest_first(database: Database) -> None:
    with database.writing() as session:
        users = [add_user(session, name) for name in ("late", "early", "middle")]
        for user, minutes in zip(users, (1, 9, 5), strict=True):
            add_channel(user, user.name)
            verify(register(user)).due_at = CHECK_AT - timedelta(minutes=minutes)
    batches = _claim(database, CHECK_AT)
    assert [batch.user_id for batch in batches] == [users[1].id, users[2].id, users[0].id]


@pytest.mark.parametrize("keys", ["ab", "ba"])
def test_of_two_that_are_due_at_once_the_one_planned_first_comes_first(database: Database, keys: str) -> None:
    """Whatever their keys, which are random: two messages of one user, over one channel."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        planned = [verify(register(user)), verify(register(user))]
        for reminder, key in zip(planned, keys, strict=True):
            reminder.batch = key
    assert [batch.key for batch in _claim(database, CHECK_AT)] == list(keys)


def test_what_piled_up_for_a_user_is_one_message_however_much_it_is(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closures = due_together(user, 30)
        closures[29].round.reminders[0].due_at = CHECK_AT - timedelta(days=6)
    [batch] = _claim(database, CHECK_AT, rows=1)
    assert len(batch.reminder_ids) == 30
    assert batch.due_at == CHECK_AT - timedelta(days=6)


def test_a_turn_takes_the_users_who_have_waited_longest(database: Database) -> None:
    with database.writing() as session:
        for number in range(5):
            user = add_user(session, f"user {number}")
            add_channel(user, user.name)
            verify(register(user)).due_at = CHECK_AT - timedelta(minutes=number)
    turns = [_claim(database, CHECK_AT, rows=2) for _ in range(4)]
    assert [len(turn) for turn in turns] == [2, 2, 1, 0]
    waited = [batch.due_at for turn in turns for batch in turn]
    assert waited == sorted(waited)


def test_what_ended_two_workers_is_claimed_alone_and_after_the_others(database: Database) -> None:
    with database.writing() as session:
        for number in range(4):
            user = add_user(session, f"user {number}")
            add_channel(user, user.name)
            verify(register(user)).unfinished = number
    trusted = _claim(database, CHECK_AT)
    assert len(trusted) == 2
    with database.statement() as connection:
        suspects = [claim(connection, CHECK_AT, REAL, 1, suspects=True) for _ in range(3)]
    assert [len(batches) for batches in suspects] == [1, 1, 0]
    assert {batch.user_id for batch in trusted} & {batch.user_id for [batch] in suspects[:2]} == set()


def test_a_row_that_was_in_a_message_before_stays_in_it(database: Database) -> None:
    """Its copy must carry the Message-ID of the first, whatever came due in between."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        before, fresh = (verify(closure) for closure in due_together(user, 2))
        before.batch = "the first message"
    batches = {batch.key: batch for batch in _claim(database, CHECK_AT)}
    assert batches.pop("the first message").reminder_ids == (before.id,)
    [(key, other)] = batches.items()
    assert other.reminder_ids == (fresh.id,)
    assert key == other.token


def test_a_row_that_moved_to_another_channel_is_a_message_of_its_own(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        first, second = (add_channel(user, name, position) for position, name in ((1, "a"), (2, "b")))
        plain, moved = (verify(closure) for closure in due_together(user, 2))
        session.flush()
        moved.channel_id = second.id
    found = {batch.channel_id: batch.reminder_ids for batch in _claim(database, CHECK_AT)}
    assert found == {first.id: (plain.id,), second.id: (moved.id,)}


@pytest.fixture
def second_opening(database: Database) -> Iterator[Database]:
    """The same file as another process has it open."""
    other = Database(str(database.url), durable=False)
    yield other
    other.close()


def test_two_claimers_never_get_the_same_row(database: Database, second_opening: Database) -> None:
    with database.writing() as session:
        for number in range(60):
            user = add_user(session, f"user {number}")
            add_channel(user, user.name)
            register(user)
    batches: list[Batch] = []
    barrier = threading.Barrier(4)

    def work(opened: Database) -> None:
        barrier.wait()
        while found := _claim(opened, CHECK_AT, rows=3):
            batches.extend(found)

    threads = [threading.Thread(target=work, args=[opened]) for opened in (database, second_opening) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [reminder_id for batch in batches for reminder_id in batch.reminder_ids]
    assert len(taken) == len(set(taken)) == 60
    with database.reading() as session:
        held = session.execute(select(Reminder.id, Reminder.token).where(Reminder.state == "claimed"))
        assert {(row, token) for row, token in held} == {
            (row, batch.token) for batch in batches for row in batch.reminder_ids
        }


def _purposes(channel: Channel, purposes: str) -> None:
    channel.for_reminders, channel.for_digests, channel.for_warnings = (each in purposes for each in "rdw")


@pytest.mark.parametrize("seed", range(40))
def test_a_claim_takes_the_channel_that_the_rules_name(database: Database, seed: int) -> None:
    """The statement and ``scheduler.routing`` agree on channels, owners, purposes, pauses at random."""
    draw = random.Random(seed)
    kind = draw.choice(["verify", "digest", "channel"])
    with database.writing() as session:
        user = first_user(session)
        other = Person(user=user, name="李女士", created_at=CHECK_AT)
        session.add(other)
        for number in range(4):
            channel = add_channel(user, f"channel {number}", draw.randint(1, 3))
            _purposes(channel, draw.choice(["", "r", "d", "w", "rw", "rdw"]))
            channel.paused_at = draw.choice([None, None, CHECK_AT])
            channel.person = draw.choice([None, None, user.people[0], other])
        row = verify(register(user))
        row.kind, row.attempts = kind, 5
        session.flush()
        order = in_order(user.channels, purpose_of(kind), user.people[0].id)
        row.channel_id = draw.choice([None, *(each.id for each in user.channels if each.person is not other)])
        chosen = [channel.id for channel in order if channel.id == row.channel_id]
    batches = _claim(database, CHECK_AT)
    assert [batch.channel_id for batch in batches] == (chosen or [each.id for each in order])[:1]
    assert [batch.attempts for batch in batches] == ([5] if chosen else [0] * bool(order))


def test_who_has_paused_channels_only_is_not_looked_at_again_and_again(database: Database) -> None:
    _one_due(database)
    with database.writing() as session:
        [channel] = first_user(session).channels
        channel.pause(CHECK_AT, "user")
    with database.reading() as session:
        assert session.scalars(select(Reminder.id).where(DELIVERABLE)).all() == []
    assert _claim(database, CHECK_AT) == []
    with database.writing() as session:
        first_user(session).channels[0].resume()
    assert len(_claim(database, CHECK_AT)) == 1


def test_looking_for_what_is_due_asks_indexes_only(database: Database) -> None:
    earliest = select(Reminder.due_at).where(DELIVERABLE).order_by(Reminder.due_at).limit(1)
    said = str(earliest.compile(database.engine, compile_kwargs={"literal_binds": True}))
    with database.reading() as session:
        plan = plan_of(session.connection(), said)
    assert "ix_reminders_scheduled" in plan
    assert re.search("COVERING INDEX ix_channels_user_id|Index .*Scan using ix_channels_user_id", plan)
    assert not re.search(r"SCAN channels|Seq Scan on (?!holds)|Sort", plan)


@pytest.mark.postgresql
def test_of_two_that_look_at_once_one_takes_a_user_with_all_that_is_due(database: Database) -> None:
    """Row by row, each would take some of one user's reminders, and send a message of its own."""
    with database.writing() as session:
        for name in ("mine", "theirs"):
            user = add_user(session, name)
            add_channel(user, name)
            due_together(user, 3)
    with database.engine.begin() as other:
        held = select(User.id).where(User.name == "theirs").with_for_update(key_share=True)
        theirs = other.scalar(held)
        [batch] = _claim(database, CHECK_AT, rows=4)
        assert (batch.user_id == theirs, len(batch.reminder_ids)) == (False, 3)
    [batch] = _claim(database, CHECK_AT)
    assert (batch.user_id == theirs, len(batch.reminder_ids)) == (True, 3)
