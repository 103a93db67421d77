"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_
from models.tables import Account, WebSession
from web.accounts import has_accounts
from web.forms import Posted, posted
from web.passwords import is_password
from web.rendering import language, render
from web.sessions import clear_cookie, set_cookie, sign_in, token_of
from web.site import Site, site_of
from web.throttle import TURN, forget_failures, may_try
from web.tokens import token_hash
from web.visit import to

router = APIRouter()
_WRONG = N_("The name or the password is not right.")
_WAIT = N_("Too many attempts: wait a quarter of an hour, then try again.")


@router.get("/login")
def show_login(request: Request) -> Response:
    """The form; before the installation is set up, how to do that."""
    site = site_of(request)
    with site.installation.database.reading() as session:
        ready = has_accounts(session)
    return _page(request, "login.html" if ready else "not_set_up.html")


@router.post("/login")
def log_in(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Start a session, or say that it is wrong: which of the two is not told."""
    site = site_of(request)
    token, status, sentence = _try(request, form, site)
    if token is None:
        return _page(
            request, "login.html", status, problems={"": sentence}, typed={"name": form.text("name")}
        )
    answer = to("/")
    set_cookie(answer, token, site)
    return answer


@router.post("/logout")
def log_out(request: Request, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """End this browser's session."""
    site = site_of(request)
    if token := token_of(request, site):
        with site.installation.database.writing(token) as session:
            session.execute(delete(WebSession).where(WebSession.token_hash == token_hash(token)))
    answer = to("/login")
    clear_cookie(answer, site)
    return answer


def _try(request: Request, form: Posted, site: Site) -> tuple[str | None, int, str]:
    name, address = form.text("name").casefold(), _address(request)
    now = site.installation.clock.real_now()
    database = site.installation.database
    if not may_try(database, name, address, now):
        return None, 429, _WAIT
    with database.reading() as session:
        hashed = session.scalar(select(Account.password_hash).where(Account.name == name))
    # Hashing takes its time: nothing is locked meanwhile.
    if not is_password(form.texts.get("password", ""), hashed):
        return None, 422, _WRONG
    with database.writing(TURN) as session:
        forget_failures(session, name, address, now)
        return _let_in(session, name, request, site), 200, ""


def _let_in(session: Session, name: str, request: Request, site: Site) -> str:
    account = session.scalars(select(Account).where(Account.name == name)).one()
    browser = request.headers.get("user-agent", "")
    return sign_in(session, account, browser, site.installation.clock.real_now())


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _page(request: Request, name: str, status: int = 200, **view: object) -> Response:
    said = language(request, None, site_of(request).installation.settings.locale)
    return render(request, said, name, status, **view)
