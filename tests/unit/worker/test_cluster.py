"""One node of several: what it releases is queued with its claim, what it takes is its own from then on."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from models.session import Database
from models.tables import Reminder
from tests.closures import CHECK_AT, add_channel, add_user, first_user, register
from tests.scripted import Post, ScriptedClock, catalog, eventually, open_office
from worker.claim import Batch, claim, retake
from worker.clock import SystemClock, monotonic
from worker.deliver import Deliverer
from worker.engines import cluster, consumer
from worker.engines.cluster import ClusterEngine, make_queue
from worker.engines.consumer import Consumer
from worker.engines.watchdog import LONGEST_SILENCE, LONGEST_TRANSACTION, Watchdog
from worker.lanes import Lanes
from worker.recover import release_expired
from worker.turns import is_our_turn

pytestmark = pytest.mark.postgresql
JOBS = text("SELECT args, status FROM procrastinate_jobs ORDER BY id")
REAL = SystemClock().real_now()


@pytest.fixture
def due(database: Database) -> Database:
    """Sixty users with a reminder each that is due at CHECK_AT."""
    make_queue(database)
    with database.writing() as session:
        for number in range(60):
            user = add_user(session, f"user {number}")
            add_channel(user, user.name)
            register(user)
    return database


@pytest.fixture
def engine(database: Database) -> Iterator[ClusterEngine]:
    """A node's, which has not joined."""
    made = ClusterEngine(database, SystemClock())
    yield made
    made.stop()
    made.close()


def _jobs(database: Database) -> Sequence[Any]:
    with database.reading() as session:
        return session.execute(JOBS).all()


def test_what_is_claimed_is_queued_in_groups_with_its_token(due: Database, engine: ClusterEngine) -> None:
    with due.statement() as connection:
        batches = claim(connection, CHECK_AT, REAL)
        engine.release(connection, batches)
    jobs = _jobs(due)
    assert [len(job.args["ids"]) for job in jobs] == [25, 25, 10]
    assert {job.args["token"] for job in jobs} == {batches[0].token}
    assert {each for job in jobs for each in job.args["ids"]} == {b.reminder_ids[0] for b in batches}
    assert engine.take(batches) == ()


def test_a_claim_that_fails_leaves_no_job(due: Database, engine: ClusterEngine) -> None:
    def fail_after_release() -> None:
        with due.statement() as connection:
            engine.release(connection, claim(connection, CHECK_AT, REAL))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_release()
    assert _jobs(due) == []
    assert _states(due) == {"scheduled"}


def _states(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(Reminder.state).where(Reminder.due_at == CHECK_AT)))


def test_a_job_can_be_taken_once(due: Database) -> None:
    batches = _claimed(due)
    ids = [batch.reminder_ids[0] for batch in batches]
    later = REAL + timedelta(seconds=20)
    with due.statement() as connection:
        taken = retake(connection, batches[0].token, ids, later)
        assert retake(connection, batches[0].token, ids, later) == []
    assert [batch.reminder_ids for batch in taken] == [batch.reminder_ids for batch in batches]
    assert {batch.token for batch in taken}.isdisjoint({batches[0].token})
    assert all(batch.lease_until > before.lease_until for batch, before in zip(taken, batches, strict=True))
    # The name of a message that was never sent goes with its turn: what is refused is said anew.
    assert all(batch.key == batch.token for batch in taken)


def _claimed(database: Database) -> list[Batch]:
    with database.statement() as connection:
        return claim(connection, CHECK_AT, REAL)


def test_a_message_that_may_be_out_keeps_its_name(due: Database) -> None:
    with due.statement() as connection:
        connection.execute(update(Reminder).values(batch="may be out"))
        [batch, *_] = claim(connection, CHECK_AT, REAL, 1)
        [taken] = retake(connection, batch.token, batch.reminder_ids, REAL)
    assert taken.key == "may be out"


def test_a_job_whose_lease_is_over_finds_nothing(due: Database) -> None:
    batches = _claimed(due)
    with due.statement() as connection:
        assert release_expired(connection, REAL + timedelta(days=1), CHECK_AT) == 60
        assert retake(connection, batches[0].token, batches[0].reminder_ids, REAL) == []


def test_expired_rows_that_somebody_holds_do_not_keep_the_others(due: Database) -> None:
    [held, *_] = _claimed(due)
    other = Database(str(due.url))
    with other.statement() as frozen:
        frozen.execute(update(Reminder).where(Reminder.id == held.reminder_ids[0]).values(step=None))
        with due.statement() as connection:
            assert release_expired(connection, REAL + timedelta(days=1), CHECK_AT) == 59
    other.close()


