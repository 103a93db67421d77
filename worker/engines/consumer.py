"""The node's end of the queue: Procrastinate's own worker, in a thread with an event loop of its own.

It ends at the first error of its connection and is started again. What it cannot notice is a connection that
was cut without a word: that is what ``last_sign`` is for (``worker.engines.watchdog``).
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from sqlalchemy.engine import URL

from config.logging import described
from models.postgresql import connect_options
from worker.clock import monotonic

QUEUE, TAKE = "due", "take"
"""The queue of due messages, and the one task in it."""
AT_ONCE = 2
"""Jobs a node deals with side by side: one may wait for room, the next one is fetched meanwhile."""
POLL_SECONDS, BEAT_SECONDS, DEAD_AFTER = 5.0, 10.0, 30.0
COMMAND_SECONDS = 20.0
"""A command of the engine that has no answer by then has failed."""
LONGEST_PAUSE = 5.0
STOP_SECONDS = 1.5
"""Of the ten that the whole process has; the messages in hand have eight."""
log = logging.getLogger(__name__)


class _Watched(PsycopgConnector):
    """Notes every answer of the database, and waits for none without end."""

    def __init__(self, sign: Callable[[], None], **pool: Any) -> None:
        super().__init__(**pool)
        self._sign = sign

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        await self._in_time(super().execute_query_async(query, **arguments))

    async def execute_query_one_async(self, query: Any, **arguments: Any) -> dict[str, Any]:
        answer: dict[str, Any] = await self._in_time(super().execute_query_one_async(query, **arguments))
        return answer

    async def execute_query_all_async(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = await self._in_time(
            super().execute_query_all_async(query, **arguments)
        )
        return answer

    async def _in_time(self, asking: Any) -> Any:
        answer = await asyncio.wait_for(asking, COMMAND_SECONDS)
        self._sign()
        return answer


class Consumer:
    """Calls ``take`` with the token and the numbers of each job that comes to this node."""

    def __init__(self, url: URL, take: Callable[[str, Sequence[int]], None]) -> None:
        self._url, self._take = url, take
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="consumer", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._working: asyncio.Task[None] | None = None
        self.last_sign = monotonic()
        """When the database last answered or refused it, in monotonic seconds; silence is neither."""

    def start(self) -> None:
        """Begin to fetch."""
        self._sign()
        self._thread.start()

    def stop(self) -> None:
        """Fetch no more; what was fetched comes to its end."""
        self._stopping.set()
        if self._loop is not None and self._working is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._working.cancel)
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _sign(self) -> None:
        self.last_sign = monotonic()

    def _run(self) -> None:
        pause = 0.1
        while not self._stopping.is_set():
            began = monotonic()
            try:
                asyncio.run(self._work())
            except asyncio.CancelledError:
                break
            except Exception as error:
                log.warning("the engine lost its database, joining again: %s", described(error))
                if not isinstance(error, TimeoutError | psycopg.errors.ConnectionTimeout):
                    self._sign()  # it was refused or cut off: somebody is there
            pause = 0.1 if monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            self._stopping.wait(pause * random.uniform(0.5, 1))  # noqa: S311 (jitter, not a secret)

    async def _work(self) -> None:
        self._loop, self._working = asyncio.get_running_loop(), asyncio.current_task()
        conninfo, options = connect_options(self._url)
        await _knock(conninfo, options)
        app = self._app(conninfo, options)
        async with app.open_async():
            reaper = asyncio.create_task(_reap(app))
            try:
                await app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=AT_ONCE,
                    fetch_job_polling_interval=POLL_SECONDS,
                    abort_job_polling_interval=3600,  # nobody asks for that
                    update_heartbeat_interval=BEAT_SECONDS,
                    stalled_worker_timeout=DEAD_AFTER,
                    shutdown_graceful_timeout=STOP_SECONDS,
                    delete_jobs="always",
                    install_signal_handlers=False,
                )
            finally:
                reaper.cancel()

    def _app(self, conninfo: str, options: dict[str, Any]) -> App:
        pool = {"min_size": 1, "max_size": 4, "timeout": COMMAND_SECONDS / 4, "kwargs": options}
        app = App(connector=_Watched(self._sign, conninfo=conninfo, **pool))
        take = self._take

        def taken(token: str, ids: list[int]) -> None:
            take(token, ids)

        app.task(name=TAKE, queue=QUEUE)(taken)
        return app


async def _knock(conninfo: str, options: dict[str, Any]) -> None:
    """Whether the database answers: a pool would try for long, and not say what it met with."""
    async with await psycopg.AsyncConnection.connect(conninfo, **options) as connection:
        await asyncio.wait_for(connection.execute("SELECT 1"), COMMAND_SECONDS)


async def _reap(app: App) -> None:
    """Remove what killed nodes were dealing with: the rows' leases bring it back, not the queue."""
    while True:
        await asyncio.sleep(DEAD_AFTER / 2)
        with suppress(ConnectorException, TimeoutError):  # another node was faster, or the worker will notice
            await app.job_manager.prune_stalled_workers(DEAD_AFTER)
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
