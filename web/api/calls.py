"""One request of a program: a desk for looking, or an act that is done once however often it is sent."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from config.i18n import N_
from desk.desk import Desk
from models.tables import IdempotencyKey, User
from web.api.problems import ApiRefusal
from web.site import site_of
from worker.answers import KEPT_FOR

_OTHER_REQUEST = N_("This key was used for another request; choose a new key for each.")
_IN_HAND = N_(
    "The first request with this key is still under way, or was cut off. Look at what came of it; to do it "
    "again, choose a new key."
)
_KEY = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: its shape, its content, and what it is about, with which its answer goes."""

    shape: type[BaseModel]
    data: dict[str, Any]
    status: int = 200
    closure_id: int | None = None
    channel_id: int | None = None
    report_id: int | None = None


@contextmanager
def asking(request: Request) -> Iterator[Desk]:
    """A desk for looking."""
    with site_of(request).installation.database.reading() as session:
        yield _desk(request, session)


@contextmanager
def acting(request: Request) -> Iterator[Desk]:
    """A desk for changing: what the block did is on disk when it has ended without an error."""
    whose = f"user {request.state.caller.user_id}"
    with site_of(request).installation.database.writing(whose) as session:
        yield _desk(request, session)


def once(request: Request, key: str | None, act: Callable[[Desk], Done]) -> Response:
    """An act, and its answer stored with it in one transaction: whoever repeats the key gets that answer.

    What fails leaves nothing, so it may be repeated with the same key. Raises ApiRefusal.
    """
    with acting(request) as desk:
        if kept := _kept(request, key, desk):
            return _answer(kept)
        done = act(desk)
        desk.session.flush()
        row = _row(request, key, desk, done)
        if key is not None:
            _keep(desk.session, row)
    return _answer(row)


def once_outside(
    request: Request, key: str | None, ready: Callable[[Desk], Done], send: Callable[[], Done]
) -> Response:
    """The same for what leaves the house and cannot be taken back.

    ``ready`` checks, in the transaction that notes the key; ``send`` acts, in none. Cut off in between, the
    key stays noted and nothing is sent again. Raises ApiRefusal.
    """
    with acting(request) as desk:
        if kept := _kept(request, key, desk):
            return _answer(kept)
        begun = _row(request, key, desk, ready(desk))
        if key is not None:
            begun.status, begun.answer = 0, ""
            _keep(desk.session, begun)
    done = send()
    with acting(request) as desk:
        row = _row(request, key, desk, done)
        mine = (IdempotencyKey.account_id == row.account_id, IdempotencyKey.key == key)
        desk.session.execute(update(IdempotencyKey).where(*mine).values(status=row.status, answer=row.answer))
    return _answer(row)


def _desk(request: Request, session: Session) -> Desk:
    installation = site_of(request).installation
    user = session.get(User, request.state.caller.user_id)
    if user is None:  # deleted since the token was looked up
        raise ApiRefusal(401)
    return Desk(installation, session, user, installation.clock.now())


def _kept(request: Request, key: str | None, desk: Desk) -> IdempotencyKey | None:
    """The answer that this request got before. Raises ApiRefusal where the key stands for another one."""
    if key is None:
        return None
    found = desk.session.get(IdempotencyKey, (request.state.caller.account_id, key))
    if found is None:
        return None
    if found.created_at < desk.installation.clock.real_now() - KEPT_FOR:
        desk.session.delete(found)
        desk.session.flush()
        return None
    if not hmac.compare_digest(found.request_hash, request.state.fingerprint):
        raise ApiRefusal(422, _OTHER_REQUEST, _KEY)
    if not found.status:
        raise ApiRefusal(409, _IN_HAND)
    return found


def _row(request: Request, key: str | None, desk: Desk, done: Done) -> IdempotencyKey:
    return IdempotencyKey(
        account_id=request.state.caller.account_id,
        key=key,
        request_hash=request.state.fingerprint,
        status=done.status,
        answer=done.shape.model_validate(done.data).model_dump_json(by_alias=True),
        closure_id=done.closure_id,
        channel_id=done.channel_id,
        report_id=done.report_id,
        created_at=desk.installation.clock.real_now(),
    )


def _keep(session: Session, row: IdempotencyKey) -> None:
    session.add(row)
    try:
        session.flush()
    except IntegrityError:  # a database with several writers: the other one was first
        raise ApiRefusal(409, _IN_HAND) from None


def _answer(row: IdempotencyKey) -> Response:
    answer = Response(row.answer, row.status, media_type="application/json")
    if row.status == 201:
        about = {"closures": row.closure_id, "channels": row.channel_id, "reports": row.report_id}
        what, number = next((what, number) for what, number in about.items() if number)
        answer.headers["Location"] = f"/api/v1/{what}/{number}"
    return answer
