"""On hold after a restore: what would go out, and letting it go as somebody chose.

What the lost database sent after the backup was made cannot be known: its receipts are lost with it. So
nothing is sent before somebody has said what to do with what has come due meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import distinct, func, select, update
from sqlalchemy.orm import Session

from config.i18n import N_
from config.told import Told
from models.hold import hold_in_force
from models.tables import Event, Hold, Reminder, Round

_PASSED_OVER = "not sent: passed over after a restore, it may have been sent before"


class NotOnHold(Told):
    """There is nothing to release."""


class Overdue(StrEnum):
    """What happens to reminders that are due when the hold ends: all are sent, or none of them."""

    SEND = "send"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is due while on hold. ``messages``: what it makes when put together, one a user."""

    reminders: int
    messages: int
    oldest: datetime | None


def waiting(session: Session, now: datetime) -> Waiting:
    """What a release would send at once."""
    due = Reminder.state == "scheduled", Reminder.due_at <= now
    asked = select(func.count(), func.count(distinct(Reminder.user_id)), func.min(Reminder.due_at))
    return Waiting(*session.execute(asked.where(*due)).one())


def release(session: Session, overdue: Overdue | datetime, now: datetime) -> Waiting:
    """Send again from now on. An instant: what came due up to then was sent already, the rest is sent.

    Returns what goes out at once. Raises NotOnHold.
    """
    if hold_in_force(session) is None:
        raise NotOnHold(N_("nothing is on hold: reminders are sent as they come due"))
    if overdue is not Overdue.SEND:
        _pass_over(session, now if overdue is Overdue.DROP else min(overdue, now), now)
    released = overdue.value if isinstance(overdue, Overdue) else overdue.isoformat()
    in_force = update(Hold).where(Hold.released_at.is_(None))
    session.execute(in_force.values(released_at=now, released=released))
    return waiting(session, now)


def _pass_over(session: Session, until: datetime, now: datetime) -> None:
    # Failed, not cancelled: a cancelled reminder is planned anew when dates move, and would be sent then.
    due = Reminder.state == "scheduled", Reminder.due_at <= until
    passed = update(Reminder).where(*due).values(state="failed", failure=_PASSED_OVER)
    rows = session.execute(passed.returning(Reminder.user_id, Reminder.round_id, Reminder.day)).all()
    for row in rows:
        closure = session.scalar(select(Round.closure_id).where(Round.id == row.round_id))
        told = {"on": row.day.isoformat()}
        session.add(Event(at=now, kind="passed_over", user_id=row.user_id, closure_id=closure, data=told))
