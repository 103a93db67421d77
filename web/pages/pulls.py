"""The pull plan: when to ask for a report, what it verifies, and what the plan is to mind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.mistakes import Mistake
from desk.pulls import LONGEST_WAIT, Asked, choose_wishes, read_plans, refuse, what_waiting_buys
from desk.typed import typed_date, typed_number
from desk.wording import _
from models.tables import Person
from scheduler.pulls import FREE_A_YEAR, YUAN_BEYOND, PullKind
from web.acting import about
from web.errors import Missing
from web.forms import Posted, posted
from web.visit import Visit, changing, looking, to

router = APIRouter()
MOST_SHOWN = 12
"""Closures that one pull names; the others are counted."""


@router.get("/pulls")
def show_pulls(request: Request, person: str = "") -> Response:
    """The plans of all people, or of one."""
    with looking(request) as visit:
        return _page(visit, person)


@router.post("/pulls/wishes")
def keep_wishes(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Keep what a person wants of the plan."""
    field = ""
    try:
        with changing(request) as visit:
            person, asked = person_of(visit.user.people, form.text("person")), Asked()
            for field, read in _FIELDS.items():
                asked = replace(asked, **{field: read(form.text(field))})
                refuse(asked, visit.today)
            choose_wishes(person, asked, visit.today)
            number = person.id
    except Missing:
        raise
    except Exception as error:
        with looking(request) as visit:
            problems = visit.problems(error, field)
            return _page(visit, form.text("person"), 422, problems=problems, typed=form.texts)
    return to(f"/pulls?person={number}")


def person_of(people: list[Person], number: str) -> Person:
    """The person of that number. Raises Missing for another user's."""
    found = next((person for person in people if str(person.id) == number), None)
    if found is None:
        raise Missing
    return found


def _kind(text: str) -> PullKind:
    if text not in tuple(PullKind):
        raise Mistake(_("{text} is no kind of report; choose one of the two", text=repr(text)))
    return PullKind(text)


def _goal(text: str) -> date | None:
    return typed_date(text) if text else None


_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "kind": _kind,
    "goal": _goal,
    "wait_days": typed_number,
    "used": typed_number,
}


def _page(visit: Visit, number: str, status: int = 200, **view: object) -> Response:
    people = visit.user.people
    chosen = person_of(people, number) if number else people[0] if len(people) == 1 else None
    plans = read_plans(visit.desk, person=chosen.name if chosen else None)
    return visit.page(
        "pulls.html",
        status,
        plans=[plan for plan in plans if plan.plan.pulls or plan.on_the_way or chosen],
        chosen=chosen,
        people=people if len(people) > 1 else [],
        buys=lambda plan: list(what_waiting_buys(plan, visit.today)),
        about=lambda plan: about(plan.changes),
        most_shown=MOST_SHOWN,
        free_a_year=FREE_A_YEAR,
        yuan_beyond=YUAN_BEYOND,
        longest_wait=LONGEST_WAIT,
        **view,
    )
