"""One closure: where it stands, its dates and why, answers, escalation, notes, all that happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.mistakes import Mistake
from desk.typed import typed_date, typed_name, typed_text, typed_window
from desk.wording import _
from models.planning import Planning
from models.round import Statement, WindowSource
from models.tables import Closure
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from web.acting import act_on
from web.closure_view import closure_view
from web.forms import Posted, posted
from web.visit import Visit, looking

router = APIRouter()
Form = Annotated[Posted, Depends(posted)]
_TAKES_WINDOW = (Answer.NOT_UPDATED, Answer.STILL_OPEN)


@router.get("/closures/{number:int}")
def show_closure(request: Request, number: int, rung: str = "") -> Response:
    """The page; ``rung``: whose text to show."""
    with looking(request) as visit:
        return _page(visit, number, 200, rung)


@router.post("/closures/{number:int}/answer")
def answer(request: Request, number: int, form: Form) -> Response:
    """What the new report shows. A window counts where a next round begins, and is ignored elsewhere."""

    def say(closure: Closure, planning: Planning) -> None:
        result = _answer(form.text("answer"))
        closure.answer(result, planning, _statement(result, form.text("window")))

    return act_on(request, number, form, say, _refused(request, number, form, "window"))


@router.post("/closures/{number:int}/snooze")
def snooze(request: Request, number: int, form: Form) -> Response:
    """Put the check off."""

    def put_off(closure: Closure, planning: Planning) -> None:
        closure.snooze(typed_date(form.text("until")), planning)

    return act_on(request, number, form, put_off, _refused(request, number, form, "until"))


@router.post("/closures/{number:int}/act")
def act(request: Request, number: int, form: Form) -> Response:
    """The act that starts the clock has come, or a call was made."""

    def record(closure: Closure, planning: Planning) -> None:
        closure.act(typed_date(form.text("on")), planning)

    return act_on(request, number, form, record, _refused(request, number, form, "on"))


@router.post("/closures/{number:int}/undo")
def undo(request: Request, number: int, form: Form) -> Response:
    """Take the last act back."""

    def take_back(closure: Closure, planning: Planning) -> None:
        closure.undo(planning)

    return act_on(request, number, form, take_back, _refused(request, number, form, "undo"))


@router.post("/closures/{number:int}/withdraw")
def withdraw(request: Request, number: int, form: Form) -> Response:
    """Stop following it."""

    def stop(closure: Closure, planning: Planning) -> None:
        closure.withdraw(planning)

    return act_on(request, number, form, stop, _refused(request, number, form, "withdraw"))


@router.post("/closures/{number:int}/escalate")
def escalate(request: Request, number: int, form: Form) -> Response:
    """A rung of the ladder was taken."""

    def take(closure: Closure, planning: Planning) -> None:
        closure.escalate(_filing(form), planning, typed_text(form.text("ticket")))

    return act_on(request, number, form, take, _refused(request, number, form, "filed_on"))


@router.post("/closures/{number:int}/note")
def note(request: Request, number: int, form: Form) -> Response:
    """Keep a note."""

    def keep(closure: Closure, planning: Planning) -> None:
        closure.add_note(typed_name(form.text("text")), planning, typed_text(form.text("note_ticket")))

    return act_on(request, number, form, keep, _refused(request, number, form, "text"))


def _page(visit: Visit, number: int, status: int, rung: str = "", **view: object) -> Response:
    closure = visit.desk.closure(number)
    return visit.page("closure.html", status, **closure_view(closure, visit, rung), **view)


def _refused(request: Request, number: int, form: Posted, field: str) -> Callable[[Exception], Response]:
    """The same page with the sentence beside the field and everything that was typed."""

    def show(error: Exception) -> Response:
        with looking(request) as visit:
            problems = visit.problems(error, field)
            return _page(visit, number, 422, form.text("rung"), problems=problems, typed=form.texts)

    return show


def _answer(text: str) -> Answer:
    if text not in tuple(Answer):
        raise Mistake(_("{text} is no answer; choose one of the four", text=repr(text)))
    return Answer(text)


def _statement(result: Answer, window: str) -> Statement | None:
    if not window or result not in _TAKES_WINDOW:
        return None
    return Statement(window, typed_window(window), WindowSource.STATED)


def _filing(form: Posted) -> Filing:
    rung = form.text("rung")
    if rung not in tuple(Rung):
        raise Mistake(_("{text} is no step; choose one of the list", text=repr(rung)))
    return Filing(Rung(rung), typed_date(form.text("filed_on")), _day(form.text("accepted_on")))


def _day(text: str) -> date | None:
    return typed_date(text) if text else None
