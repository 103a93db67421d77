"""Taking everything along, and deleting the account with all that is stored."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Annotated
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, Depends
from sqlalchemy import exists, select
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from desk.people import erase_user
from desk.takeout import BOM, closures_csv, document, everything, table_csv
from desk.wording import _
from models.erasing import clear_log
from models.tables import Account
from web.forms import Posted, posted
from web.pages.account import confirmed
from web.sessions import clear_cookie
from web.visit import Visit, changing, looking, to

router = APIRouter()
_IN_MEMORY = 4 * 1024 * 1024
_PIECE = 64 * 1024


@router.get("/account/leave")
def show_leaving(request: Request) -> Response:
    """The file with everything, and what deleting means."""
    with looking(request) as visit:
        return _page(visit)


@router.get("/account/everything.zip")
def take_everything(request: Request) -> Response:
    """One JSON document, the closures as ``import`` reads them, and each table as CSV. No secrets."""
    kept = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 -- closed when the last piece has been sent
    with looking(request) as visit, ZipFile(kept, "w", ZIP_DEFLATED) as packed:
        _pack(packed, visit)
        name = f"xiaohu-{visit.today}.zip"
    kept.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(kept), 200, headers, "application/zip")


@router.post("/account/leave")
def delete_account(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Everything of this user, for good; the login's name and the password confirm it."""
    with looking(request) as visit:
        problems = _refused(visit, form)
    if not problems and (wrong := confirmed(request, form.texts.get("password", ""))):
        problems = {"password": wrong}
    if problems:
        with looking(request) as visit:
            return _page(visit, 422, problems=problems, typed=form.texts)
    with changing(request) as visit:
        if problems := _refused(visit, form):  # another operator may have left meanwhile
            return _page(visit, 422, problems=problems, typed=form.texts)
        site = visit.site
        erase_user(visit.desk)
    clear_log(site.installation.database)
    _begin_again(site)
    answer = to("/login")
    clear_cookie(answer, site)
    return answer


def _refused(visit: Visit, form: Posted) -> dict[str, str]:
    if _is_last_operator(visit):
        return {"": _("You are the only operator of this server: invite another operator first.")}
    if form.text("name").casefold() != visit.account.name:
        name = visit.account.name
        return {"name": _("To delete the account {name}, write exactly this name.", name=name)}
    return {}


def _is_last_operator(visit: Visit) -> bool:
    """The last account of all may go: then the server is as it was before anybody came."""
    others = Account.id != visit.account.id
    there_are_others = visit.session.scalar(select(exists().where(others)))
    other_operator = visit.session.scalar(select(exists().where(others, Account.operator)))
    return visit.account.operator and bool(there_are_others) and not other_operator


def _begin_again(site: object) -> None:
    from web.serving import tell_how_to_begin

    tell_how_to_begin(site)  # type: ignore[arg-type]


def _pack(packed: ZipFile, visit: Visit) -> None:
    desk = visit.desk
    _write(packed, "everything.json", document(desk))
    _write(packed, "import.csv", closures_csv(desk), BOM)
    for name, rows in everything(desk.session, desk.user.id, desk.zone):
        _write(packed, f"tables/{name}.csv", table_csv(rows), BOM)


def _write(packed: ZipFile, name: str, parts: Iterator[str], first: str = "") -> None:
    with packed.open(name, "w") as file:
        file.write(first.encode())
        for part in parts:
            file.write(part.encode())


def _pieces(kept: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with kept:
        while piece := kept.read(_PIECE):
            yield piece


def _page(visit: Visit, status: int = 200, **view: object) -> Response:
    count = sum(len(person.closures) for person in visit.user.people)
    shown = {"count": count, "last_operator": _is_last_operator(visit)}
    return visit.page("account/leave.html", status, **shown | view)
