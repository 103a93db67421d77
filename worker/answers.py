"""Answers that the API keeps so that a repeated request does nothing twice: for a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from models.tables import IdempotencyKey

if TYPE_CHECKING:
    from worker.deliver import Deliverer

KEPT_FOR = timedelta(days=1)


def forget_answers(deliverer: Deliverer) -> int:
    """Delete those that are older; returns how many."""
    old = IdempotencyKey.created_at < deliverer.clock.real_now() - KEPT_FOR
    with deliverer.database.writing() as session:
        return len(session.scalars(delete(IdempotencyKey).where(old).returning(IdempotencyKey.key)).all())
