"""The calendar's secret address: shown once when it is made, closed by a button."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from notifiers.links import page_link
from web.feeds import Detail, address, close_feed, feed_of, open_feed, set_detail
from web.forms import Posted, posted
from web.visit import Visit, changing, looking, to

router = APIRouter()


@router.get("/account/calendar")
def show_feed(request: Request) -> Response:
    """Whether an address is open; the address itself is not known any more."""
    with looking(request) as visit:
        return _page(visit)


@router.post("/account/calendar")
def make_feed(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """A new address, shown this once; an earlier one is closed."""
    with changing(request) as visit:
        now = visit.site.installation.clock.now()
        token = open_feed(visit.session, visit.user, now, _detail(form))
        visit.session.flush()
        return _page(visit, url=address(visit.site.base_url, token))


@router.post("/account/calendar/detail")
def change_detail(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Say more or less at the same address."""
    with changing(request) as visit:
        set_detail(visit.session, visit.user, _detail(form))
    return to("/account/calendar")


@router.post("/account/calendar/close")
def end_feed(request: Request, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """Close the address at once."""
    with changing(request) as visit:
        close_feed(visit.session, visit.user)
    return to("/account/calendar")


def _detail(form: Posted) -> Detail:
    return Detail.FULL if form.text("detail") == Detail.FULL else Detail.MINIMAL


def _page(visit: Visit, **view: Any) -> Response:
    shown = {"feed": feed_of(visit.session, visit.user), "url": "", "reachable": _reachable(visit)}
    return visit.page("account/calendar.html", **shown | view)


def _reachable(visit: Visit) -> bool:
    """Whether a phone could fetch it: not from this machine's own address."""
    return page_link(visit.site.base_url) is not None
