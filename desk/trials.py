"""Test messages are for trying a channel out, not for flooding somebody's mailbox."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.tables import Reminder

if TYPE_CHECKING:
    from desk.desk import Desk

MOST, WITHIN = 10, timedelta(hours=1)


def wait_before_test(desk: Desk) -> timedelta | None:
    """How long the user has to wait before the next test message; None: not at all."""
    recent = (Reminder.user_id == desk.user.id, Reminder.due_at > desk.now - WITHIN)
    times = select(func.count(), func.min(Reminder.due_at)).where(*recent, Reminder.due_at <= desk.now)
    count, first = desk.session.execute(times.where(Reminder.kind == "test")).one()
    return first + WITHIN - desk.now if count >= MOST else None
