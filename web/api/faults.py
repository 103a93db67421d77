"""Every exception that is a caller's mistake becomes a problem document; the rest is a defect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from config.told import Told
from desk.mistakes import Fault, Mistake, NotFound, reply
from desk.registering import CountsFromRequest, NoAppointments, PayoffNeeded, RouteNeeded
from desk.wording import _, speaking
from models.closure import SnoozeError
from models.refused import ActRefused
from models.user import ConsentMissing
from notifiers.channels import ChannelError
from scheduler.appointments import AppointmentError
from scheduler.lifecycle import ForbiddenTransition
from scheduler.windows import WindowError
from scheduler.workdays import CalendarGap
from web.api.problems import ApiRefusal, FieldError, caller_language, problem
from web.api.validation import field_errors, is_about_path
from web.errors import Missing

_STATUS = {Fault.USAGE: 422, Fault.NOT_FOUND: 404, Fault.BUSY: 503, Fault.FAILURE: 503}
_SOON = {"Retry-After": "2"}
_MISTAKES = (Mistake, Told, WindowError, AppointmentError, ForbiddenTransition, CalendarGap, ChannelError)
_FIELDS: Mapping[tuple[type[Exception], ...], str] = {
    (WindowError,): "window",
    (RouteNeeded,): "route",
    (PayoffNeeded, NoAppointments, AppointmentError): "payoff",
    (CountsFromRequest,): "on",
    (SnoozeError,): "until",
    (ConsentMissing,): "person",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    detail: str = ""
    errors: tuple[FieldError, ...] = ()


def answer_faults(api: FastAPI) -> None:
    """Register the answers."""
    for mistake in _MISTAKES:
        api.add_exception_handler(mistake, _of_caller)
    api.add_exception_handler(ApiRefusal, refusal)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _of_http)
    api.add_exception_handler(Missing, _missing)
    api.add_exception_handler(Exception, _defect)


def _of_caller(request: Request, error: Exception) -> Response:
    with speaking(caller_language(request)):
        answer = _answer(error)
    headers = _SOON if answer.status == 503 else None
    return problem(request, answer.status, answer.detail, answer.errors, headers)


def _answer(error: Exception) -> _Answer:
    known = reply(error)
    if known is None:
        raise error
    fault, sentence, _remedy = known
    if isinstance(error, ForbiddenTransition | ActRefused):
        return _Answer(409, sentence)
    # What the body names is a value that cannot be used; what the address names is not found.
    field = _field(error)
    if fault is Fault.USAGE or field:
        return _Answer(422, sentence, (FieldError(field=field, detail=sentence),))
    return _Answer(_STATUS[fault], sentence)


def _field(error: Exception) -> str:
    """The field of the request that a mistake is about, as far as its kind tells."""
    match error:
        case NotFound():
            return error.what
        case ChannelError():
            return error.field if error.field in ("", "kind") else f"settings.{error.field}"
        case _:
            return next((field for kinds, field in _FIELDS.items() if isinstance(error, kinds)), "")


def refusal(request: Request, error: Exception) -> Response:
    """The answer to an ApiRefusal."""
    assert isinstance(error, ApiRefusal)
    with speaking(caller_language(request)):
        sentence = _(error.hint)
    errors = [FieldError(field=error.field, detail=sentence)] if error.status == 422 else []
    return problem(request, error.status, sentence, errors, error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if is_about_path(found):
        return problem(request, 404)
    with speaking(caller_language(request)):
        return problem(request, 422, errors=field_errors(found))


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
    return problem(request, error.status_code, headers=headers)


def _allowed(request: Request) -> str:
    """All methods of the address: each of its routes knows only its own."""
    found: set[str] = set()
    for route in request.app.state.operations:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= route.methods
    return ", ".join(sorted(found))


def _missing(request: Request, _error: Exception) -> Response:
    return problem(request, 404)


def _defect(request: Request, _error: Exception) -> Response:
    return problem(request, 500)
