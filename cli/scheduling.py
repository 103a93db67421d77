"""``run``: the scheduler, alone in its process; ``worker``: one node of several."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from desk.mistakes import Mistake
from desk.wording import _

if TYPE_CHECKING:
    from worker.deliver import Deliverer
    from worker.engine import Engine
    from worker.installation import Installation

log = logging.getLogger(__name__)


def run(
    once: Annotated[
        bool, typer.Option("--once", help=_("Send what is due now, then end: for cron."))
    ] = False,
) -> None:
    """Send reminders when they are due."""
    from cli.opening import opened
    from config.logging import set_up_logging
    from worker.service import run_once, run_until_told

    with opened(durable=False) as installation:
        set_up_logging(installation.settings.log_format)
        deliverer = _deliverer(installation)
        (run_once if once else run_until_told)(deliverer)


def worker() -> None:
    """One node of several that share the work."""
    from cli.opening import opened
    from config.logging import set_up_logging
    from worker.engines.cluster import ClusterEngine
    from worker.service import run_until_told

    set_up_logging()
    with opened(durable=False) as installation:
        if installation.database.is_sqlite:
            raise Mistake(_("nodes need PostgreSQL; on a file one scheduler does everything"), "xiaohu run")
        engine = ClusterEngine(installation.database, installation.clock)
        run_until_told(_deliverer(installation, engine))


def _deliverer(installation: Installation, engine: Engine | None = None) -> Deliverer:
    from worker.deliver import Deliverer

    settings = installation.settings
    if settings.clock is not None:
        log.warning(
            "SIMULATED CLOCK: it started at %s; this is not the real time", settings.clock.isoformat()
        )
    return Deliverer(
        installation.database, installation.clock, settings, installation.catalog(), engine=engine
    )
