"""Tokens for programs: shown once when they are made, ended by a button."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.wording import _
from models.personal import PersonalData
from web.api_tokens import TokenRefused, list_tokens, make_token, revoke_token
from web.errors import Missing
from web.forms import Posted, posted
from web.visit import Visit, changing, looking, to

router = APIRouter()


@router.get("/account/tokens")
def show_tokens(request: Request) -> Response:
    """What was made, never the tokens themselves."""
    with looking(request) as visit:
        return _page(visit)


@router.post("/account/tokens")
def new_token(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Make one and show it, this once."""
    try:
        with changing(request) as visit:
            now = visit.site.installation.clock.now()
            scopes = form.lists.get("scopes", ())
            token, made = make_token(visit.session, visit.account, form.text("name"), scopes, now)
            return _page(visit, token=token, made=made.name)
    except (TokenRefused, PersonalData) as refused:
        with looking(request) as visit:
            problems = {getattr(refused, "field", "name"): _(refused.hint, **refused.params)}
            return _page(visit, 422, problems=problems, typed=form.texts, scopes=form.lists.get("scopes", ()))


@router.post("/account/tokens/{number:int}/revoke")
def revoke(request: Request, number: int, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """End it at once."""
    with changing(request) as visit:
        if not revoke_token(visit.session, visit.account, number):
            raise Missing
    return to("/account/tokens")


def _page(visit: Visit, status: int = 200, **view: object) -> Response:
    shown = {
        "tokens": list_tokens(visit.session, visit.account),
        "token": "",
        "made": "",
        "scopes": ("read",),
        "base_url": visit.site.base_url,
    }
    return visit.page("account/tokens.html", status, **shown | view)
