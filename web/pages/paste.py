"""A pasted list: understood, shown as a table, corrected in place, saved all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.mistakes import Mistake
from desk.pasted import MOST_LINES, read_lines
from desk.ways import way_name
from web.forms import Posted, posted
from web.order_sheet import NotSaved, save
from web.pages.done import done_address
from web.pasted_sheet import as_fields, person_of, read_table
from web.platform_list import address
from web.visit import Visit, changing, looking, to

router = APIRouter()


@router.get("/register/paste")
def show_box(request: Request) -> Response:
    """Where to paste."""
    with looking(request) as visit:
        return _box(visit, 200, {})


@router.post("/register/paste")
def take_list(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Read the pasted text, look at the corrected table again, or save it."""
    if "text" in form.texts:
        return _read(request, form)
    try:
        if form.text("do") == "save":
            with changing(request) as visit:
                return to(done_address(save(read_table(form.texts, person_of(form), visit), visit)))
    except NotSaved:
        pass
    with looking(request) as visit:
        return _table(visit, form, form.texts)


def _read(request: Request, form: Posted) -> Response:
    with looking(request) as visit:
        try:
            lines = read_lines(form.texts["text"], visit.desk.planning().beijing_today)
        except Mistake as error:
            return _box(visit, 422, visit.problems(error, "text"), form.texts["text"])
        if not lines:
            return _box(visit, 422, {"text": visit.said.gettext("Paste at least one line.")})
        return _table(visit, form, as_fields(lines))


def _box(visit: Visit, status: int, problems: dict[str, str], text: str = "") -> Response:
    return visit.page("register/paste.html", status, problems=problems, text=text, limit=MOST_LINES)


def _table(visit: Visit, form: Posted, fields: Mapping[str, str]) -> Response:
    sheet = read_table(fields, person_of(form), visit)
    if not sheet.cards:
        return to("/register/paste")
    sheet.look(visit, saving=True)
    return visit.page(
        "register/table.html",
        422 if sheet.has_problems else 200,
        sheet=sheet,
        way_name=way_name,
        address=address,
    )
