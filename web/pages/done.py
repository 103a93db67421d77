"""What was just registered: what comes next, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from desk.steps import STEPS
from desk.typed import typed_number
from web.visit import looking, to

router = APIRouter()
MOST_SHOWN = 100


def done_address(numbers: Iterable[int]) -> str:
    """Where to go after saving."""
    return "/register/done?" + urlencode([("closure", number) for number in list(numbers)[:MOST_SHOWN]])


@router.get("/register/done")
def show_done(request: Request) -> Response:
    """The closures of the address, which are the visitor's own."""
    numbers = request.query_params.getlist("closure")[:MOST_SHOWN]
    with looking(request) as visit:
        closures = [visit.desk.closure(typed_number(number)) for number in dict.fromkeys(numbers)]
        if not closures:
            return to("/register")
        return visit.page("register/done.html", closures=closures, steps=STEPS, iso=date.fromisoformat)
