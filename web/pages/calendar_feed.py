"""``/calendar/<token>.ics``: what calendar programs fetch, again and again."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from notifiers.dates_feed import dates_feed
from web.errors import Missing
from web.feeds import Detail, find_feed
from web.site import site_of
from worker.coming_dates import timetable

router = APIRouter()
_HEADERS = {
    # The program may keep its copy, nobody between may, and it asks whether that is still right.
    "Cache-Control": "private, no-cache",
    "Content-Disposition": 'inline; filename="dates.ics"',
    "X-Robots-Tag": "noindex",
}


@router.api_route("/calendar/{token}.ics", methods=["GET", "HEAD"])
def show_feed(request: Request, token: str) -> Response:
    """The calendar, or 304 where the program has it already; 404 for an address that is closed."""
    installation = site_of(request).installation
    with installation.database.reading() as session:
        found = find_feed(session, token)
        if found is None:
            raise Missing
        feed, user = found
        shown = timetable(
            session, user, Detail(feed.detail).value, installation.settings, installation.clock.now()
        )
    body = dates_feed(shown)
    headers = {**_HEADERS, "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if _has_it(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


def _has_it(request: Request, etag: str) -> bool:
    named = request.headers.get("if-none-match", "")
    return named.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in named.split(",")}
