"""Channels: where messages go, how each stands, and what became of its messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.channel_use import OFF, USUAL, change_use, pause, read_limit, remove, resume
from desk.channel_view import PURPOSES, about_name, took
from desk.desk import Desk
from desk.mistakes import Mistake
from desk.trials import wait_before_test
from desk.typed import typed_number
from desk.wording import _
from models.tables import Channel
from notifiers.outcome import Refused, Sent
from scheduler.budgets import NO_LIMIT
from scheduler.routing import Purpose, is_for
from web.channel_rows import row, rows, said
from web.forms import Posted, posted
from web.visit import Visit, changing, looking, to
from worker.outcomes import Try
from worker.receipts import receipts
from worker.trial import send_test

router = APIRouter()
SHOWN = 20
_LIMITS = ("per_minute", "per_day")


class LimitMistake(Mistake):
    """A budget that cannot be one. ``field``: which."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@router.get("/channels")
def list_channels(request: Request) -> Response:
    """All of them, in the order in which they are tried."""
    with looking(request) as visit:
        return visit.page("channels/list.html", rows=rows(visit.desk), outcome=said)


@router.get("/channels/{number:int}")
def show_channel(request: Request, number: int) -> Response:
    """One channel: a test, how it is used, its receipts."""
    with looking(request) as visit:
        return _page(visit, number)


@router.post("/channels/{number:int}")
def use_channel(request: Request, number: int, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Change what it is for, its place, its detail and its budget."""
    try:
        with changing(request) as visit:
            _change(visit.desk.channel(number), form, visit.desk)
    except Mistake as error:
        with looking(request) as visit:
            problems = visit.problems(error, getattr(error, "field", ""))
            return _page(visit, number, 422, problems=problems, typed=form.texts)
    return to(f"/channels/{number}")


@router.post("/channels/{number:int}/test")
def try_channel(request: Request, number: int, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """Send the real test message the real way, and show exactly what came of it."""
    with looking(request) as visit:
        visit.desk.channel(number)
        if wait := wait_before_test(visit.desk):
            minutes = max(1, round(wait.total_seconds() / 60))
            problem = _("Ten tests in an hour are enough: wait {minutes} minutes.", minutes=minutes)
            return _page(visit, number, 429, problems={"test": problem})
        installation = visit.site.installation
    tried = send_test(installation, number)
    with looking(request) as visit:
        return _page(visit, number, tried=tried)


@router.post("/channels/{number:int}/pause")
def pause_channel(request: Request, number: int, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """Send nothing over it."""
    return _act(request, number, pause, f"/channels/{number}")


@router.post("/channels/{number:int}/resume")
def resume_channel(request: Request, number: int, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """Use it again."""
    return _act(request, number, resume, f"/channels/{number}")


@router.post("/channels/{number:int}/remove")
def remove_channel(request: Request, number: int, _form: Annotated[Posted, Depends(posted)]) -> Response:
    """Remove it, with its settings."""
    return _act(request, number, remove, "/channels")


def _act(request: Request, number: int, act: Callable[[Channel, Desk], object], path: str) -> Response:
    with changing(request) as visit:
        act(visit.desk.channel(number), visit.desk)
    return to(path)


def _change(channel: Channel, form: Posted, desk: Desk) -> None:
    purposes = {purpose for purpose in Purpose if purpose.value in form.lists.get("for", ())}
    if not purposes:
        raise LimitMistake(
            _("Choose at least one thing it is for; to send nothing over it, pause it."), "for"
        )
    change_use(
        channel,
        desk,
        purposes=purposes,
        position=typed_number(form.text("position")),
        detail="full" if form.text("detail") == "full" else "minimal",
        budget={name: _limit(name, form.text(name)) for name in _LIMITS},
    )


def _limit(name: str, text: str) -> int | None:
    """Empty leaves it to the kind; 0 lifts it."""
    try:
        return read_limit({"": USUAL, str(NO_LIMIT): OFF}.get(text, text))
    except ValueError:
        sentence = _("{text} is no limit: write a number from 1 to 10000, 0 for none, or nothing", text=text)
        raise LimitMistake(sentence, name) from None


def _page(
    visit: Visit, number: int, status: int = 200, *, tried: Try | None = None, **view: object
) -> Response:
    channel = visit.desk.channel(number)
    shown = {
        "row": row(channel, visit.desk, visit.desk.installation.keys),
        "count": len(visit.user.channels),
        "place_": visit.user.channels.index(channel) + 1,
        "receipts": list(receipts(visit.session, number, SHOWN)),
        "tried": tried,
        "taken": tried is not None and isinstance(tried.outcome, Sent),
        "hint": _hint(tried),
        "purposes": [(each.value, _(PURPOSES[each]), is_for(channel, each)) for each in Purpose],
        "typed": {name: _written(getattr(channel, name)) for name in _LIMITS},
        "outcome": said,
        "about": about_name,
        "took": took,
    }
    return visit.page("channels/channel.html", status, **shown | view)


def _hint(tried: Try | None) -> str:
    hint = tried.outcome.hint if tried and isinstance(tried.outcome, Refused) else ""
    return _(hint) if hint else ""


def _written(limit: int | None) -> str:
    return "" if limit is None else str(limit)
