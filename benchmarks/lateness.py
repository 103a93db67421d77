"""How late messages leave at 500 and at 5,000 due a second, over a transport that does nothing."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from time import sleep
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from benchmarks.crowd import add_crowd, new_installation
from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import in_turn, ratio
from notifiers.message import Message
from notifiers.outcome import Outcome, Sent
from notifiers.outgoing import Outgoing
from worker.clock import Clock, SystemClock
from worker.deliver import Deliverer
from worker.service import running

PER_SECOND, MANY = 500, 5_000
WARM_UP = 100
"""Reminders before the counted ones: templates and statements are made when they are first used."""
LEAD = timedelta(seconds=3)
OURS, TICK, JOBS = "xiaohu", "a tick each second", "APScheduler, one job per reminder"
HOW = """
{seconds} seconds with a reminder due every {every}, each of another user with a channel of their own,
after {warm_up} uncounted ones. The real worker: claim, read, render (full detail, zh_CN, an installation
with a public page), send, record, on an SQLite file. Late is the instant at which the transport's send
is called minus the instant due.
"""
TICK_HOW = """
The peer is the same pipeline woken by a tick each second instead of by the next due row.
"""
JOBS_HOW = """
APScheduler has one date job per reminder, in memory, with nothing to read, render or record.
"""
Schedulers = Mapping[str, Callable[[list[timedelta]], list[float]]]
"""By name: what returns how late each was that is due so long after the first."""


@dataclass
class Journal:
    """When each reminder's send was called, by its number."""

    clock: Clock
    sent: dict[int, datetime] = field(default_factory=dict)

    def open_channel(self, _kind: str, config: dict[str, Any], _outgoing: Outgoing) -> "Nothing":
        """What the worker calls instead of opening a real channel."""
        return Nothing(self, int(config["reminder"]))


@dataclass(frozen=True, slots=True)
class Nothing:
    """A transport that takes everything and does nothing but look at the clock."""

    journal: Journal
    reminder: int

    def send(self, message: Message) -> Outcome:
        """Sent, at once."""
        del message
        self.journal.sent[self.reminder] = self.journal.clock.now()
        return Sent()

    def close(self) -> None:
        """Nothing is open."""


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Three figures: p99 at 500 a second beside a tick each second, at 5,000 beside a job for each."""
    fewer = max(1, rounds // 2)
    return [_beside_tick(rounds, 4 if quick else 10), *_beside_jobs(fewer, 2 if quick else 4)]


def _beside_tick(rounds: int, counted: int) -> Figure:
    schedulers: Schedulers = {
        OURS: partial(_worker, _by_next_row),
        TICK: partial(_worker, _by_tick),
        JOBS: _jobs,
    }
    middles, worst = _measured(schedulers, PER_SECOND, counted, rounds)
    p99 = median(worst[OURS])
    return Figure(
        name=f"Lateness p99 at {PER_SECOND} due a second",
        goal="at most 10 ms",
        ours=_both(middles[OURS], worst[OURS]),
        peer_name=TICK,
        peer=_both(middles[TICK], worst[TICK]),
        ratio=ratio(worst[TICK], worst[OURS]),
        ratio_says="less late",
        met=p99 <= 0.010,
        how=prose(HOW.format(seconds=counted, every="2 ms", warm_up=WARM_UP) + TICK_HOW + JOBS_HOW),
        rounds=rounds,
        beside={
            JOBS: _both(middles[JOBS], worst[JOBS]),
            "xiaohu, p99 of each round": ", ".join(seconds(each) for each in worst[OURS]),
        },
    )


def _beside_jobs(rounds: int, counted: int) -> list[Figure]:
    schedulers: Schedulers = {OURS: partial(_worker, _by_next_row), JOBS: _jobs}
    middles, worst = _measured(schedulers, MANY, counted, rounds)
    p99, earlier = median(worst[OURS]), ratio(worst[JOBS], worst[OURS])
    same: dict[str, Any] = {
        "name": f"Lateness p99 at {MANY:,} due a second",
        "ours": _both(middles[OURS], worst[OURS]),
        "peer_name": JOBS,
        "peer": _both(middles[JOBS], worst[JOBS]),
        "ratio": earlier,
        "ratio_says": "less late",
        "how": prose(HOW.format(seconds=counted, every="0.2 ms", warm_up=WARM_UP) + JOBS_HOW),
        "rounds": rounds,
    }
    return [
        Figure(goal="at most 10 ms", met=p99 <= 0.010, **same),
        Figure(goal="at least 100 times less late", met=earlier.middle >= 100, **same),
    ]


def _measured(
    schedulers: Schedulers, per_second: int, counted: int, rounds: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """p50 and p99 of each round, by scheduler."""
    middles: dict[str, list[float]] = {name: [] for name in schedulers}
    due = [timedelta(seconds=number / per_second) for number in range(counted * per_second)]
    contenders = {name: partial(_p99, run, due, middles[name]) for name, run in schedulers.items()}
    return middles, in_turn(contenders, rounds)


def _both(middles: list[float], worst: list[float]) -> str:
    return f"p50 {seconds(median(middles))}, p99 {seconds(median(worst))}"


def _p99(
    run: Callable[[list[timedelta]], list[float]], after: list[timedelta], middles: list[float]
) -> float:
    late = sorted(run(after))
    middles.append(late[len(late) // 2])
    return late[len(late) * 99 // 100]


def _due(clock: Clock, after: list[timedelta]) -> list[datetime]:
    # Storing them, or adding a job for each, takes its time.
    first = clock.now() + LEAD + timedelta(milliseconds=len(after))
    warm_up = [first - timedelta(seconds=2) + timedelta(milliseconds=10) * k for k in range(WARM_UP)]
    return [*warm_up, *(first + each for each in after)]


def _late(due: list[datetime], sent: dict[int, datetime]) -> list[float]:
    return [(sent[number] - due[number]).total_seconds() for number in range(WARM_UP, len(due))]


def _worker(waken: Callable[[Deliverer], Any], after: list[timedelta]) -> list[float]:
    with new_installation(durable=False) as installation:
        journal = Journal(installation.clock)
        due = _due(installation.clock, after)
        add_crowd(installation, due)
        deliverer = Deliverer(
            installation.database,
            installation.clock,
            installation.settings,
            installation.catalog(),
            journal.open_channel,
        )
        with waken(deliverer):
            _wait_for(due, journal.sent)
        return _late(due, journal.sent)


def _wait_for(due: list[datetime], sent: dict[int, datetime]) -> None:
    while len(sent) < len(due):
        sleep(0.2)


@contextmanager
def _by_next_row(deliverer: Deliverer) -> Iterator[None]:
    with running(deliverer):
        yield


@contextmanager
def _by_tick(deliverer: Deliverer) -> Iterator[None]:
    over = threading.Event()

    def tick() -> None:
        while not over.wait(1.0):
            deliverer.release()

    ticking = threading.Thread(target=tick)
    ticking.start()
    try:
        yield
    finally:
        over.set()
        ticking.join()
        deliverer.stop()


def _jobs(after: list[timedelta]) -> list[float]:
    clock = SystemClock()
    journal = Journal(clock)
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(32)},
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start(paused=True)
    due = _due(clock, after)
    for number, moment in enumerate(due):
        scheduler.add_job(_send, "date", [journal, number], run_date=moment)
    scheduler.resume()
    _wait_for(due, journal.sent)
    scheduler.shutdown()
    return _late(due, journal.sent)


def _send(journal: Journal, number: int) -> None:
    journal.sent[number] = journal.clock.now()
