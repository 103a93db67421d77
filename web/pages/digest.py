"""The weekly digest as its mail shows it, sending it now, and what became of past weeks."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from desk.weeks import (
    digest_message,
    moment_of,
    nothing_to_say,
    past_weeks,
    undelivered,
    week_at,
    when_sent,
)
from notifiers.due import Detail
from notifiers.message import Message
from web.errors import Missing
from web.forms import Posted, posted
from web.shields import POLICY
from web.visit import Visit, looking, to
from worker.digest_now import send_digest

router = APIRouter()
# A mail's styles stand within it. It is shown in a frame without scripts, forms or an origin of its own.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
_PAGE_POLICY = f"{POLICY}; frame-src 'self'"


@router.get("/digest")
def show_digest(request: Request) -> Response:
    """The page around the mail."""
    with looking(request) as visit:
        return _page(visit)


@router.get("/digest/mail")
def show_mail(request: Request) -> Response:
    """The mail alone, for the frame."""
    with looking(request) as visit:
        message = _message(visit)
        if message is None or message.html is None:
            raise Missing
        return HTMLResponse(_with_pictures(message), headers={"Content-Security-Policy": _MAIL_POLICY})


@router.post("/digest/send")
def send_now(request: Request, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """Send this week's digest now, once."""
    with looking(request) as visit:
        user_id = visit.user.id
    try:
        # Outside any transaction: a mail server takes its time.
        row = send_digest(visit.site.installation, user_id)
    except Exception as error:
        with looking(request) as visit:
            return _page(visit, 422, problems=visit.problems(error))
    if row is not None and row.state == "sent":
        return to("/digest")
    with looking(request) as visit:
        return _page(visit, 200, problems={"": undelivered(row) if row else nothing_to_say()})


def _page(visit: Visit, status: int = 200, **view: object) -> Response:
    week, message = week_at(visit.today, visit.desk), _message(visit)
    page = visit.page(
        "digest.html",
        status,
        subject=message.subject if message else None,
        nothing=nothing_to_say(),
        when=when_sent(week, visit.desk),
        past=past_weeks(visit.desk),
        moment=lambda instant: moment_of(instant, visit.desk),
        minimal=_detail(visit) == "minimal",
        reachable=bool(visit.user.channels),
        **view,
    )
    page.headers["Content-Security-Policy"] = _PAGE_POLICY
    return page


def _message(visit: Visit) -> Message | None:
    week = week_at(visit.today, visit.desk)
    return digest_message(week, visit.desk, _detail(visit), drawn=_first_kind(visit) in (None, "email"))


def _detail(visit: Visit) -> Detail:
    """What the first channel may carry: the digest goes there first."""
    first = next(iter(visit.user.channels), None)
    return "minimal" if first is not None and first.detail == "minimal" else "full"


def _first_kind(visit: Visit) -> str | None:
    first = next(iter(visit.user.channels), None)
    return first.kind if first else None


def _with_pictures(message: Message) -> str:
    html = message.html or ""
    for name, png in message.pictures:
        html = html.replace(f"cid:{name}", f"data:image/png;base64,{b64encode(png).decode()}")
    return html
