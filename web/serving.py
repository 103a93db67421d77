"""The service as one process: pages, API and scheduler; ends cleanly when told to."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import uvicorn
from fastapi import FastAPI

from config.logging import set_up_logging
from models.session import Database
from web.accounts import invite_the_first
from web.app import create_app
from web.site import Site
from worker.deliver import Deliverer
from worker.installation import Installation
from worker.pages_key import pages_key
from worker.service import running

PORT = 8321
log = logging.getLogger(__name__)


def serve(installation: Installation, host: str, port: int, *, with_scheduler: bool = True) -> None:
    """Until SIGTERM or SIGINT. Raises SchedulerRunning before anything listens."""
    set_up_logging()
    site = Site(installation, pages_key(installation.settings))
    with _scheduler(installation) if with_scheduler else nullcontext():
        tell_how_to_begin(site)
        uvicorn.Server(_config(create_app(site), host, port)).run()


def tell_how_to_begin(site: Site) -> None:
    """Where nobody has an account yet, the log names the address at which the first one is made."""
    with site.installation.database.writing() as session:
        token = invite_the_first(session, site.installation.clock.real_now())
    if token is not None:
        log.warning("nobody has an account yet: set one up at %s/invited/%s", site.base_url, token)


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


def _config(app: FastAPI, host: str, port: int) -> uvicorn.Config:
    # The access log is ours (web.access_log): uvicorn's would hold the tokens in addresses.
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
