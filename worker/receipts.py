"""What became of a channel's messages: a receipt for each attempt, however many reminders it told of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import Delivery, Reminder
from scheduler.routing import purpose_of


@dataclass(frozen=True, slots=True)
class Receipt:
    """One attempt to send one message. ``about``: a purpose (``scheduler.routing``) or ``test``; ``code`` and
    ``reason`` are the other side's, of success too; ``seconds`` from the first byte to the answer."""

    at: datetime
    message_id: str
    about: str
    reminders: int
    outcome: str
    code: str
    reason: str
    seconds: float


_ATTEMPT = (
    Delivery.at,
    Delivery.message_id,
    Delivery.outcome,
    Delivery.code,
    Delivery.reason,
    Delivery.seconds,
)


def receipts(session: Session, channel_id: int, last: int) -> Iterator[Receipt]:
    """The ``last`` attempts over a channel, the latest first."""
    attempts = (
        select(*_ATTEMPT, func.min(Reminder.kind).label("kind"), func.count().label("reminders"))
        .join(Reminder, Reminder.id == Delivery.reminder_id)
        .where(Delivery.channel_id == channel_id)
        .group_by(*_ATTEMPT)
        .order_by(Delivery.at.desc(), func.max(Delivery.id).desc())
        .limit(last)
    )
    for row in session.execute(attempts):
        about = "test" if row.kind == "test" else purpose_of(row.kind).value
        said = row.outcome, row.code, row.reason, row.seconds
        yield Receipt(row.at, row.message_id, about, row.reminders, *said)
