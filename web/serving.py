"""The service as one process: pages, API and scheduler; ends cleanly when told to."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from socket import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI

from config.logging import set_up_logging
from models.session import Database
from web.accounts import invite_the_first
from web.app import create_app
from web.listening import LOOPBACK, listen
from web.site import Site
from worker.deliver import Deliverer
from worker.installation import Installation
from worker.pages_key import pages_key
from worker.service import running

PORT = 8321
GRACE = 1
"""Seconds that requests in hand have left; the scheduler's messages have eight more (``worker.deliver``)."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to serve: addresses to listen on, the port, whether the scheduler runs here too."""

    hosts: Sequence[str] = (LOOPBACK,)
    port: int = PORT
    scheduler: bool = True


def serve(installation: Installation, wanted: Wanted, announce: Callable[[], None] = lambda: None) -> None:
    """Until SIGTERM or SIGINT, then ends within ten seconds. ``announce``: called when it listens.

    Raises SchedulerRunning before anything listens, KeysUnusable, and Mistake for an address in use.
    """
    set_up_logging(installation.settings.log_format)
    if (start := installation.settings.clock) is not None:
        log.warning("SIMULATED CLOCK: it started at %s; this is not the real time", start.isoformat())
    told, site = _told_by_signals(), Site(installation, pages_key(installation.settings))
    with (
        _scheduler(installation) if wanted.scheduler else nullcontext(),
        _pages(create_app(site), listen(list(wanted.hosts), wanted.port), told),
    ):
        tell_how_to_begin(site)
        announce()
        told.wait()
        log.info("stopping: finishing what is in hand")


def tell_how_to_begin(site: Site) -> None:
    """Where nobody has an account yet, the log names the address at which the first one is made."""
    with site.installation.database.writing() as session:
        token = invite_the_first(session, site.installation.clock.real_now())
    if token is not None:
        log.warning("nobody has an account yet: set one up at %s/invited/%s", site.base_url, token)


def at_address(installation: Installation, base_url: str) -> Installation:
    """The same installation, linking to another address for as long as this process lives."""
    settings = installation.settings.model_copy(update={"base_url": base_url})
    return replace(installation, settings=settings)


def _told_by_signals() -> threading.Event:
    told = threading.Event()

    def tell(_signal: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    return told


@contextmanager
def _scheduler(installation: Installation) -> Iterator[None]:
    # A database of its own: what it loses in a power cut is repeated, so it need not sync every record.
    database = Database(installation.settings.database, durable=False)
    try:
        settings, catalog = installation.settings, installation.catalog()
        with running(Deliverer(database, installation.clock, settings, catalog)):
            yield
    finally:
        database.close()


@contextmanager
def _pages(app: FastAPI, sockets: list[socket], told: threading.Event) -> Iterator[None]:
    """The web server in a thread of its own, while the block lasts.

    In the main thread it would take the signals, and end the process by them before the scheduler has
    written down what it sent. As a daemon it cannot keep the process alive: nor can a request that hangs.
    """
    server = uvicorn.Server(_config(app))

    def run() -> None:
        try:
            server.run(sockets)
        finally:
            told.set()  # whatever ended it

    thread = threading.Thread(target=run, name="pages", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(GRACE + 0.5)
        if thread.is_alive():
            log.warning("a request is still in hand; it ends with the process")


def _config(app: FastAPI) -> uvicorn.Config:
    # The access log is ours (web.access_log): uvicorn's would hold the tokens in addresses. Proxies are
    # trusted by XIAOHU_TRUSTED_PROXIES alone (web.app), not by uvicorn's own environment variable.
    return uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
