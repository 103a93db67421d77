"""What is remembered of a channel's coming and going."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.tables import Event

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Channel


def channel_event(kind: str, channel: Channel, desk: Desk) -> Event:
    """``channel_added`` or ``channel_removed``: which kind, never its settings."""
    data = {"channel": channel.id, "kind": channel.kind}
    return Event(at=desk.now, kind=kind, user_id=desk.user.id, data=data)
