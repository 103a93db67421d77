"""How late messages leave at 500 due a second, over a transport that does nothing."""

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

PER_SECOND = 500
WARM_UP = 200
"""Reminders before the counted ones, half of them at one instant: templates, statements and threads are made
when they are first used."""
LEAD = timedelta(seconds=3)
OURS, TICK, JOBS = "xiaohu", "a tick each second", "APScheduler, one job per reminder"
HOW = """
{seconds} seconds with a reminder due every {every}, each of another user with a channel of their own,
after {warm_up} uncounted ones, half of them at once. The real worker: claim, read, render (full detail,
zh_CN, an installation with a public page; text alone, as for a chat), send, record, on an SQLite file. Late
is the instant at which the transport's send is called minus the instant due.
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
    """One figure: p99 at 500 a second, beside a tick each second."""
    counted = 1 if quick else 10
    schedulers: Schedulers = {
        OURS: partial(worker, by_next_row),
        TICK: partial(worker, _by_tick),
        JOBS: run_jobs,
    }
    middles, worst = measured(schedulers, PER_SECOND, counted, rounds)
    p99 = median(worst[OURS])
    figure = Figure(
        name=f"Lateness p99 at {PER_SECOND} due a second",
        goal="at most 10 ms",
        ours=both(middles[OURS], worst[OURS]),
        peer_name=TICK,
        peer=both(middles[TICK], worst[TICK]),
        ratio=ratio(worst[TICK], worst[OURS]),
        ratio_says="less late",
        met=p99 <= 0.010,
        how=prose(HOW.format(seconds=counted, every="2 ms", warm_up=WARM_UP) + TICK_HOW + JOBS_HOW),
        rounds=rounds,
        beside={
            JOBS: both(middles[JOBS], worst[JOBS]),
            "xiaohu, p99 of each round": ", ".join(seconds(each) for each in worst[OURS]),
        },
    )
    return [figure]


def measured(
    schedulers: Schedulers, per_second: int, counted: int, rounds: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """p50 and p99 of each round, by scheduler."""
    middles: dict[str, list[float]] = {name: [] for name in schedulers}
    due = [timedelta(seconds=number / per_second) for number in range(counted * per_second)]
    contenders = {name: partial(_p99, run, due, middles[name]) for name, run in schedulers.items()}
    return middles, in_turn(contenders, rounds)


def both(middles: list[float], worst: list[float]) -> str:
    """The medians of the rounds' p50 and p99."""
    return f"p50 {seconds(median(middles))}, p99 {seconds(median(worst))}"


def _p99(
    run: Callable[[list[timedelta]], list[float]], after: list[timedelta], middles: list[float]
) -> float:
    in_order = sorted(run(after))
    middles.append(in_order[len(in_order) // 2])
    return in_order[len(in_order) * 99 // 100]


def due_after(clock: Clock, after: list[timedelta]) -> list[datetime]:
    """The warm-up's instants, then those so long after a first one that is far enough ahead."""
    # Storing them, or adding a job for each, takes its time.
    first = clock.now() + LEAD + timedelta(milliseconds=len(after))
    one_by_one = [first - timedelta(seconds=2) + timedelta(milliseconds=10) * k for k in range(WARM_UP // 2)]
    at_once = [first - timedelta(seconds=1)] * (WARM_UP // 2)
    return [*one_by_one, *at_once, *(first + each for each in after)]


def late(due: list[datetime], sent: Mapping[int, datetime]) -> list[float]:
    """How late each was, without the warm-up."""
    return [(sent[number] - due[number]).total_seconds() for number in range(WARM_UP, len(due))]


def worker(waken: Callable[[Deliverer], Any], after: list[timedelta]) -> list[float]:
    """How late each one was."""
    with new_installation(durable=False) as installation:
        journal = Journal(installation.clock)
        due = due_after(installation.clock, after)
        add_crowd(installation, due)
        deliverer = Deliverer(
            installation.database,
            installation.clock,
            installation.settings,
            installation.catalog(),
            journal.open_channel,
        )
        with waken(deliverer):
            wait_for(due, journal.sent)
        return late(due, journal.sent)


def wait_for(due: list[datetime], sent: Mapping[int, datetime]) -> None:
    """Until all are sent."""
    while len(sent) < len(due):
        sleep(0.2)


@contextmanager
def by_next_row(deliverer: Deliverer) -> Iterator[None]:
    """As the service does it."""
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


def run_jobs(after: list[timedelta]) -> list[float]:
    """The same with a job for each."""
    clock = SystemClock()
    journal = Journal(clock)
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(32)},
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start(paused=True)
    due = due_after(clock, after)
    for number, moment in enumerate(due):
        scheduler.add_job(_send, "date", [journal, number], run_date=moment)
    scheduler.resume()
    wait_for(due, journal.sent)
    scheduler.shutdown()
    return late(due, journal.sent)


def _send(journal: Journal, number: int) -> None:
    journal.sent[number] = journal.clock.now()
