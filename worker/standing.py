"""How a channel stands: refusals in a row, rests, and the pause that follows too many refusals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, or_, update

from models.tables import Channel, Event, Reminder
from notifiers.failures import TIMEOUT
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from scheduler.retry import LONGEST_RETRY_AFTER
from scheduler.sending_hours import SendingHours, local_date, not_in_quiet_hours
from worker.keyring import UNREADABLE

if TYPE_CHECKING:
    from worker.claim import Batch

PAUSED_AFTER = 3
"""Messages in a row that were refused for good."""
REST = timedelta(seconds=10)
"""How long a channel is left alone that did not answer in time."""
BY_REFUSALS = "refusals"
"""Who paused a channel that refused too often."""
CHANNEL = "channel"
"""The kind of the row that tells a channel's owner of its pause; its ordinal is the channel's number."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one attempt says about its channel. ``gone``: it will never take anything again as it is.

    ``rests_until``: what waits for the channel waits until then. ``hours``: when its owner may be told,
    should this be the refusal that pauses it.
    """

    channel_id: int
    user_id: int
    at: datetime
    taken: bool
    refused: bool
    gone: bool
    rests_until: datetime | None
    hours: SendingHours

    @property
    def troubled(self) -> bool:
        """Whether it says more than that the channel took something."""
        return self.refused or self.rests_until is not None


def standing(outcome: Outcome, batch: Batch, hours: SendingHours, at: datetime) -> Standing:
    """What became of a batch as its channel's standing."""
    return Standing(
        channel_id=batch.channel_id,
        user_id=batch.user_id,
        at=at,
        taken=isinstance(outcome, Sent),
        # A key that is lost here is nobody's refusal.
        refused=isinstance(outcome, Refused) and outcome.permanent and outcome != UNREADABLE,
        gone=isinstance(outcome, Refused) and outcome.gone,
        rests_until=rests_until(outcome, at),
        hours=hours,
    )


def rests_until(outcome: Outcome, at: datetime) -> datetime | None:
    """Until when a channel that gave this answer is left alone: as long as it asks, a day at the most."""
    if isinstance(outcome, Sent):
        return None
    if outcome.retry_after is not None:
        return at + min(outcome.retry_after, LONGEST_RETRY_AFTER)
    return at + REST if hangs(outcome) else None


def hangs(outcome: Outcome) -> bool:
    """Whether a thread was held up by it for the whole of its time limit."""
    return isinstance(outcome, Unreachable) and outcome.code == TIMEOUT.code


def write_standings(connection: Connection, standings: Iterable[Standing]) -> None:
    """Write down which channels refuse, and which rest, within the transaction that records the attempts."""
    for each in standings:
        if each.rests_until is not None:
            mine = update(Channel).where(Channel.id == each.channel_id)
            connection.execute(mine.values(rests_until=each.rests_until))
        if each.refused:
            _count(connection, each)


def _count(connection: Connection, refused: Standing) -> None:
    mine = update(Channel).where(Channel.id == refused.channel_id)
    connection.execute(mine.values(refusals=Channel.refusals + 1))
    enough = or_(Channel.refusals >= PAUSED_AFTER, bindparam("gone", refused.gone))
    pausing = mine.where(Channel.paused_at.is_(None), enough)
    paused = pausing.values(paused_at=refused.at, paused_by=BY_REFUSALS).returning(Channel.refusals)
    if (refusals := connection.scalar(paused)) is not None:
        connection.execute(insert(Reminder), [_warning(refused)])
        connection.execute(insert(Event), [_event(refused, refusals)])


def _warning(paused: Standing) -> dict[str, Any]:
    """A message of its own, named now: it stays the same through every retry, and its owner is told once."""
    return {
        "user_id": paused.user_id,
        "kind": CHANNEL,
        "ordinal": paused.channel_id,
        "day": local_date(paused.at, paused.hours),
        "due_at": not_in_quiet_hours(paused.at, paused.hours),
        "state": "scheduled",
        "batch": uuid.uuid4().hex,
        "attempts": 0,
        "unfinished": 0,
    }


def _event(paused: Standing, refusals: int) -> dict[str, Any]:
    data = {"channel": paused.channel_id, "by": BY_REFUSALS, "refusals": refusals}
    return {"at": paused.at, "kind": "channel_paused", "user_id": paused.user_id, "data": data}
