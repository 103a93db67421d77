"""Retention: closures that ended long ago are deleted, where the operator asks for it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.erasing import clear_log, overwrite_deleted
from models.tables import Closure, Event
from scheduler.lifecycle import FINISHED

if TYPE_CHECKING:
    from worker.deliver import Deliverer

AT_A_TIME = 500
"""Closures deleted in one transaction: others wait for no longer than that."""
log = logging.getLogger(__name__)


def prune(deliverer: Deliverer) -> int:
    """Delete what ended more than ``XIAOHU_KEEP_FINISHED_DAYS`` ago; returns how many closures."""
    days = deliverer.settings.keep_finished_days
    if days is None:
        return 0
    ended_before, removed = deliverer.clock.now() - timedelta(days=days), 0
    while _any(deliverer, ended_before) and (count := _some(deliverer, ended_before)):
        removed += count
    if removed:
        log.info("%d closure(s) that ended more than %d days ago are deleted", removed, days)
        if not clear_log(deliverer.database):
            log.warning("traces of them stay in the database's log until nobody reads it")
    return removed


def _any(deliverer: Deliverer, ended_before: datetime) -> bool:
    """Whether there is anything: a write of nothing would hold others up, and say that writing works."""
    with deliverer.database.reading() as session:
        return bool(_ended(session, ended_before))


def _some(deliverer: Deliverer, ended_before: datetime) -> int:
    with deliverer.database.writing() as session:
        overwrite_deleted(session)
        numbers = _ended(session, ended_before)
        session.execute(delete(Closure).where(Closure.id.in_(numbers)))
        return len(numbers)


def _ended(session: Session, before: datetime) -> list[int]:
    """A finished closure ended when something last happened to it."""
    last = select(func.max(Event.at)).where(Event.closure_id == Closure.id).scalar_subquery()
    finished = select(Closure.id).where(Closure.state.in_(FINISHED))
    ended = finished.where(func.coalesce(last, Closure.created_at) < before)
    return list(session.scalars(ended.order_by(Closure.id).limit(AT_A_TIME)))
