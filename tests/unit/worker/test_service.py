"""The scheduler as a process: one per file, takes over what the last one left, ends when told."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from sqlalchemy import select, update

from models.session import Database, DatabaseBusy
from models.tables import Heartbeat, Reminder
from notifiers.outcome import Refused
from tests.closures import CHECK_AT, add_channel, beijing, due_together, first_user, register
from tests.scripted import Office, eventually, open_office
from worker import deliver, service
from worker.deliver import Deliverer
from worker.run_log import WORKER
from worker.service import SchedulerRunning, only_scheduler, run_once, run_until_told, running


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """A worker with one reminder due."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with open_office(database, CHECK_AT) as opened:
        yield opened


def _set(database: Database, **values: object) -> None:
    with database.statement() as connection:
        connection.execute(update(Reminder).where(Reminder.kind == "verify").values(**values))


def _end_leases(database: Database) -> None:
    """What has no file's lock to tell that a worker is dead waits for them."""
    with database.statement() as connection:
        held = update(Reminder).where(Reminder.state == "claimed")
        connection.execute(held.values(lease_until=CHECK_AT - timedelta(days=999)))


@pytest.mark.sqlite
def test_a_second_scheduler_on_the_same_file_is_refused(office: Office) -> None:
    with running(office.deliverer):
        with pytest.raises(SchedulerRunning, match=f"already running on {office.database.file}; stop it"):
            run_once(office.deliverer)
        with pytest.raises(SchedulerRunning), running(office.deliverer):
            pass
    with only_scheduler(office.database):
        pass  # the lock is given back


def test_the_lock_is_given_back_after_a_failure(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise DatabaseBusy("busy")

    monkeypatch.setattr(service, "begin", fail)
    with pytest.raises(DatabaseBusy):
        run_once(office.deliverer)
    with only_scheduler(office.database):
        pass


@pytest.mark.postgresql
def test_a_node_that_starts_waits_for_one_that_still_follows_what_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "pause", lambda _: None)
    tries = iter([DatabaseBusy("busy"), DatabaseBusy("busy"), None])
    really = service.take_over

    def take_over(deliverer: Deliverer) -> None:
        if (busy := next(tries)) is not None:
            raise busy
        really(deliverer)

    monkeypatch.setattr(service, "take_over", take_over)
    with running(office.deliverer):
        eventually(lambda: bool(office.post.posted), "a message")


def test_a_start_plans_the_digests_beside_its_first_look(database: Database) -> None:
    with database.writing() as session:
        first_user(session).created_at = CHECK_AT - timedelta(days=9)
    with open_office(database, CHECK_AT, digest_at="MON 09:00") as office, running(office.deliverer):
        eventually(lambda: _digests(database) > 0, "a digest that is planned")


def _digests(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Reminder).where(Reminder.kind == "digest")).all())


def test_once_sends_what_is_due_and_says_what_comes_next(office: Office) -> None:
    assert run_once(office.deliverer) == "the next reminder is due at 2026-10-13T01:00:00+00:00"
    assert len(office.post.posted) == 1


def test_once_tries_the_next_channel_in_the_same_run(office: Office) -> None:
    with office.database.writing() as session:
        add_channel(first_user(session), "second", 2)
    office.post.answers["mail"].append(Refused(permanent=True, code="550", reason="no such user"))
    run_once(office.deliverer)
    assert [each.channel for each in office.post.posted] == ["mail", "second"]


def test_once_says_why_nothing_was_sent(database: Database) -> None:
    with database.writing() as session:
        due_together(first_user(session), 2)
    with open_office(database, CHECK_AT) as office:
        said = run_once(office.deliverer)
        assert said.startswith("2 reminder(s) are due but there is no channel: add one with xiaohu channels")
        assert office.post.posted == []


@pytest.mark.sqlite
def test_a_start_takes_back_what_the_last_run_held_without_waiting_for_leases(office: Office) -> None:
    _set(
        office.database,
        state="claimed",
        token="dead",
        batch="kept",
        lease_until=CHECK_AT + timedelta(days=999),
    )
    run_once(office.deliverer)
    assert len(office.post.posted) == 1


def test_a_start_follows_hours_that_were_changed_while_it_was_down(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with open_office(database, CHECK_AT - timedelta(days=1), remind_at=time(11)) as office:
        assert run_once(office.deliverer) == "the next reminder is due at 2026-10-10T03:00:00+00:00"
        office.clock.moment = beijing("2026-10-10 10:59")
        assert office.deliverer.release() == 0


def test_a_start_is_stored_for_whoever_asks_whether_it_lives(office: Office) -> None:
    run_once(office.deliverer)
    with office.database.reading() as session:
        heartbeat = session.get_one(Heartbeat, WORKER)
        assert heartbeat.started_at <= heartbeat.seen_at
        assert heartbeat.said == "the next reminder is due at 2026-10-13T01:00:00+00:00"


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_service_works_until_it_is_told(office: Office, told: signal.Signals) -> None:
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}

    def tell_after_the_first_message() -> None:
        eventually(lambda: bool(office.post.posted), "a message")
        os.kill(os.getpid(), told)

    teller = threading.Thread(target=tell_after_the_first_message)
    teller.start()
    try:
        run_until_told(office.deliverer)
    finally:
        teller.join()
        for sign, handler in before.items():
            signal.signal(sign, handler)
    assert office.deliverer.idle()


def test_what_hangs_does_not_keep_the_service_and_what_waits_is_given_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "SHUTDOWN_SECONDS", 0.05)
    _set(office.database, batch="an earlier message")
    with office.database.writing() as session:
        due_together(first_user(session), 3)
    office.post.gates["mail"] = threading.Event()
    with running(office.deliverer):
        office.post.entered.acquire()
    with office.database.reading() as session:
        states = [
            (r.state, r.unfinished)
            for c in first_user(session).people[0].closures
            for r in c.round.reminders[:1]
        ]
    assert sorted(states) in (
        [("claimed", 1), *[("scheduled", 0)] * 3],
        [*[("claimed", 1)] * 3, ("scheduled", 0)],
    )
    office.post.gates["mail"].set()
    eventually(lambda: not office.deliverer.lanes.outstanding, "the end of the message in hand")
    _end_leases(office.database)
    with open_office(office.database, CHECK_AT) as next_run:
        run_once(next_run.deliverer)
        assert len(next_run.post.posted) == 2
        # What hung may have gone out: its copy is recognisable.
        assert office.post.ids[0] in next_run.post.ids


def test_a_stop_that_finds_the_database_busy_still_ends(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "SHUTDOWN_SECONDS", 0.05)
    _set(office.database, batch="an earlier message")
    with office.database.writing() as session:
        due_together(first_user(session), 3)
    gate = office.post.gates["mail"] = threading.Event()
    office.deliverer.release()
    office.post.entered.acquire()

    def busy(*_: object) -> None:
        raise DatabaseBusy("busy")

    monkeypatch.setattr(deliver, "give_back", busy)
    with pytest.raises(DatabaseBusy):
        office.deliverer.stop()
    gate.set()
    eventually(lambda: not office.deliverer.lanes.outstanding, "the end of the message in hand")
