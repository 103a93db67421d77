"""Real worker processes, forked from a warm parent: ``python -m tests.fault.worker_process``.

The parent reads one JSON line at a time. ``{"start": order}`` forks a worker and answers its process id;
``{"wait": pid}`` waits for its end and answers the status (negative: the signal that ended it).
"""

import json
import logging
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

import models.postgresql
import models.session
from config.logging import set_up_logging
from config.settings import Settings
from notifiers import messages
from notifiers.apprise_notifier import schemas
from notifiers.channels import open_notifier
from notifiers.due import Due
from notifiers.message import Message
from tests.journal import journalling, write
from tests.scripted import catalog
from worker import claim, deliver, jobs, looks
from worker.clock import pause
from worker.deliver import Deliverer
from worker.engines import consumer, local, watchdog
from worker.engines.cluster import ClusterEngine
from worker.installation import Installation, open_installation
from worker.jobs import Recurring
from worker.lanes import Lanes
from worker.recover import recover
from worker.service import run_once, run_until_told

_NO_LIMIT = 2**32 - 2
"""SQLite's own, in pages."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do, and which of its measures are cut down for a test.

    ``database``: its URL, empty for the file in the folder.
    ``mode``: ``once``, ``serve``, ``shared`` (several on one file: without the file's lock, by leases), or
    ``node`` (of a cluster).
    ``outstanding``: messages claimed at a time; ``threads``: of its lanes; ``lease`` and ``busy`` in seconds.
    ``poison``: the name of a platform that kills whoever writes of it. ``journal``: a file to which each send
    adds a line, instead of sending; ``silence``: seconds until the watchdog ends the node; ``counting``: the
    only recurring work is to add a line to the journal, every so many seconds; ``life``: seconds at the most.
    ``time_limit``: seconds for a send; ``defect``: a platform of which nobody can write the first time;
    ``ceiling``: the longest sleep in seconds. Without a ``clock`` it is the machine's.
    ``nap``: the longest sleep between two looks, in seconds, with all else as it is.
    ``port``: the pages are served there too, as ``xiaohu serve`` does it; ``full``: a file, and while it is
    there the database cannot grow.
    """

    folder: str
    database: str
    clock: str
    mode: str = "once"
    crash_at: str = ""
    outstanding: int = local.MOST_OUTSTANDING
    threads: int = 32
    lease: float = claim.LEASE.total_seconds()
    busy: float = models.session.BUSY_SECONDS
    poison: str = ""
    journal: str = ""
    silence: float = 0.0
    counting: float = 0.0
    life: int = 40
    time_limit: float = 0.0
    defect: str = ""
    ceiling: float = 0.0
    nap: float = 0.0
    port: int = 0
    full: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def main() -> None:
    """The warm parent. It starts no thread: it must be safe to fork."""
    catalog(), schemas()
    for line in sys.stdin:
        wish = json.loads(line)
        answer = _start(Order(**wish["start"])) if "start" in wish else _wait(wish["wait"])
        print(answer, flush=True)  # noqa: T201 (the answer)


def _start(order: Order) -> int:
    if pid := os.fork():
        return pid
    signal.alarm(order.life)  # whatever happens, it does not outlive the tests
    status = 1
    try:
        set_up_logging()
        _work(order)
        status = 0
    except Exception:
        logging.exception("a worker ended")
    finally:
        _leave(status)
    return 0  # never reached


def _leave(status: int) -> None:
    # As an interpreter ends: what is no daemon is waited for. The parent's own stack is not run again.
    threading._shutdown()  # type: ignore[attr-defined]
    sys.stderr.flush()
    os._exit(status)


def _wait(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _work(order: Order) -> None:
    _cut_down(order)
    settings = Settings(
        digest_at="off",
        data_dir=Path(order.folder),
        database_url=order.database,
        operator="box.example",
        allowed_networks="127.0.0.0/8",
        crash_at=order.crash_at,
        clock=datetime.fromisoformat(order.clock) if order.clock else None,
    )
    with open_installation(settings, durable=False) as opened:
        if order.port:
            _serve(opened, order.port)
            return
        engine = ClusterEngine(opened.database, opened.clock) if order.mode == "node" else None
        open_channel = partial(journalling, order.journal) if order.journal else open_notifier
        deliverer = Deliverer(opened.database, opened.clock, settings, catalog(), open_channel, engine=engine)
        deliverer.lanes = Lanes(deliverer.deliver, order.threads)
        if order.time_limit:
            deliverer._outgoing = replace(deliverer._outgoing, time_limit=order.time_limit)
        {"once": run_once, "serve": run_until_told, "node": run_until_told, "shared": _share}[order.mode](
            deliverer
        )


def _serve(installation: Installation, port: int) -> None:
    # Imported late: few workers have pages, and the parent of all is to be warm soon.
    from web.serving import Wanted, serve

    serve(installation, Wanted(port=port))


def _cut_down(order: Order) -> None:
    models.session.BUSY_SECONDS = order.busy
    local.MOST_OUTSTANDING = order.outstanding
    claim.LEASE = type(claim.LEASE)(seconds=order.lease)
    models.postgresql.FORGOTTEN_SECONDS = min(models.postgresql.FORGOTTEN_SECONDS, int(order.lease / 2))
    if order.journal:
        looks.CEILING = timedelta(seconds=1)  # what is added meanwhile is seen soon
    if order.silence:
        watchdog.LONGEST_SILENCE = watchdog.LONGEST_TRANSACTION = order.silence
        consumer.COMMAND_SECONDS = consumer.POLL_SECONDS = consumer.BEAT_SECONDS = order.silence / 4
    if order.counting:
        every = timedelta(seconds=order.counting)
        count = Recurring("count", every, lambda _: write(order.journal, "counted"))
        jobs.RECURRING = (count,)
    if order.ceiling:
        jobs.CEILING = looks.CEILING = timedelta(seconds=order.ceiling)  # type: ignore[attr-defined]
    if order.nap:
        looks.CEILING = timedelta(seconds=order.nap)
    if order.full:
        _limit_size(Path(order.full))
    if order.poison:
        deliver.render_due = _poisoned(order.poison)  # type: ignore[attr-defined, assignment]
    if order.defect:
        deliver.render_due = _defective(order.defect)  # type: ignore[attr-defined, assignment]


def _limit_size(full: Path) -> None:
    # A limit lower than what is there is taken for what is there; it is a connection's own.
    def heed(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={1 if full.exists() else _NO_LIMIT}")

    event.listen(Pool, "checkout", heed)


def _poisoned(poison: str) -> Callable[[Due, str], Message]:
    def render_due(due: Due, message_id: str) -> Message:
        if any(entry.platform == poison for entry in due.entries):
            os.kill(os.getpid(), signal.SIGKILL)
        return messages.render_due(due, message_id)

    return render_due


def _defective(platform: str) -> Callable[[Due, str], Message]:
    def render_due(due: Due, message_id: str) -> Message:
        if any(entry.platform == platform for entry in due.entries):
            raise ValueError("a defect of the texts")
        return messages.render_due(due, message_id)

    return render_due


def _share(deliverer: Deliverer) -> None:
    """One of several workers: leases keep them apart, as on a database without a file."""
    while not deliverer.idle():
        recover(deliverer)
        deliverer.release()
        deliverer.lanes.wait()
        pause(0.02)
    deliverer.stop()


if __name__ == "__main__":
    main()