def test_so_much_waits_in_the_queue_as_the_nodes_can_take(due: Database, engine: ClusterEngine) -> None:
    lanes = Lanes(lambda _: None)
    assert engine.room(lanes) == 100
    with due.statement() as connection:
        batches = claim(connection, CHECK_AT, REAL)
        engine.release(connection, batches)
    assert engine.room(lanes) == 25
    with due.statement() as connection:
        connection.execute(text("SELECT procrastinate_register_worker_v1()"))
        connection.execute(text("SELECT procrastinate_register_worker_v1()"))
    assert engine.room(lanes) == 100
    engine.stop()
    with due.statement() as connection:
        connection.execute(text("DELETE FROM procrastinate_workers"))
        engine.release(connection, batches)
    assert engine.room(lanes) == 0


def test_a_suspect_is_taken_when_no_node_has_anything_in_hand(due: Database, engine: ClusterEngine) -> None:
    assert engine.alone(Lanes(lambda _: None))
    _claimed(due)
    assert not engine.alone(Lanes(lambda _: None))


def test_a_node_alone_does_everything(due: Database) -> None:
    clock = ScriptedClock(CHECK_AT)
    post = Post(clock)
    with open_office(due, CHECK_AT) as office:
        engine = ClusterEngine(due, clock)
        settings = office.deliverer.settings
        node = Deliverer(due, clock, settings, catalog(), post.open_channel, engine=engine)
        node.start()
        try:
            while node.release():
                pass
            eventually(lambda: len(post.posted) == 60 and node.idle(), "all of them")
            eventually(lambda: _jobs(due) == [], "an empty queue")
        finally:
            node.stop()
    assert len(set(post.ids)) == 60


def test_a_job_that_comes_to_a_node_which_is_ending_goes_back(due: Database) -> None:
    clock = ScriptedClock(CHECK_AT)
    engine = ClusterEngine(due, clock)
    lanes = Lanes(lambda _: None)
    engine.start(lanes, lambda _: None)
    try:
        lanes.close()
        with due.statement() as connection:
            engine.release(connection, claim(connection, CHECK_AT, REAL))
        eventually(lambda: _states(due) == {"scheduled"}, "all given back")
    finally:
        engine.stop()
        engine.close()
    with due.reading() as session:
        assert set(session.scalars(select(Reminder.unfinished))) == {0}


def test_jobs_of_killed_nodes_are_removed(due: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "DEAD_AFTER", 0.5)
    with due.statement() as connection:
        ghost = connection.scalar(text("SELECT procrastinate_register_worker_v1()"))
        connection.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 day'"))
        connection.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)"
                " VALUES ('due', 'take', 'doing', :ghost)"
            ),
            {"ghost": ghost},
        )
    node = Consumer(due.url, lambda _token, _ids: None)
    node.start()
    try:
        eventually(lambda: _jobs(due) == [], "the ghost's job removed")
    finally:
        node.stop()


def test_two_nodes_that_come_first_make_one_queue(database: Database) -> None:
    make_queue(database)
    make_queue(database)
    assert _jobs(database) == []


def test_the_watchdog_sees_silence_and_transactions_that_hang(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = Consumer(database.url, lambda _token, _ids: None)
    watchdog = Watchdog(database, node)
    assert watchdog.hangs() == ""
    node.last_sign = monotonic() - LONGEST_SILENCE - 1
    assert "the engine had no answer" in watchdog.hangs()
    node.last_sign = monotonic()
    with database.reading() as session:
        first_user(session)
        monkeypatch.setattr("worker.engines.watchdog.LONGEST_TRANSACTION", -1.0)
        assert "a transaction had no answer" in watchdog.hangs()
    assert LONGEST_TRANSACTION > 60, "statements have sixty seconds"
    assert database.longest() == 0


def test_of_all_who_ask_one_has_the_turn(database: Database) -> None:
    hour = timedelta(hours=1)
    assert [is_our_turn(database, "prune", hour) for _ in range(3)] == [True, False, False]
    assert is_our_turn(database, "another work", hour)
    with database.statement() as connection:
        connection.execute(text("UPDATE heartbeats SET seen_at = seen_at - interval '50 minutes'"))
    assert not is_our_turn(database, "prune", hour)
    with database.statement() as connection:
        connection.execute(text("UPDATE heartbeats SET seen_at = seen_at - interval '5 minutes'"))
    assert is_our_turn(database, "prune", hour)


def test_a_claim_takes_no_more_than_the_queue_is_for() -> None:
    assert cluster.AT_A_TIME == cluster.QUEUED_FOR_EACH * cluster.IN_A_JOB
