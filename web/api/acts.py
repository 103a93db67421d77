"""What can be done to a closure: answers, putting off, escalation, and taking the last act back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_
from desk.answering import statement_for
from desk.closure_json import closure_json, whole_closure_json
from desk.desk import Desk
from desk.ladder import doubts
from models.closure import Closure
from models.planning import Planning
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from web.api.calls import Done, once
from web.api.closure_shapes import ClosureShape, EscalatedClosure, WholeClosure
from web.api.problems import ApiRefusal
from web.api.route import api_router
from web.api.typed import LARGEST, Asked, Day, Key, Line, Name, Number

router = api_router()
_MOVED_ON = N_("The closure was changed since you looked at it; look again, then decide.")


class Act(Asked):
    """An act on a closure as it was seen."""

    last_change: Annotated[
        int | None,
        Field(ge=0, le=LARGEST, description="As the closure told it: refused (409) if it moved on."),
    ] = None


class NewAnswer(Act):
    """What the new credit report shows."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"result": "not-updated", "window": "再等15天"}]}
    )

    result: Answer
    window: Annotated[
        Line | None, Field(description="What the platform says now; 次月更新 is assumed unless given.")
    ] = None
    round: Annotated[int | None, Field(ge=1, le=LARGEST, description="Refused (409) if another goes on.")] = (
        None
    )


class Snooze(Act):
    """Not before this day."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-10-20"}]})

    until: Day


class StartingAct(Act):
    """The act that starts the clock, or a call that was made."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"on": "2026-10-09"}]})

    on: Annotated[Day | None, Field(description="The day it happened; today in Beijing unless given.")] = None


class NewEscalation(Act):
    """A rung of the escalation ladder that was taken."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"rung": "ask-again", "on": "2026-10-10", "ticket": "A-17"}]}
    )

    rung: Rung
    on: Day
    ticket: Line = ""
    accepted: Annotated[Day | None, Field(description="The day it was received or accepted.")] = None


class NewNote(Act):
    """A note for the history."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "asked for Ms Li", "ticket": "A-17"}]})

    text: Name
    ticket: Line = ""


@router.post("/closures/{number}/answers", response_model=ClosureShape)
def answer_closure(request: Request, number: Number, answer: NewAnswer, key: Key = None) -> Response:
    """Say what the report shows: ends the closure, starts the next round, or escalates."""
    statement = statement_for(answer.result, answer.window)

    def act(closure: Closure, planning: Planning) -> None:
        closure.answer(answer.result, planning, statement, answer.round)

    return _act(request, number, answer, key, act)


@router.post("/closures/{number}/snooze", response_model=ClosureShape)
def snooze_closure(request: Request, number: Number, snooze: Snooze, key: Key = None) -> Response:
    """Put the next reminder off."""
    return _act(
        request, number, snooze, key, lambda closure, planning: closure.snooze(snooze.until, planning)
    )


@router.post("/closures/{number}/act", response_model=ClosureShape)
def record_act(request: Request, number: Number, act: StartingAct | None = None, key: Key = None) -> Response:
    """Record the act that starts the clock, or a call that was made."""
    done = act or StartingAct()

    def record(closure: Closure, planning: Planning) -> None:
        closure.act(done.on or planning.beijing_today, planning)

    return _act(request, number, done, key, record)


@router.post("/closures/{number}/withdraw", response_model=ClosureShape)
def withdraw_closure(request: Request, number: Number, act: Act | None = None, key: Key = None) -> Response:
    """Stop following a closure; its history is kept."""
    return _act(request, number, act, key, Closure.withdraw)


@router.post("/closures/{number}/give-up", response_model=ClosureShape)
def give_closure_up(request: Request, number: Number, act: Act | None = None, key: Key = None) -> Response:
    """End an escalation that led to nothing; its history is kept."""
    return _act(request, number, act, key, Closure.give_up)


@router.post("/closures/{number}/undo", response_model=ClosureShape)
def undo_last_act(request: Request, number: Number, act: Act | None = None, key: Key = None) -> Response:
    """Take back the last answer, putting off, withdrawal, giving up or act; what was sent stays sent."""

    def undo(closure: Closure, planning: Planning) -> None:
        closure.undo(planning)

    return _act(request, number, act, key, undo)


@router.post("/closures/{number}/escalate", response_model=EscalatedClosure)
def escalate_closure(
    request: Request, number: Number, escalation: NewEscalation, key: Key = None
) -> Response:
    """Record a rung of the escalation ladder, or what is new about one of the same day."""
    filing = Filing(escalation.rung, escalation.on, escalation.accepted)

    def act(desk: Desk) -> Done:
        closure = _seen(desk, number, escalation)
        unusual = doubts(closure, filing)
        closure.escalate(filing, desk.planning(), escalation.ticket)
        desk.session.flush()
        data = closure_json(closure, desk) | {"doubts": unusual}
        return Done(EscalatedClosure, data, closure_id=closure.id)

    return once(request, key, act)


@router.post("/closures/{number}/notes", response_model=WholeClosure)
def add_note(request: Request, number: Number, note: NewNote, key: Key = None) -> Response:
    """Add a note to the history; a finished closure takes notes too."""

    def act(desk: Desk) -> Done:
        closure = _seen(desk, number, note)
        closure.add_note(note.text, desk.planning(), note.ticket)
        desk.session.flush()
        data = whole_closure_json(closure, desk) | {"last_change": closure.last_change}
        return Done(WholeClosure, data, closure_id=closure.id)

    return once(request, key, act)


def _act(
    request: Request,
    number: int,
    asked: Act | None,
    key: str | None,
    do: Callable[[Closure, Planning], None],
) -> Response:
    def act(desk: Desk) -> Done:
        closure = _seen(desk, number, asked)
        do(closure, desk.planning())
        desk.session.flush()
        return Done(ClosureShape, closure_json(closure, desk), closure_id=closure.id)

    return once(request, key, act)


def _seen(desk: Desk, number: int, asked: Act | None) -> Closure:
    """The closure as its caller saw it. Raises NotFound; ApiRefusal where another act came between."""
    closure = desk.closure(number)
    if asked is not None and asked.last_change not in (None, closure.last_change):
        raise ApiRefusal(409, _MOVED_ON)
    return closure
