"""The account: its password, and the browsers that are signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import delete, select
from starlette.requests import Request
from starlette.responses import Response

from config.told import Told
from desk.wording import _
from models.tables import WebSession
from web.browsers import browser_name
from web.errors import Missing
from web.forms import Posted, posted
from web.passwords import PasswordRefused, hash_password, is_password
from web.sessions import token_of
from web.throttle import TURN, forget_failures, may_try
from web.tokens import token_hash
from web.visit import Visit, changing, looking, to

router = APIRouter()


@router.get("/account")
def show_account(request: Request) -> Response:
    """The password's form and the browsers."""
    with looking(request) as visit:
        return _page(visit)


@router.post("/account/password")
def change_password(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Asks for the old one; all other browsers are signed out."""
    old, new = form.texts.get("old", ""), form.texts.get("new", "")
    if (problem := _wrong(request, old)) is not None:
        field, sentence, status = problem
        return _again(request, status, {field: sentence})
    with looking(request) as visit:
        name = visit.account.name
    try:
        hashed = hash_password(new, name)
    except PasswordRefused as refused:
        return _again(request, 422, {"new": _said(request, refused)})
    with changing(request) as visit:
        visit.account.password_hash = hashed
        _sign_others_out(visit)
    return to("/account?done=password")


@router.post("/account/browsers/{number:int}/sign-out")
def sign_out(request: Request, number: int, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """One browser of this account."""
    with changing(request) as visit:
        mine = WebSession.account_id == visit.account.id, WebSession.id == number
        if visit.session.scalar(delete(WebSession).where(*mine).returning(WebSession.id)) is None:
            raise Missing
    return to("/account")


@router.post("/account/browsers/others/sign-out")
def sign_others_out(request: Request, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """All but the one that asks."""
    with changing(request) as visit:
        _sign_others_out(visit)
    return to("/account")


def confirmed(request: Request, password: str) -> str | None:
    """Why this password does not confirm what is asked for; None where it does. Wrong ones are counted."""
    problem = _wrong(request, password)
    return problem[1] if problem else None


def _wrong(request: Request, password: str) -> tuple[str, str, int] | None:
    with looking(request) as visit:
        installation = visit.site.installation
        name, hashed = visit.account.name, visit.account.password_hash
    address, now = request.client.host if request.client else "", installation.clock.real_now()
    if not may_try(installation.database, name, address, now):
        with looking(request):
            return "", _("Too many attempts: wait a quarter of an hour, then try again."), 429
    # Hashing takes its time: nothing is locked meanwhile.
    if not is_password(password, hashed):
        with looking(request):
            return "old", _("This is not the present password."), 422
    with installation.database.writing(TURN) as session:
        forget_failures(session, name, address, now)
    return None


def _sign_others_out(visit: Visit) -> None:
    others = WebSession.account_id == visit.account.id, WebSession.token_hash != _this_browser(visit)
    visit.session.execute(delete(WebSession).where(*others))


def _this_browser(visit: Visit) -> str:
    return token_hash(token_of(visit.request, visit.site) or "")


def _said(request: Request, refused: Told) -> str:
    with looking(request):
        return _(refused.hint, **refused.params)


def _again(request: Request, status: int, problems: dict[str, str]) -> Response:
    with looking(request) as visit:
        return _page(visit, status, problems=problems)


def _page(visit: Visit, status: int = 200, **view: object) -> Response:
    now = visit.site.installation.clock.real_now()
    mine = select(WebSession).where(WebSession.account_id == visit.account.id, WebSession.expires_at > now)
    browsers = visit.session.scalars(mine.order_by(WebSession.seen_at.desc(), WebSession.id.desc())).all()
    shown = {
        "browsers": browsers,
        "this": _this_browser(visit),
        "browser_name": browser_name,
        "done": visit.request.query_params.get("done") == "password",
    }
    return visit.page("account/account.html", status, **shown | view)
