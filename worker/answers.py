"""Answers that the API keeps so that a repeated request does nothing twice: for a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete

from models.tables import IdempotencyKey

if TYPE_CHECKING:
    from worker.deliver import Deliverer

KEPT_FOR = timedelta(days=1)
_OLD = delete(IdempotencyKey).where(IdempotencyKey.created_at < bindparam("before"))


def forget_answers(deliverer: Deliverer) -> int:
    """Delete those that are older; returns how many."""
    with deliverer.database.statement() as connection:
        return connection.execute(_OLD, {"before": deliverer.clock.real_now() - KEPT_FOR}).rowcount
