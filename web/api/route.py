"""What happens before each operation of the API: who calls, in which language, and is it JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Any

from fastapi import APIRouter, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param
from sqlalchemy import update
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_
from desk.wording import speaking
from models.account import Scope
from models.session import Database, DatabaseBusy
from models.tables import ApiToken
from web.api.problems import ApiRefusal
from web.api_tokens import find_token, is_due_for_a_mark
from web.forms import sign
from web.rendering import language
from web.site import Site, site_of

_BEARER = HTTPBearer(
    scheme_name="token",
    auto_error=False,
    description="An API token, made on the account page. GET needs the scope `read`, all else `write`. "
    "Cookies are not looked at.",
)
_UNKNOWN = N_("There is no such API token; it may have been revoked.")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token it is."""

    account_id: int
    user_id: int
    scopes: tuple[str, ...]
    operator: bool


class ApiRoute(APIRoute):
    """An operation that is reached with a token only."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The operation behind the checks."""
        operation = super().get_route_handler()

        async def checked(request: Request) -> Response:
            await run_in_threadpool(let_in, request)
            with speaking(request.state.said):
                if request.method != "GET":
                    await _read_body(request)
                return await operation(request)

        return checked


def api_router() -> APIRouter:
    """A router whose operations are reached with a token only."""
    return APIRouter(prefix="/v1", route_class=ApiRoute, dependencies=[Security(_BEARER)])


def let_in(request: Request) -> Caller:
    """Who calls; kept for the operation with the language. Raises ApiRefusal: 401, 403."""
    site, now = site_of(request), site_of(request).installation.clock.real_now()
    scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
    if scheme.lower() != "bearer" or not token:
        raise ApiRefusal(401, headers={"WWW-Authenticate": "Bearer"})
    with site.installation.database.reading() as session:
        found = find_token(session, token)
        if found is None:
            raise ApiRefusal(401, _UNKNOWN, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        caller = _known(request, found, site)
        token_id, is_due = found.id, is_due_for_a_mark(found, now)
    if is_due:
        _mark(site.installation.database, token_id, now)
    _require_scope(request, caller)
    return caller


def _known(request: Request, found: ApiToken, site: Site) -> Caller:
    account = found.account
    caller = Caller(account.id, account.user_id, tuple(found.scopes), account.operator)
    usual = account.user.locale or site.installation.settings.locale
    request.state.caller, request.state.said = caller, language(request, None, usual)
    return caller


def _mark(database: Database, token_id: int, now: datetime) -> None:
    # "Last used" is not worth making a caller wait for, or refusing one.
    with suppress(DatabaseBusy), database.statement() as connection:
        connection.execute(update(ApiToken).where(ApiToken.id == token_id).values(used_at=now))


def _require_scope(request: Request, caller: Caller) -> None:
    needed = Scope.READ if request.method == "GET" else Scope.WRITE
    if needed not in caller.scopes:
        said = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'}
        raise ApiRefusal(403, headers=said)


async def _read_body(request: Request) -> None:
    """Raises ApiRefusal for what is not JSON: 415 by its header, 422 by itself."""
    body = await request.body()
    request.state.fingerprint = _fingerprint(request, body)
    if not body:
        return
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    if header.get_content_type() != "application/json":
        raise ApiRefusal(415, headers={"Accept": "application/json"})
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        raise ApiRefusal(
            422, N_("The body is not JSON: look for a missing quotation mark or comma.")
        ) from None


def _fingerprint(request: Request, body: bytes) -> str:
    asked = f"{request.method} {request.url.path}?{request.url.query}\n"
    return sign(site_of(request), "request", asked + body.hex())
