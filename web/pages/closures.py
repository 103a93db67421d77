"""All closures, with filters."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from desk.closure_list import Filter, read_page, states
from desk.mistakes import Mistake
from desk.states import STATES
from desk.typed import typed_number, typed_text
from desk.wording import _
from scheduler.lifecycle import ClosureState, is_finished, state_on
from scheduler.today import LONG_LATE
from web.visit import Visit, looking

router = APIRouter()
_LAST_PAGE = 100_000


@router.get("/closures")
def list_closures(
    request: Request, state: str = "", person: str = "", q: str = "", page: str = "1"
) -> Response:
    """The list. An unknown filter is a mistake; another user's person matches nothing."""
    with looking(request) as visit:
        wanted = _filter(state, person, q, page, visit)
        found = read_page(visit.desk, wanted)

        def address(**changed: object) -> str:
            kept = {"state": state, "person": person, "q": q} | changed
            return "/closures?" + urlencode({name: value for name, value in kept.items() if value})

        return visit.page(
            "closures.html",
            found=found,
            wanted=wanted,
            address=address,
            people=visit.user.people if len(visit.user.people) > 1 else [],
            state_of=lambda row: state_on(ClosureState(row.state), row.check_on, visit.today),
            state_names={name: _(text) for name, text in STATES.items()},
            is_finished=is_finished,
            long_late=LONG_LATE,
        )


def _filter(state: str, person: str, q: str, page: str, visit: Visit) -> Filter:
    if state and state not in states(visit.today):
        known = _(", ").join(states(visit.today))
        raise Mistake(_("there is no filter {name}; choose one of: {known}", name=repr(state), known=known))
    number = min(max(typed_number(page or "1"), 1), _LAST_PAGE)
    return Filter(state, typed_number(person) if person else None, typed_text(q), number)
