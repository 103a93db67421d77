"""What a look, a claim and a start cost when ever more is waiting: on SQLite, on PostgreSQL, beside peers."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from procrastinate.schema import SchemaManager
from sqlalchemy import text, update

from benchmarks.claim_and_record import claim_and_record
from benchmarks.crowd import new_installation
from benchmarks.figure import Figure
from benchmarks.job_store import job_store
from benchmarks.multitude import BASE, EACH, add_multitude
from benchmarks.postgresql import durable_server, new_served
from benchmarks.rounds import in_turn, seconds_per_call
from benchmarks.size_figures import CLAIM, LOOK, PG, SQLITE, START, Costs, figures_of
from benchmarks.size_picture import draw
from models.tables import Reminder
from tests.postgresql import Server
from worker.deliver import Deliverer
from worker.installation import Installation
from worker.looks import Looks
from worker.service import take_over

SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000, 5_000_000), (10_000, 100_000)
MOST_JOBS, MOST_QUEUED = 100_000, 1_000_000
"""What APScheduler's store and Procrastinate's table are filled with at most."""
LOOKS, AT_A_TIME = 100, 200
Round = Callable[[], float]


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Six figures, and in full a picture."""
    sizes = QUICK_SIZES if quick else SIZES
    with ExitStack() as stack:
        server = stack.enter_context(durable_server())
        contenders: dict[tuple[str, str, int], Round] = {}
        for pending in sizes:
            for opened in (_on_sqlite, _on_postgresql, _peers):
                contenders |= stack.enter_context(opened(server, pending))
        contenders |= stack.enter_context(_nothing(server))
        costs = _measured(contenders, rounds)
    if not quick:
        draw(costs, sizes)
    return figures_of(costs, sizes, rounds, drawn=not quick)


def _measured(contenders: Mapping[tuple[str, str, int], Round], rounds: int) -> Costs:
    named = {repr(key): contender for key, contender in contenders.items()}
    in_turn(named, 1)
    found = in_turn(named, rounds)
    return {key: found[repr(key)] for key in contenders}


@dataclass
class Filled:
    """An installation in which much is waiting and nothing is due."""

    installation: Installation
    deliverer: Deliverer
    looks: Looks
    people: int
    claimed: int = 0

    def look(self) -> float:
        """Seconds of one."""
        return _mean(self.looks.look)

    def claim(self) -> float:
        """Seconds from the claim to the record of some that have just come due, each of another user."""
        turns = range(self.claimed, self.claimed + AT_A_TIME)
        self.claimed += AT_A_TIME
        chosen = [BASE + turn % self.people * EACH + turn // self.people for turn in turns]
        due = update(Reminder).where(Reminder.id.in_(chosen))
        with self.installation.database.statement() as connection:
            connection.execute(due.values(due_at=self.installation.clock.now() - timedelta(seconds=1)))
        return claim_and_record(self.installation, AT_A_TIME) * AT_A_TIME

    def start(self) -> float:
        """Seconds of what a worker does before, and with, its first look."""

        def start() -> None:
            take_over(self.deliverer)
            self.looks.look()

        return seconds_per_call(start, 1)


@contextmanager
def _on_sqlite(_server: Server, pending: int) -> Iterator[dict[tuple[str, str, int], Round]]:
    with new_installation(durable=False) as installation:
        yield from _filled(installation, SQLITE, pending)


@contextmanager
def _on_postgresql(server: Server, pending: int) -> Iterator[dict[tuple[str, str, int], Round]]:
    with new_served(server, f"pending{pending}") as installation:
        yield from _filled(installation, PG, pending)


def _filled(
    installation: Installation, database: str, pending: int
) -> Iterator[dict[tuple[str, str, int], Round]]:
    people = add_multitude(installation, pending, coming_days(installation.clock.now()))
    deliverer = Deliverer(
        installation.database, installation.clock, installation.settings, installation.catalog()
    )
    filled = Filled(installation, deliverer, Looks(deliverer), people)
    try:
        yield {
            (LOOK, database, pending): filled.look,
            (CLAIM, database, pending): filled.claim,
            (START, database, pending): filled.start,
        }
    finally:
        deliverer.stop()


def coming_days(now: datetime) -> list[datetime]:
    """An instant on each of the coming sixty days."""
    return [now + timedelta(days=1 + day) for day in range(60)]


@contextmanager
def _peers(server: Server, pending: int) -> Iterator[dict[tuple[str, str, int], Round]]:
    with ExitStack() as stack:
        found: dict[tuple[str, str, int], Round] = {}
        if pending <= MOST_JOBS:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="xiaohu-bench-")))
            found[LOOK, "APScheduler", pending] = stack.enter_context(_jobs(folder, pending))
        if pending <= MOST_QUEUED:
            found[LOOK, "Procrastinate", pending] = stack.enter_context(_queue(server, pending))
        yield found


@contextmanager
def _jobs(folder: Path, pending: int) -> Iterator[Round]:
    with new_installation(durable=False) as installation, job_store(folder, "NORMAL") as store:
        now = installation.clock.now()
        days = coming_days(now)
        store.add([days[number % len(days)] for number in range(pending)])
        yield partial(_mean, lambda: store.look(now))


@contextmanager
def _queue(server: Server, pending: int) -> Iterator[Round]:
    """The time of one fetch from a table in which as many jobs wait for their day."""
    name = f"queue{pending}"
    server.make(name)
    with psycopg.connect(server.url(name), autocommit=True) as connection:
        connection.execute(SchemaManager.get_schema().encode())
        connection.execute("SET session_replication_role = replica")
        connection.execute(_ENQUEUE, (pending,))
        connection.execute("VACUUM (ANALYZE) procrastinate_jobs")
        yield partial(_mean, lambda: _fetch(connection), max(1, LOOKS * 10_000 // pending))
    server.drop(name)


def _fetch(connection: psycopg.Connection[Any]) -> None:
    assert connection.execute(_FETCH).fetchone() == (None,)


_ENQUEUE = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)
SELECT 'due', 'take', '{"reminder": 1}', now() + interval '1 day' + i %% 60 * interval '1 day'
FROM generate_series(1, %s) AS i
"""
_FETCH = "SELECT id FROM procrastinate_fetch_job_v2(ARRAY['due'], NULL)"


@contextmanager
def _nothing(server: Server) -> Iterator[dict[tuple[str, str, int], Round]]:
    """``select 1`` as the worker asks its question, and over a bare connection."""
    with (
        new_served(server, "nothing") as installation,
        psycopg.connect(server.url("nothing"), autocommit=True) as bare,
    ):
        one = text("SELECT 1")

        def ask() -> None:
            with installation.database.asking() as connection:
                connection.scalar(one)

        yield {
            (LOOK, "select 1", 0): partial(_mean, ask),
            (LOOK, "select 1, bare psycopg", 0): partial(_mean, lambda: bare.execute("SELECT 1").fetchone()),
        }


def _mean(ask: Callable[[], object], times: int = LOOKS) -> float:
    def all_of_them() -> None:
        for _ in range(times):
            ask()

    return seconds_per_call(all_of_them, times)
