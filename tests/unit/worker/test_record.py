"""Writing down what became of a send: by its owner only, whole, and for as long as it takes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from models.session import Database, DatabaseBusy
from models.tables import Channel, Closure, Delivery, Event, Reminder
from tests.closures import CHECK_AT, add_channel, due_together, first_user
from tests.scripted import PATIENCE, eventually, open_office
from worker.claim import Batch, claim
from worker.record import Attempt, Recorder, write
from worker.recover import recover, release_all

LATER = CHECK_AT + timedelta(seconds=29)


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed message of two closures' reminders."""

    batch: Batch
    closures: tuple[int, ...]

    def attempt(self, **becomes: Any) -> Attempt:
        """What is written after a send of it."""
        ids = self.batch.reminder_ids
        outcome: dict[str, Any] = {
            "state": "sent",
            "due_at": None,
            "channel": self.batch.channel_id,
            "batch": self.batch.key,
            "attempts": 1,
            "failure": None,
            "sent_at": CHECK_AT,
        }
        receipt = {"channel": self.batch.channel_id, "message_id": "<1@x>", "at": CHECK_AT, "outcome": "sent"}
        receipt |= {"code": "", "reason": "", "seconds": 0.1}
        event = {"at": CHECK_AT, "kind": "reminded", "user_id": self.batch.user_id, "data": {}}
        return Attempt(
            receipts=tuple(receipt | {"reminder_id": each} for each in ids),
            becomes=tuple(outcome | {"of": each, "held": self.batch.token} | becomes for each in ids),
            events=tuple(event | {"closure_id": each} for each in self.closures),
        )


@pytest.fixture
def held(database: Database) -> Held:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closures = due_together(user, 2)
    return Held(_claim(database), tuple(closure.id for closure in closures))


def _claim(database: Database) -> Batch:
    with database.statement() as connection:
        [batch] = claim(connection, CHECK_AT, CHECK_AT)
    return batch


@contextmanager
def _recorder(database: Database) -> Iterator[Recorder]:
    recorder = Recorder(database)
    yield recorder
    recorder.close()


def _write(database: Database, attempt: Attempt) -> None:
    with database.statement() as connection:
        write(connection, [attempt])


def _states(database: Database, held: Held) -> list[str]:
    with database.reading() as session:
        mine = select(Reminder.state).where(Reminder.id.in_(held.batch.reminder_ids))
        return list(session.scalars(mine.order_by(Reminder.id)))


def _deliveries(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Delivery)).all())


def test_a_send_is_written_down_with_receipts_and_events(database: Database, held: Held) -> None:
    _write(database, held.attempt())
    assert _states(database, held) == ["sent", "sent"]
    assert _deliveries(database) == 2
    with database.reading() as session:
        row = session.get_one(Reminder, held.batch.reminder_ids[0])
        assert (row.token, row.lease_until, row.unfinished, row.attempts) == (None, None, 0, 1)
        assert (row.sent_at, row.due_at) == (CHECK_AT, CHECK_AT)
        assert [event.kind for event in session.scalars(select(Event))].count("reminded") == 2


def test_a_worker_that_lost_its_claim_changes_no_reminder_but_its_send_is_kept(
    database: Database, held: Held
) -> None:
    with database.statement() as connection:
        connection.execute(
            update(Reminder).where(Reminder.state == "claimed").values(token="the new owner's")
        )
    _write(database, held.attempt())
    assert _states(database, held) == ["claimed", "claimed"]
    assert _deliveries(database) == 2


def test_what_has_left_and_only_waits_to_be_sent_once_more_is_sent(database: Database, held: Held) -> None:
    """The lease was over and the rows were given back; nobody has taken them up yet."""
    with database.statement() as connection:
        release_all(connection, CHECK_AT)
    _write(database, held.attempt())
    assert _states(database, held) == ["sent", "sent"]


@pytest.mark.parametrize("becomes", [{"state": "scheduled", "due_at": LATER}, {"state": "failed"}])
def test_what_has_not_arrived_stays_with_whoever_takes_it_up(
    database: Database, held: Held, becomes: dict[str, Any]
) -> None:
    with database.statement() as connection:
        release_all(connection, CHECK_AT)
    _write(database, held.attempt(**becomes, sent_at=None, failure="451: later"))
    assert _states(database, held) == ["scheduled", "scheduled"]
    with database.statement() as connection:
        assert len(claim(connection, CHECK_AT, CHECK_AT)) == 1


def test_what_was_put_off_since_is_another_message(database: Database, held: Held) -> None:
    with database.statement() as connection:
        connection.execute(update(Reminder).values(state="scheduled", batch=None, token=None, due_at=LATER))
    _write(database, held.attempt())
    assert _states(database, held) == ["scheduled", "scheduled"]


def test_an_answer_during_the_send_is_not_overwritten(database: Database, held: Held) -> None:
    with database.writing() as session:
        session.get_one(Reminder, held.batch.reminder_ids[1]).cancel()
    _write(database, held.attempt())
    assert _states(database, held) == ["sent", "cancelled"]
    assert _deliveries(database) == 2


