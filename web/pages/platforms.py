"""The catalogue as pages: who can be closed where, and how."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from catalog.search import search
from desk.contact import dialled
from desk.observed import observed_line, summaries
from desk.ways import counted_from, evidence, usual_time, way_name
from web.errors import Missing
from web.visit import looking, to

router = APIRouter()


@router.get("/platforms")
def list_platforms(request: Request) -> Response:
    """All of them, or those a query names."""
    query = request.query_params.get("q", "").strip()[:60]
    with looking(request) as visit:
        found = search(visit.desk.installation.catalog(), query)
        return visit.page("platforms/list.html", query=query, found=found)


@router.get("/platforms/{slug}")
def show_platform(request: Request, slug: str) -> Response:
    """How to close there, way by way; a platform that was renamed is found by its old address."""
    with looking(request) as visit:
        platform = visit.desk.installation.catalog().get(slug)
        if platform is None:
            raise Missing
        if platform.slug != slug:
            return to(f"/platforms/{platform.slug}")
        known = summaries(visit.desk)
        return visit.page(
            "platforms/platform.html",
            platform=platform,
            way_name=way_name,
            counted_from=counted_from,
            usual_time=usual_time,
            observed=lambda route: observed_line(known.get((platform.slug, route.id))),
            evidence=evidence,
            dialled=dialled,
        )
