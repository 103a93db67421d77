"""For machines that watch the service: is it well, and if not, why."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import JSONResponse

from models.hold import hold_in_force
from models.session import DatabaseBusy, DatabaseUnusable
from models.tables import Heartbeat
from web.site import Site, site_of
from web.trust import SILENT_AFTER
from worker.run_log import WORKER

router = APIRouter()


@router.get("/healthz")
def healthz(request: Request) -> JSONResponse:
    """200, or 503 with the reasons. Says nothing of anybody's data."""
    reasons = _reasons(site_of(request))
    return JSONResponse(
        {"status": "ok" if not reasons else "failing", "reasons": reasons}, 503 if reasons else 200
    )


def _reasons(site: Site) -> list[str]:
    try:
        with site.installation.database.reading() as session:
            seen_at = session.scalar(select(Heartbeat.seen_at).where(Heartbeat.worker == WORKER))
            on_hold = hold_in_force(session) is not None
    except (DatabaseBusy, DatabaseUnusable) as error:
        return [str(error)]
    now = site.installation.clock.real_now()
    reasons = ["on hold after a restore: nothing is sent until it is released"] if on_hold else []
    if site.installation.database.trouble:
        reasons.append(site.installation.database.trouble)
    if seen_at is None:
        reasons.append("the scheduler has never run")
    elif now - seen_at > SILENT_AFTER:
        reasons.append(f"the scheduler was last seen {int((now - seen_at).total_seconds())} s ago")
    return reasons
