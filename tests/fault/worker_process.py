"""Real worker processes, forked from a warm parent: ``python -m tests.fault.worker_process``.

The parent reads one JSON line at a time. ``{"start": order}`` forks a worker and answers its process id;
``{"wait": pid}`` waits for its end and answers the status (negative: the signal that ended it).
"""

import json
import logging
import os
import signal
import sys
import threading
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from config.logging import set_up_logging
from config.settings import Settings
from notifiers.apprise_notifier import schemas
from notifiers.channels import open_notifier
from simulation.running import theatre
from tests.fault.cut_down import cut_down
from tests.fault.order import Order
from tests.journal import journalling
from tests.scripted import catalog
from tests.statements import keep_for_all
from worker.clock import pause
from worker.deliver import Deliverer
from worker.engines.cluster import ClusterEngine
from worker.installation import Installation, open_installation
from worker.lanes import Lanes
from worker.recover import recover
from worker.service import run_once, run_until_told

REHEARSAL = 1


def main() -> None:
    """The warm parent. It starts no thread: it must be safe to fork.

    A simulated world is its rehearsal: statements, templates and calendars are there when a worker is born.
    """
    catalog(), schemas()
    keep_for_all()
    with theatre() as play:
        play(REHEARSAL)
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
    cut_down(order)
    settings = Settings(
        digest_at="off",
        data_dir=Path(order.folder),
        database_url=order.database,
        operator="box.example",
        allowed_networks="127.0.0.0/8",
        crash_at=order.crash_at,
        clock=datetime.fromisoformat(order.clock) if order.clock else None,
        ping_url=SecretStr(order.monitor),
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
