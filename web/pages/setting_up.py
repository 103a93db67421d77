"""The first account, and invited ones: a link with a token, a name, a password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from config.told import Told
from web.accounts import AccountRefused, find_invitation, make_account
from web.forms import Posted, posted
from web.rendering import language, render
from web.sessions import set_cookie, sign_in
from web.site import site_of
from web.visit import to

router = APIRouter()


@router.get("/invited/{token}")
def show_invitation(request: Request, token: str) -> Response:
    """The form, or that the link is used or over."""
    site = site_of(request)
    with site.installation.database.reading() as session:
        found = find_invitation(session, token, site.installation.clock.real_now())
    return _page(request, 200 if found else 410, open_=found is not None)


@router.post("/invited/{token}")
def accept_invitation(request: Request, token: str, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Make the account and sign in."""
    site = site_of(request)
    now = site.installation.clock.real_now()
    try:
        with site.installation.database.writing() as session:
            found = find_invitation(session, token, now)
            if found is None:
                return _page(request, 410, open_=False)
            account = make_account(
                session,
                found,
                form.text("name"),
                form.texts.get("password", ""),
                settings=site.installation.settings,
                now=site.installation.clock.now(),
            )
            cookie = sign_in(session, account, request.headers.get("user-agent", ""), now)
    except Told as refused:
        return _refused(request, form, refused)
    answer = to("/")
    set_cookie(answer, cookie, site)
    return answer


def _refused(request: Request, form: Posted, refused: Told) -> Response:
    field = refused.field if isinstance(refused, AccountRefused) else "password"
    said = language(request, None, site_of(request).installation.settings.locale)
    problems = {field: said.gettext(refused.hint, **refused.params)}
    return _page(request, 422, open_=True, problems=problems, typed={"name": form.text("name")})


def _page(request: Request, status: int, **view: object) -> Response:
    said = language(request, None, site_of(request).installation.settings.locale)
    return render(request, said, "invited.html", status, **view)
