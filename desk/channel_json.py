"""A channel as programs read it, without its settings: these keys are fixed and only grow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desk.channel_view import settings_json
from desk.closure_json import instant
from desk.mistakes import told
from models.tables import Delivery

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Channel
    from worker.keyring import Keyring


def channel_json(channel: Channel, desk: Desk) -> dict[str, Any]:
    """Where it leads and what became of its last message (``last``: null before the first)."""
    return {
        "id": channel.id,
        "kind": channel.kind,
        "to": channel.label,
        "person": channel.person.name if channel.person else None,
        "detail": channel.detail,
        "position": channel.position,
        **settings_json(channel, desk),
        "last": next(iter(receipts_json(channel, desk, 1)), None),
    }


def receipts_json(channel: Channel, desk: Desk, most: int) -> list[dict[str, Any]]:
    """What the other side said to the last messages, the newest first."""
    mine = select(Delivery).where(Delivery.channel_id == channel.id).order_by(Delivery.id.desc()).limit(most)
    found: Sequence[Delivery] = desk.session.scalars(mine).all()
    return [
        {
            "at": instant(each.at, desk),
            "outcome": each.outcome,
            "code": each.code,
            "reason": each.reason,
            "seconds": round(each.seconds, 3),
        }
        for each in found
    ]


def readable_json(channel: Channel, keys: Keyring) -> dict[str, str | None]:
    """``problem``: why its settings cannot be decrypted; null where they can."""
    unreadable = keys.open(channel.kind, channel.config) is None
    return {"problem": told(keys.lost()) if unreadable else None}
