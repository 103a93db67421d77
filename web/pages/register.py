"""Registering: which platforms, how to close there and what they said, and that it is saved."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from catalog.platform import Platform, Route
from catalog.search import search
from desk.contact import dialled
from desk.explanations import explanation_rows
from desk.observed import observed_line, summaries
from desk.steps import MAY_MOVE, STEPS
from desk.ways import channel_name, counted_from, evidence, usual_time, way_name
from web.forms import Posted, posted
from web.order_sheet import NotSaved, read_sheet, save
from web.pages.done import done_address
from web.platform_list import address, own_name, wanted_platforms
from web.visit import Visit, changing, looking, to

router = APIRouter()
_WORDS = {
    "STEPS": STEPS,
    "MAY_MOVE": MAY_MOVE,
    "address": address,
    "dialled": dialled,
    "explanation_rows": explanation_rows,
    "channel_name": channel_name,
    "counted_from": counted_from,
    "evidence": evidence,
    "usual_time": usual_time,
    "way_name": way_name,
}


@router.get("/register")
def choose_platforms(request: Request) -> Response:
    """Search as one types; what is chosen stands in the address."""
    with looking(request) as visit:
        catalog = visit.desk.installation.catalog()
        chosen = wanted_platforms(request.query_params.getlist("platform"), catalog)
        query = request.query_params.get("q", "").strip()[:60]
        return visit.page(
            "register/choose.html",
            query=query,
            chosen=chosen,
            found=search(catalog, query),
            own=own_name(query, catalog),
            address=address,
            wanted=lambda name: wanted_platforms([name], catalog),
        )


@router.get("/register/details")
def show_details(request: Request) -> Response:
    """How to close at each platform, and a form for what it said."""
    chosen = request.query_params.getlist("platform")
    with looking(request) as visit:
        if not wanted_platforms(chosen, visit.desk.installation.catalog()):
            return to("/register")
        return _details(visit, Posted({}, {"platform": tuple(chosen)}, {}), fresh=True)


@router.post("/register/details")
def take_details(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Show the dates at once, or save all of them, or none."""
    try:
        if form.text("do") == "save":
            with changing(request) as visit:
                return to(done_address(save(read_sheet(form, visit), visit)))
    except NotSaved:
        pass
    with looking(request) as visit:
        return _details(visit, form)


def _details(visit: Visit, form: Posted, *, fresh: bool = False) -> Response:
    sheet = read_sheet(form, visit)
    sheet.look(visit, saving=form.text("do") == "save")
    if fresh:
        sheet.forgive()
    status, known = 422 if sheet.has_problems else 200, summaries(visit.desk)

    def observed(platform: Platform, route: Route) -> str:
        return observed_line(known.get((platform.slug, route.id)))

    return visit.page("register/details.html", status, sheet=sheet, observed=observed, **_WORDS)
