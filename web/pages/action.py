"""Links of messages, ``/a/<token>``: GET shows one button, POST does what it says. Nobody has to sign in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import Translator
from desk.wording import speaking
from models.refused import ActRefused
from web.errors import Missing
from web.permit_words import finished, question, reason
from web.permits import Opened, Standing, carry_out, open_permit
from web.rendering import language, render
from web.site import Site, site_of
from web.visit import to
from worker.action_links import Permit, Purpose, read, sign

router = APIRouter()
_STATUS = {
    Standing.OPEN: 200,
    Standing.USED: 410,
    Standing.EXPIRED: 410,
    Standing.GONE: 410,
    Standing.OVERTAKEN: 409,
}
_UNDOES = (Purpose.UNDO, Purpose.RESUME_DIGESTS)
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


async def one_click(request: Request) -> bool:
    """Whether a mail provider posts this for its user (RFC 8058): it follows no redirect."""
    async with request.form(max_files=0, max_fields=10) as form:
        return form.get("List-Unsubscribe") == "One-Click"


@router.api_route("/a/{token}", methods=["GET", "HEAD"])
def show_action(request: Request, token: str) -> Response:
    """What the link does, with its button; or why it does nothing any more. Changes nothing."""
    site, permit = _permit(request, token)
    installation = site.installation
    with installation.database.reading() as session:
        opened = open_permit(session, installation, permit, installation.clock.now())
        return _page(request, opened)


@router.post("/a/{token}")
def act(request: Request, token: str, by_provider: Annotated[bool, Depends(one_click)]) -> Response:
    """Do it, once. What can be taken back is shown with its button (303); the providers get a 200."""
    site, permit = _permit(request, token)
    if by_provider and permit.purpose is not Purpose.STOP_DIGESTS:
        raise Missing
    installation, undo = site.installation, None
    try:
        with installation.database.writing(token) as session:
            opened = open_permit(session, installation, permit, installation.clock.now())
            if opened.standing is not Standing.OPEN:
                known = by_provider and opened.standing is Standing.USED
                return _page(request, opened, 200 if known else None)
            undo = carry_out(opened)
            if permit.purpose in _UNDOES or by_provider:
                return _after(request, opened)
    except ActRefused:  # a message went out between the page and the button
        return show_action(request, token)
    assert undo is not None
    return _answer(to(f"/a/{sign(undo, site.secret)}"))


def _permit(request: Request, token: str) -> tuple[Site, Permit]:
    site = site_of(request)
    permit = read(token, site.secret)
    if permit is None:
        raise Missing
    return site, permit


def _page(request: Request, opened: Opened, status: int | None = None) -> Response:
    said = _language(request, opened)
    with speaking(said):
        if opened.standing is Standing.OPEN:
            view = question(opened) | {"undo": opened.permit.purpose in _UNDOES}
            return _answer(render(request, said, "action.html", 200, **view))
        heading, meaning = reason(opened)
    status = status or _STATUS[opened.standing]
    return _answer(render(request, said, "action.html", status, heading=heading, meaning=meaning, button=""))


def _after(request: Request, opened: Opened) -> Response:
    """The last page of a link: there is nothing more to press."""
    said = _language(request, opened)
    with speaking(said):
        heading, meaning = finished(opened)
    return _answer(render(request, said, "action.html", heading=heading, meaning=meaning, button=""))


def _language(request: Request, opened: Opened) -> Translator:
    chosen = opened.desk.user.locale if opened.desk else None
    return language(request, chosen, site_of(request).installation.settings.locale)


def _answer(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
