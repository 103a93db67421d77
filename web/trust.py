"""The trust line of each page: nothing is forgotten, and here is how one can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Delivery, Heartbeat, Reminder, User
from web.channel_rows import title
from worker.run_log import WORKER

SILENT_AFTER = timedelta(minutes=2)


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

    ``next_at`` and ``channel``: the user's next message and what the channel it takes is called; None where
    nothing waits or nothing can be sent, ``paused`` where that is because every channel is.
    """

    seen_at: datetime | None
    silent: bool
    next_at: datetime | None
    channel: str | None
    paused: bool
    failure: Failure | None


def trust(session: Session, user: User, real_now: datetime) -> Trust:
    """What the trust line says to this user."""
    seen_at = session.scalar(select(Heartbeat.seen_at).where(Heartbeat.worker == WORKER))
    waiting = select(Reminder.due_at).where(Reminder.user_id == user.id, Reminder.state == "scheduled")
    usable = [channel for channel in user.channels if channel.paused_at is None]
    return Trust(
        seen_at,
        seen_at is None or real_now - seen_at > SILENT_AFTER,
        session.scalar(waiting.order_by(Reminder.due_at).limit(1)),
        title(usable[0].kind) if usable else None,
        bool(user.channels) and not usable,
        _failure(session, user),
    )


def _failure(session: Session, user: User) -> Failure | None:
    for channel in user.channels:
        last = session.scalar(
            select(Delivery).where(Delivery.channel_id == channel.id).order_by(Delivery.id.desc()).limit(1)
        )
        if last is not None and last.outcome != "sent":
            return Failure(last.at, title(channel.kind), last.code, last.reason)
    return None
