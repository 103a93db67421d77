"""The trust line of each page: nothing is forgotten, and here is how one can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.hold import hold_in_force
from models.tables import Channel, Delivery, Heartbeat, Reminder, User
from worker.run_log import WORKER

SILENT_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Failure:
    """The last attempt that a channel did not take, with nothing sent over it since."""

    at: datetime
    channel_kind: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Trust:
    """``seen_at``: when the scheduler last ran, None for never; ``silent``: too long ago.

    ``on_hold``: nothing is sent since a restore. ``next_at`` and ``channel_kind``: the user's next message
    and its channel; None where nothing waits or nothing can be sent.
    """

    seen_at: datetime | None
    silent: bool
    on_hold: bool
    next_at: datetime | None
    channel_kind: str | None
    failure: Failure | None


def trust(session: Session, user: User, real_now: datetime) -> Trust:
    """What the trust line says to this user."""
    seen_at = session.scalar(select(Heartbeat.seen_at).where(Heartbeat.worker == WORKER))
    waiting = select(Reminder.due_at).where(Reminder.user_id == user.id, Reminder.state == "scheduled")
    first = next(iter(user.channels), None)
    return Trust(
        seen_at,
        seen_at is None or real_now - seen_at > SILENT_AFTER,
        hold_in_force(session) is not None,
        session.scalar(waiting.order_by(Reminder.due_at).limit(1)),
        first.kind if first else None,
        _failure(session, user),
    )


def _failure(session: Session, user: User) -> Failure | None:
    for channel in user.channels:
        last = session.scalar(
            select(Delivery).where(Delivery.channel_id == channel.id).order_by(Delivery.id.desc()).limit(1)
        )
        if last is not None and last.outcome != "sent":
            return Failure(last.at, _kind(channel), last.code, last.reason)
    return None


def _kind(channel: Channel) -> str:
    return channel.kind
