"""``/closures``: the list, one of them, and registering."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import ConfigDict, Field
from pydantic.config import JsonDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from desk.closure_json import closure_json, whole_closure_json
from desk.closure_query import Wanted, read_closures
from desk.desk import Desk
from desk.evidence_file import evidence_name, evidence_zip
from desk.registering import Order, register
from scheduler.lifecycle import ClosureState
from web.api.calls import Done, asking, once
from web.api.closure_shapes import ClosurePage, ClosureShape, WholeClosure
from web.api.cursors import next_page, number_of
from web.api.route import api_router
from web.api.typed import Asked, Day, Key, Line, Name, Number

router = api_router()
USUAL, MOST = 50, 200
_EXAMPLE: JsonDict = {"platform": "jd-jintiao", "on": "2026-09-24", "window": "3-5个工作日更新"}


class NewClosure(Asked):
    """What ``xiaohu add`` takes."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    platform: Annotated[Name, Field(description="Its slug, name or alias.")]
    route: Annotated[Name | None, Field(description="Which way it was asked, where ways differ.")] = None
    on: Annotated[Day | None, Field(description="The day of the act that counts; today unless given.")] = None
    requested: Annotated[
        Day | None, Field(description="The day you asked, where the time counts from a later act.")
    ] = None
    window: Annotated[
        Line | None, Field(description="What the platform said; null: the guide's, empty: 30 days assumed.")
    ] = None
    payoff: Annotated[Day | None, Field(description="Where a bank closes by appointment.")] = None
    person: Annotated[Name | None, Field(description="Whose report it is; you unless given.")] = None
    note: Line = ""
    free: Annotated[bool, Field(description="Take a platform the catalogue does not know.")] = False


@router.get("/closures", response_model=ClosurePage)
def list_closures(
    request: Request,
    *,
    state: Annotated[ClosureState | None, Query(description="As shown: `due` from its check-on day.")] = None,
    still_open: Annotated[
        bool | None, Query(alias="open", description="Those not finished, or those.")
    ] = None,
    person: Annotated[Name | None, Query()] = None,
    platform: Annotated[Name | None, Query(description="Its slug, name or alias.")] = None,
    check_by: Annotated[Day | None, Query(description="To be checked by that day.")] = None,
    cursor: Annotated[str | None, Query(max_length=60, description="From a page's `next`.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> Response:
    """The closures in the order they were registered: one that is added meanwhile comes on the last page."""
    wanted = Wanted(state, still_open, person, platform, check_by)
    with asking(request) as desk:
        found = read_closures(desk, wanted, number_of(cursor), limit + 1)
        shown = [closure_json(closure, desk) for closure in found[:limit]]
    more = len(found) > limit
    following = (
        next_page("/api/v1/closures", request.query_params.multi_items(), shown[-1]["id"]) if more else None
    )
    page = ClosurePage.model_validate({"closures": shown, "next": following})
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return JSONResponse(page.model_dump(mode="json"), headers=headers)


@router.post("/closures", response_model=ClosureShape, status_code=201)
def register_closure(request: Request, wanted: NewClosure, key: Key = None) -> Response:
    """Register a closure you asked for, and be reminded when it is time to check."""

    def act(desk: Desk) -> Done:
        closure = register(Order(**dict(wanted)), desk).closure
        desk.session.flush()
        return Done(ClosureShape, closure_json(closure, desk), 201, closure_id=closure.id)

    return once(request, key, act)


@router.get("/closures/{number}", response_model=WholeClosure)
def show_closure(request: Request, number: Number) -> object:
    """One closure: its dates and why, and all that happened."""
    with asking(request) as desk:
        closure = desk.closure(number)
        return whole_closure_json(closure, desk) | {"last_change": closure.last_change}


@router.get(
    "/closures/{number}/evidence.zip",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}, "description": "A page to print, and a table."}},
)
def take_evidence(
    request: Request,
    number: Number,
    *,
    notes: Annotated[bool, Query(description="Whether your own notes are in it.")] = True,
) -> Response:
    """What happened, to hand over: dates and why, calls, tickets, notes. Name and ID number are blanks."""
    with asking(request) as desk:
        closure = desk.closure(number)
        packed, name = evidence_zip(closure, desk, notes=notes), evidence_name(closure, desk.today)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(packed, 200, headers, "application/zip")
