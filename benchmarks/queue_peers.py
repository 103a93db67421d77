"""Queues on PostgreSQL, each emptied of no-op jobs by its own worker: ``python -m benchmarks.queue_peers NAME
URL COUNT`` prints the seconds that one job took, from the first that ran to the last.

Each with what its documentation shows, in a process of its own, and nobody else at work.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from time import perf_counter, sleep
from typing import Any

import psycopg

PATIENCE_S = 120.0


class Ran:
    """Notes when the jobs ran; ``all`` is set with the last one."""

    def __init__(self, count: int) -> None:
        self._count, self._ran = count, 0
        self._first = self._last = 0.0
        self._one = threading.Lock()
        self.all = threading.Event()

    def note(self) -> None:
        """The job itself: nothing, but for this."""
        with self._one:
            self._last = perf_counter()
            self._first = self._first or self._last
            self._ran += 1
            if self._ran == self._count:
                self.all.set()

    def end(self) -> None:
        """The last one is recorded only now."""
        self._last = perf_counter()

    @property
    def seconds_each(self) -> float:
        """Of one job."""
        assert self._ran == self._count, f"{self._ran} of {self._count} ran"
        return (self._last - self._first) / (self._count - 1)


def procrastinate(url: str, ran: Ran, count: int) -> None:
    """Its worker, one job at a time; finished jobs are deleted."""
    from procrastinate import App, PsycopgConnector

    async def drain() -> None:
        app = App(connector=PsycopgConnector(conninfo=url))

        @app.task(name="nothing")
        def nothing() -> None:
            ran.note()

        async with app.open_async():
            await app.schema_manager.apply_schema_async()
            await nothing.batch_defer_async(*({} for _ in range(count)))
            await app.run_worker_async(wait=False, delete_jobs="always", install_signal_handlers=False)

    asyncio.run(drain())


def pgqueuer(url: str, ran: Ran, count: int) -> None:
    """Its queue manager, which fetches ten at a time and writes down what ended in groups."""
    from pgqueuer import PgQueuer, PsycopgDriver
    from pgqueuer.domain.types import QueueExecutionMode

    async def drain() -> None:
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            queue = PgQueuer(PsycopgDriver(connection))
            await queue.qm.queries.install()

            @queue.entrypoint("nothing")
            async def nothing(_job: Any) -> None:
                ran.note()

            await queue.qm.queries.enqueue(["nothing"] * count, [None] * count, [0] * count)
            await queue.qm.run(mode=QueueExecutionMode.drain)

    asyncio.run(drain())


def dbos(url: str, ran: Ran, count: int) -> None:
    """A queue of workflows without steps, looked at ten times as often as it is by default."""
    from dbos import DBOS

    DBOS(config={"name": "bench", "system_database_url": url, "log_level": "ERROR"})

    @DBOS.workflow()
    def nothing() -> None:
        ran.note()

    DBOS.launch()
    DBOS.register_queue("drain", polling_interval_sec=0.1)
    for _ in range(count):
        DBOS.enqueue_workflow("drain", nothing)
    ran.all.wait(PATIENCE_S)
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute(_UNRECORDED).fetchone() != (0,):
            sleep(0.02)
    ran.end()  # it runs a whole batch before the first one is written down
    DBOS.destroy()


_UNRECORDED = "SELECT count(*) FROM dbos.workflow_status WHERE status <> 'SUCCESS'"


def celery(url: str, ran: Ran, count: int) -> None:
    """Its worker with one thread on kombu's SQLAlchemy transport."""
    from celery import Celery
    from celery.contrib.testing.worker import start_worker

    broker = url.replace("postgresql://", "sqla+postgresql+psycopg://")
    app = Celery("bench", broker=broker, backend=None)
    app.conf.update(task_ignore_result=True, worker_prefetch_multiplier=1)

    @app.task(name="nothing")
    def nothing() -> None:
        ran.note()

    for _ in range(count):
        nothing.delay()
    with start_worker(app, pool="solo", perform_ping_check=False, loglevel="ERROR"):
        ran.all.wait(PATIENCE_S)


def dramatiq(url: str, ran: Ran, count: int) -> None:
    """Its worker with one thread on its stub broker: in memory, for it has none on PostgreSQL."""
    import dramatiq as library
    from dramatiq.brokers.stub import StubBroker

    del url
    broker = StubBroker()
    library.set_broker(broker)

    @library.actor
    def nothing() -> None:
        ran.note()

    for _ in range(count):
        nothing.send()
    worker = library.Worker(broker, worker_threads=1)
    worker.start()
    ran.all.wait(PATIENCE_S)
    worker.stop()


PEERS: dict[str, Callable[[str, Ran, int], None]] = {
    each.__name__: each for each in (procrastinate, pgqueuer, dbos, celery, dramatiq)
}


def main() -> None:
    """Drain one and say what a job took."""
    name, url, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    logging.disable(logging.ERROR)
    ran = Ran(count)
    PEERS[name](url, ran, count)
    print(ran.seconds_each, flush=True)


if __name__ == "__main__":
    main()
