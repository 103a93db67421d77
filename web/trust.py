"""The trust line of each page: nothing is forgotten, and here is how one can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, select
from sqlalchemy.orm import Session

from models.hold import IN_FORCE
from models.tables import Channel, Delivery, Heartbeat, Reminder, User
from web.channel_rows import title
from worker.run_log import WORKER

SILENT_AFTER = timedelta(minutes=2)
# On every page: making a statement takes longer than running it.
_MINE = and_(Reminder.user_id == bindparam("user"), Reminder.state == "scheduled")
_WHEN = select(
    select(Heartbeat.seen_at).where(Heartbeat.worker == WORKER).scalar_subquery(),
    select(Reminder.due_at).where(_MINE).order_by(Reminder.due_at).limit(1).scalar_subquery(),
    IN_FORCE,
)
_LAST = (
    select(Delivery.id)
    .where(Delivery.channel_id == Channel.id)
    .order_by(Delivery.at.desc(), Delivery.id.desc())
    .limit(1)
    .correlate(Channel)
    .scalar_subquery()
)
_CHANNELS = (
    select(
        Channel.kind,
        Channel.paused_at,
        Channel.person_id,
        Delivery.at,
        Delivery.outcome,
        Delivery.code,
        Delivery.reason,
    )
    .outerjoin(Delivery, Delivery.id == _LAST)
    .where(Channel.user_id == bindparam("user"))
    .order_by(Channel.position, Channel.id)
)


@dataclass(frozen=True, slots=True)
class Failure:
    """The last attempt that a channel did not take, with nothing sent over it since."""

    at: datetime
    channel: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Trust:
    """``seen_at``: when the scheduler last ran, None for never; ``silent``: too long ago.

    ``on_hold``: nothing is sent since a restore. ``next_at`` and ``channel``: the user's next message and
    what the channel it takes is called; None where nothing waits or nothing can be sent, ``paused`` where
    that is because every channel is.
    """

    seen_at: datetime | None
    silent: bool
    on_hold: bool
    next_at: datetime | None
    channel: str | None
    paused: bool
    failure: Failure | None


def trust(session: Session, user: User, real_now: datetime) -> Trust:
    """What the trust line says to this user: two queries."""
    connection, whose = session.connection(), {"user": user.id}
    seen_at, next_at, on_hold = connection.execute(_WHEN, whose).one()
    channels = connection.execute(_CHANNELS, whose).all()
    own = [channel for channel in channels if channel.person_id is None]
    usable = [channel for channel in own if channel.paused_at is None]
    return Trust(
        seen_at,
        seen_at is None or real_now - seen_at > SILENT_AFTER,
        on_hold,
        next_at,
        title(usable[0].kind) if usable else None,
        bool(own) and not usable,
        next((_failure(channel) for channel in channels if channel.outcome not in (None, "sent")), None),
    )


def _failure(channel: Row[*tuple[Any, ...]]) -> Failure:
    return Failure(channel.at, title(channel.kind), channel.code, channel.reason)
