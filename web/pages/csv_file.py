"""A table of closures (CSV): looked at first, with what is wrong line by line, then stored all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_
from desk.batch import AlreadyFollowed, run_import
from desk.csv_rows import COLUMNS, MOST_BYTES, REQUIRED, refuse_large
from desk.following import count_followed
from desk.mistakes import Mistake
from desk.takeout import BOM
from desk.wording import _
from web.forms import Posted, posted
from web.kept_file import packed, unpacked
from web.visit import Visit, looking, to

if TYPE_CHECKING:
    from desk.importing import Understood

router = APIRouter()
MOST_SHOWN = 50
"""Rows and failures that are shown one by one."""
_MEANINGS = {
    "person": (N_("whose report; you unless given"), "本人"),
    "platform": (N_("its name"), "京东金条"),
    "route": (N_("which way, where there are several"), "app"),
    "requested_on": (N_("the day you asked"), "2026-09-24"),
    "window": (N_("what they said about the time; empty: the guide's, or 30 days"), "3-5个工作日更新"),
    "note": (N_("anything"), ""),
    "payoff_on": (N_("the day of payoff, where a platform closes by appointment"), ""),
    "started_on": (N_("the day of the call back or settlement, where the time counts from it"), ""),
    "external_id": (N_("your own number for the row: it is never imported twice"), "A-17"),
}


@router.get("/register/file")
def show_upload(request: Request) -> Response:
    """Where to choose a file, and what it looks like."""
    with looking(request) as visit:
        return _upload(visit, 200, {})


@router.post("/register/file")
def take_file(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Say what a file comes to; with ``do=save`` store it, if nothing is wrong with it."""
    saving = form.text("do") == "save"
    with looking(request) as visit:
        try:
            data = _data(form)
            result = _import(visit, form, data, dry_run=not saving)
        except AlreadyFollowed as error:
            result = _import(visit, form, data, dry_run=True)
            return _result(visit, form, data, result, {"again": str(error)})
        except Mistake as error:
            return _upload(visit, 422, visit.problems(error, "file"))
        if saving and not result.failures:
            counts = {"stored": len(result.registrations), "already": result.already}
            return to("/register/file/done?" + urlencode(counts))
        return _result(visit, form, data, result, {})


@router.get("/register/file/done")
def show_stored(request: Request, stored: int = 0, already: int = 0) -> Response:
    """How many were stored."""
    with looking(request) as visit:
        return visit.page("register/stored.html", stored=stored, already=already)


@router.get("/register/template.csv")
def give_template(request: Request) -> Response:
    """An empty table with its first line."""
    with looking(request):
        line = StringIO()
        csv.writer(line).writerow(COLUMNS)
    headers = {"Content-Disposition": 'attachment; filename="xiaohu-template.csv"'}
    return Response((BOM + line.getvalue()).encode(), 200, headers, "text/csv; charset=utf-8")


def _data(form: Posted) -> bytes:
    """The chosen file, or the one that was looked at before."""
    data = form.files.get("file") or (unpacked(form.lists["kept"]) if "kept" in form.lists else b"")
    if not data:
        raise Mistake(_("choose a file that holds something"))
    return refuse_large(data, _("the file"))


def _import(visit: Visit, form: Posted, data: bytes, *, dry_run: bool) -> Understood:
    return run_import(
        visit.site.installation,
        visit.user.id,
        data,
        form.text("person") or None,
        free=bool(form.text("free")),
        dry_run=dry_run,
        once=not form.text("again"),
    )


def _upload(visit: Visit, status: int, problems: dict[str, str]) -> Response:
    columns = [(name, name in REQUIRED, *_MEANINGS[name]) for name in COLUMNS]
    return visit.page(
        "register/file.html", status, problems=problems, columns=columns, limit=MOST_BYTES >> 20
    )


def _result(
    visit: Visit, form: Posted, data: bytes, result: Understood, problems: dict[str, str]
) -> Response:
    return visit.page(
        "register/file_result.html",
        422 if result.failures or problems else 200,
        problems=problems,
        result=result,
        rows=list(_rows(visit, result)),
        failures=result.failures[:MOST_SHOWN],
        followed=count_followed(result.registrations, visit.session),
        kept=[] if result.failures else packed(data),
        typed=form.texts,
    )


def _rows(visit: Visit, result: Understood) -> Iterator[tuple[str, str, str, str]]:
    """The first rows as they would be stored: person, platform, day, window."""
    names = {person.id: person.name for person in visit.user.people}
    for wanted in result.registrations[:MOST_SHOWN]:
        day = visit.said.day(wanted.requested_on, visit.today)
        stated = wanted.statement.stated or _("30 days assumed")
        yield names[wanted.person_id], wanted.target.name, day, stated
