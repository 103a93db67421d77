"""The alarm and what recurs. Only its order is tested here, never how long anything takes."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from models.session import Database, DatabaseBusy
from tests.closures import CHECK_AT, add_channel, first_user, register, verify
from tests.scripted import Office, eventually, open_office
from worker import jobs, looks
from worker.clock import SystemClock
from worker.deliver import Deliverer
from worker.jobs import RECURRING, Jobs, Recurring

HOUR = timedelta(hours=1)


@contextmanager
def _at_work(deliverer: Deliverer) -> Iterator[Jobs]:
    working = Jobs(deliverer)
    working.start()
    try:
        yield working
    finally:
        working.stop()


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """A worker whose clock stands an instant before the one reminder is due; nothing is at work yet."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with open_office(database, CHECK_AT - timedelta(microseconds=1)) as opened:
        yield opened


def _sent(office: Office) -> Callable[[], bool]:
    return lambda: len(office.post.posted) == 1 and office.deliverer.idle()


def _counting_looks(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    seen: list[int] = []
    real = office.deliverer.next_due

    def counted() -> datetime | None:
        seen.append(1)
        return real()

    monkeypatch.setattr(office.deliverer, "next_due", counted)
    return seen


def test_what_is_due_at_the_start_goes_out_at_once(office: Office) -> None:
    office.clock.moment = CHECK_AT
    with _at_work(office.deliverer):
        eventually(_sent(office), "the reminder")


def test_it_sleeps_through_to_the_next_instant_however_short_the_wait_is(office: Office) -> None:
    """A wait below the floor is slept through within the turn: the row is not missed by a rounded alarm."""
    with _at_work(office.deliverer):
        office.clock.moment = CHECK_AT
        eventually(_sent(office), "the reminder")


def test_a_wake_up_looks_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.clock.moment = CHECK_AT - HOUR
    seen = _counting_looks(office, monkeypatch)
    with _at_work(office.deliverer) as working:
        eventually(lambda: len(seen) >= 1, "the first look")
        office.clock.moment = CHECK_AT
        working.wake()
        eventually(_sent(office), "the reminder")


def _ceiling(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    for module in (jobs, looks):
        monkeypatch.setattr(module, "CEILING", timedelta(seconds=seconds))


class _Alarms:
    """In place of APScheduler: keeps the instants that alarms are set for, and never rings."""

    def __init__(self) -> None:
        self.instants: list[datetime] = []

    def add_job(self, *_: object, run_date: datetime, **__: object) -> None:
        self.instants.append(run_date)


@pytest.mark.parametrize("woken", [True, False])
def test_a_wake_up_during_a_look_is_not_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch, woken: bool
) -> None:
    """The look is over and its alarm not yet set when somebody adds a row and wakes the scheduler."""
    office.clock.moment, office.clock.real = CHECK_AT - HOUR, CHECK_AT
    working, alarms = Jobs(office.deliverer), _Alarms()
    look = working._looks.look

    def woken_after_the_look() -> timedelta:
        sleep = look()
        if woken:
            working.wake()
        return sleep

    monkeypatch.setattr(working, "_scheduler", alarms)
    monkeypatch.setattr(working._looks, "look", woken_after_the_look)
    working._deliver()
    assert alarms.instants[-1] == CHECK_AT + (timedelta(0) if woken else looks.CEILING)


def test_many_wake_ups_at_once_are_harmless(office: Office) -> None:
    with _at_work(office.deliverer) as working:
        for _ in range(200):
            working.wake()
        office.clock.moment = CHECK_AT
        working.wake()
        eventually(_sent(office), "the reminder")


def test_the_ceiling_finds_what_nobody_announced(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _ceiling(monkeypatch, 0.1)
    office.clock.moment = CHECK_AT - HOUR
    seen = _counting_looks(office, monkeypatch)
    with _at_work(office.deliverer):
        eventually(lambda: len(seen) >= 2, "a second look by itself")
        office.clock.moment = CHECK_AT
        eventually(_sent(office), "the reminder")


@pytest.mark.parametrize("failure", [DatabaseBusy("busy"), RuntimeError("a defect")])
def test_a_look_that_fails_is_repeated(
    office: Office, monkeypatch: pytest.MonkeyPatch, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    office.clock.moment = CHECK_AT
    failures = iter([failure, failure])
    real = office.deliverer.release

    def failing_first() -> int:
        if (error := next(failures, None)) is not None:
            raise error
        return real()

    monkeypatch.setattr(office.deliverer, "release", failing_first)
    with caplog.at_level(logging.WARNING), _at_work(office.deliverer):
        eventually(_sent(office), "the reminder after two failures")
    said = [record.message for record in caplog.records if record.name == "worker.looks"]
    assert all(line.startswith("looking for due reminders failed, trying again") for line in said)
    assert len(said) == 2


def test_a_clock_that_is_set_back_does_not_stop_the_alarms(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alarm is set an hour ahead of the machine's corrected time: APScheduler alone would wait for it."""
    _ceiling(monkeypatch, 0.1)
    office.clock.moment = CHECK_AT
    office.clock.real = SystemClock().now() + HOUR
    with _at_work(office.deliverer):
        assert office.post.posted == []
        office.clock.real = None
        eventually(_sent(office), "the reminder")


def test_recurring_work_recurs_and_survives_a_busy_database(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    times: list[int] = []

    def work(_deliverer: Deliverer) -> None:
        times.append(1)
        if len(times) == 1:
            raise DatabaseBusy("the database is busy")

    monkeypatch.setattr(jobs, "RECURRING", (Recurring("count", timedelta(seconds=0.05), work),))
    with caplog.at_level(logging.WARNING), _at_work(office.deliverer):
        eventually(lambda: len(times) >= 3, "three times")
    assert "count failed, trying again later: the database is busy" in [r.message for r in caplog.records]


def test_what_recurs() -> None:
    assert {work.name for work in RECURRING} == {
        "delete what ended long ago",
        "give back what dead workers held",
        "say that the worker is alive",
        "plan the weekly digests",
        "follow the plans of reports",
        "tell the outside monitor that all is well",
        "forget answers that nobody asks for again",
        "back up the database",
    }


def test_work_that_is_seldom_is_no_sign_of_a_clock_set_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Setting its alarm anew at every look would put it off for ever."""
    _ceiling(monkeypatch, 0.05)
    office.clock.moment = CHECK_AT - HOUR
    seen = _counting_looks(office, monkeypatch)
    with caplog.at_level(logging.WARNING), _at_work(office.deliverer):
        eventually(lambda: len(seen) >= 10, "several looks")
    assert "set back" not in caplog.text


def test_only_an_alarm_further_ahead_than_it_is_ever_set_betrays_a_clock_set_back(office: Office) -> None:
    office.clock.moment = CHECK_AT - HOUR
    with _at_work(office.deliverer) as working:
        eventually(office.deliverer.idle, "nothing is in hand")
        assert not working._was_set_back()  # hourly work lies an hour ahead, and rightly so
        office.clock.real = SystemClock().now() - timedelta(minutes=2)
        assert working._was_set_back()


def test_starting_and_stopping_is_quiet(office: Office) -> None:
    """No thread of the alarm's may fail, whatever it was just doing."""
    office.clock.moment = CHECK_AT - HOUR
    for _ in range(100):
        with _at_work(office.deliverer) as working:
            working.wake()


def test_no_alarm_is_set_after_the_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.clock.moment = CHECK_AT - HOUR
    seen = _counting_looks(office, monkeypatch)
    with _at_work(office.deliverer) as working:
        eventually(lambda: len(seen) >= 1, "the first look")
    with working._turn:
        pass  # that look is over
    office.clock.moment = CHECK_AT
    working.wake()
    assert office.post.posted == []
    with office.database.reading() as session:
        assert verify(first_user(session).people[0].closures[0]).state == "scheduled"
