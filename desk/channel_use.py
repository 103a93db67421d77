"""How a channel is used: what it is for, its place, its budget, pauses; what changes is remembered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete

from desk.mistakes import Mistake
from desk.wording import _
from models.tables import Channel, Event
from scheduler.budgets import NO_LIMIT
from scheduler.routing import Purpose
from worker.waits import end_waits

if TYPE_CHECKING:
    from desk.desk import Desk

MOST = 10_000
"""The highest limit: nobody needs more, and numbers have to be stored."""
OFF, USUAL = "off", "usual"


def read_limit(text: str) -> int | None:
    """``usual`` leaves a limit to the kind (None), ``off`` lifts it. Raises ValueError for what is none."""
    if text in (OFF, USUAL):
        return NO_LIMIT if text == OFF else None
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= MOST):
        raise ValueError(text)
    return int(text)


def change_use(
    channel: Channel,
    desk: Desk,
    *,
    purposes: Collection[Purpose] = (),
    position: int | None = None,
    detail: str | None = None,
    budget: Mapping[str, int | None] | None = None,
) -> None:
    """Only what is given changes; ``budget``: columns with the limits to store. Raises Mistake."""
    if position is not None:
        _move(channel, position, desk.user.channels)
    for purpose in Purpose if purposes else ():
        setattr(channel, f"for_{purpose.value}", purpose in purposes)
    if detail not in (None, channel.detail):
        remember("channel_detail", channel, desk, {"from": channel.detail, "to": str(detail), "by": "user"})
        channel.detail = str(detail)
    for name, limit in (budget or {}).items():
        setattr(channel, name, limit)
    end_waits(desk.session, desk.user.id, desk.now)


def pause(channel: Channel, desk: Desk) -> bool:
    """Send nothing over it; whether no channel is in use now."""
    if channel.paused_at is None:
        remember("channel_paused", channel, desk, {"by": "user"})
    channel.pause(channel.paused_at or desk.now, "user")
    end_waits(desk.session, desk.user.id, desk.now)
    return all(each.paused_at for each in desk.user.channels)


def resume(channel: Channel, desk: Desk) -> None:
    """Use it again. Raises Mistake."""
    if channel.paused_at is None:
        raise Mistake(_("channel {number} is not paused", number=channel.id))
    remember("channel_resumed", channel, desk, {"by": "user"})
    channel.resume()
    end_waits(desk.session, desk.user.id, desk.now)


def remove(channel: Channel, desk: Desk) -> None:
    """What waits for it, its budget included, goes over the others."""
    remember("channel_removed", channel, desk, {"detail": channel.detail})
    end_waits(desk.session, desk.user.id, desk.now)
    desk.session.execute(delete(Channel).where(Channel.id == channel.id))


def remember(kind: str, channel: Channel, desk: Desk, data: Mapping[str, str]) -> None:
    """What happened to a channel: never its settings."""
    data_of = {"channel": channel.id, "kind": channel.kind, **data}
    desk.session.add(Event(at=desk.now, kind=kind, user_id=desk.user.id, data=data_of))


def _move(channel: Channel, position: int, order: Sequence[Channel]) -> None:
    if not 1 <= position <= len(order):
        raise Mistake(
            _("--position {position}: there are {count} channels", position=position, count=len(order))
        )
    others = [each for each in order if each is not channel]
    for place, each in enumerate([*others[: position - 1], channel, *others[position - 1 :]], 1):
        each.position = place
