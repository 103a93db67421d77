"""Every exception that is a visitor's, answered once: pages in words, the API as problems (RFC 9457)."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.i18n import N_
from config.told import Told
from desk.mistakes import Fault, Mistake, reply
from desk.wording import speaking
from models.session import DatabaseBusy, DatabaseUnusable
from scheduler.appointments import AppointmentError
from scheduler.lifecycle import ForbiddenTransition
from scheduler.windows import WindowError
from scheduler.workdays import CalendarGap
from web.api.problems import problem
from web.errors import FormNotOurs, LoginNeeded, Missing, NotAllowed
from web.rendering import language, render
from web.site import site_of

_SAID = {
    403: N_("This page is for the operator."),
    404: N_("There is no such page, or it is not yours."),
    405: N_("This address does not take that kind of request."),
    409: N_("Something else changed this just now; look at it again."),
    413: N_("What was sent is too large."),
    419: N_("This form is too old; go back, reload the page and send it again."),
    503: N_("The database is busy or cannot be used; try again in a moment."),
}


_STATUS = {Fault.USAGE: 422, Fault.NOT_FOUND: 404, Fault.BUSY: 503, Fault.FAILURE: 500}


def answer_refusals(app: FastAPI) -> None:
    """Register the answers."""
    app.add_exception_handler(LoginNeeded, _to_login)
    for kind, status in (
        (FormNotOurs, 419),
        (Missing, 404),
        (NotAllowed, 403),
        (DatabaseBusy, 503),
        (DatabaseUnusable, 503),
    ):
        app.add_exception_handler(kind, _telling(status))
    for mistake in (Mistake, Told, WindowError, AppointmentError, ForbiddenTransition, CalendarGap):
        app.add_exception_handler(mistake, _of_user)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _telling(422))


def _to_login(request: Request, _error: Exception) -> Response:
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse("/login", 303)


def _telling(status: int):  # type: ignore[no-untyped-def]  # a handler for each status
    def tell(request: Request, _error: Exception) -> Response:
        return tell_status(request, status)

    return tell


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return tell_status(request, error.status_code)


def _of_user(request: Request, error: Exception) -> Response:
    """A user's mistake that no form caught: its sentence, on a page of its own."""
    said = language(request, None, site_of(request).installation.settings.locale)
    with speaking(said):
        known = reply(error)
    if known is None:
        raise error
    fault, sentence, _remedy = known
    return render(request, said, "refusal.html", _STATUS[fault], sentence=sentence)


def tell_status(request: Request, status: int) -> Response:
    """The page for a status; 419 is ours and leaves as 403."""
    if request.scope["path"].startswith("/api/"):  # a line break in the address keeps it from the API
        return problem(request, status)
    said = language(request, None, site_of(request).installation.settings.locale)
    sentence = said.gettext(_SAID.get(status, N_("This did not work.")))
    return render(request, said, "refusal.html", 403 if status == 419 else status, sentence=sentence)
