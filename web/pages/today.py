"""Today: what to do now, one card an act."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web.visit import looking

router = APIRouter()


@router.get("/")
def show_today(request: Request) -> Response:
    """The home page."""
    with looking(request) as visit:
        return visit.page("today.html")