def test_the_instant_of_a_retry_is_stored_like_every_other(database: Database, held: Held) -> None:
    """SQLite compares text: stored in another form a due row would not be found."""
    _write(database, held.attempt(state="scheduled", due_at=LATER, sent_at=None))
    with database.statement() as connection:
        assert claim(connection, LATER - timedelta(microseconds=1), LATER) == []
        [again] = claim(connection, LATER, LATER)
    assert again.due_at == LATER


def test_an_instant_without_a_zone_is_refused(database: Database, held: Held) -> None:
    naive = datetime(2026, 10, 10, 9)  # noqa: DTZ001 (what is refused)
    for column in ("due_at", "sent_at"):
        with pytest.raises(ValueError, match="naive instant"):
            _write(database, held.attempt(**{column: naive}))
    assert _states(database, held) == ["claimed", "claimed"]
    assert _deliveries(database) == 0


def test_what_cannot_be_stored_holds_up_nobody(
    database: Database, held: Held, caplog: pytest.LogCaptureFixture
) -> None:
    whole = held.attempt()
    broken = replace(whole, events=(dict(whole.events[0]) | {"data": {"no": {"JSON"}}},))
    with _recorder(database) as recorder:
        _within_patience(lambda: recorder.record(broken))
        assert _states(database, held) == ["claimed", "claimed"]
        _within_patience(lambda: recorder.record(held.attempt()))
    assert _states(database, held) == ["sent", "sent"]
    assert "one send cannot be recorded" in caplog.text


def test_a_channel_that_was_removed_meanwhile_is_left_empty(database: Database, held: Held) -> None:
    with database.writing() as session:
        session.delete(session.get_one(Channel, held.batch.channel_id))
    _write(database, held.attempt())
    assert _states(database, held) == ["sent", "sent"]
    with database.reading() as session:
        assert {delivery.channel_id for delivery in session.scalars(select(Delivery))} == {None}


def test_a_closure_that_was_removed_meanwhile_holds_up_nobody(database: Database, held: Held) -> None:
    with database.writing() as session:
        session.delete(session.get_one(Closure, held.closures[0]))
    with _recorder(database) as recorder:
        _within_patience(lambda: recorder.record(held.attempt()))
        with database.writing() as session:
            due_together(first_user(session), 1)
        other = _claim(database)
        _within_patience(lambda: recorder.record(Held(other, ()).attempt()))
    assert _states(database, Held(other, ())) == ["sent"]


def test_many_lanes_are_committed_together_and_each_waits_for_its_own(
    database: Database, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups: list[int] = []
    opened = threading.Event()

    def slow(connection: Connection, attempts: list[Attempt]) -> None:
        opened.wait(PATIENCE)
        groups.append(len(attempts))
        write(connection, attempts)

    monkeypatch.setattr("worker.record.write", slow)
    with _recorder(database) as recorder:
        lanes = [threading.Thread(target=recorder.record, args=[held.attempt()]) for _ in range(20)]
        for lane in lanes:
            lane.start()
        opened.set()
        for lane in lanes:
            lane.join(PATIENCE)
            assert not lane.is_alive()
    assert sum(groups) == 20
    assert len(groups) < 20
    assert _deliveries(database) == 40


def test_a_busy_database_is_waited_for(
    database: Database, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = _busy_times(monkeypatch, 3)
    with _recorder(database) as recorder:
        _within_patience(lambda: recorder.record(held.attempt()))
        assert next(busy, None) is None
    assert _states(database, held) == ["sent", "sent"]


def test_what_waits_to_be_written_down_is_not_given_back_however_long_it_takes(
    database: Database, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that was away for longer than a lease is no reason to send again."""
    _busy_times(monkeypatch, 10**9)
    with open_office(database, CHECK_AT) as office:
        recording = threading.Thread(target=office.deliverer.engine.record, args=[held.attempt()])
        recording.start()
        eventually(office.deliverer.engine.held_up, "the recorder waits")
        office.clock.real = CHECK_AT + timedelta(hours=1)
        recover(office.deliverer)
        assert _states(database, held) == ["claimed", "claimed"]
        monkeypatch.undo()
        recording.join(PATIENCE)
        assert _states(database, held) == ["sent", "sent"]
        assert not office.deliverer.engine.held_up()


def test_an_end_is_not_held_up_by_a_database_that_stays_busy(
    database: Database, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    _busy_times(monkeypatch, 10**9)
    recorder = Recorder(database)
    lane = threading.Thread(target=recorder.record, args=[held.attempt()])
    lane.start()
    _within_patience(recorder.close)
    lane.join(PATIENCE)
    assert not lane.is_alive()
    assert _states(database, held) == ["claimed", "claimed"]


def test_a_send_that_outlives_the_service_does_not_hang(database: Database, held: Held) -> None:
    recorder = Recorder(database)
    recorder.close()
    _within_patience(lambda: recorder.record(held.attempt()))
    assert _states(database, held) == ["claimed", "claimed"]


def _busy_times(monkeypatch: pytest.MonkeyPatch, times: int) -> Iterator[int]:
    left = iter(range(times))

    def busy_or_write(connection: Connection, attempts: list[Attempt]) -> None:
        if next(left, None) is not None:
            raise DatabaseBusy("the database is busy with another program; try again in a moment")
        write(connection, attempts)

    monkeypatch.setattr("worker.record.write", busy_or_write)
    return left


def _within_patience(do: Callable[[], object]) -> None:
    thread = threading.Thread(target=do, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive(), "it hangs"
