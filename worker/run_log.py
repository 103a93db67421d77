"""The worker's own account: that it is alive, and why nothing was sent."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from models.hold import hold_in_force
from models.planning import BEIJING
from models.reminder import CLAIMED, SCHEDULED
from models.tables import Channel, Heartbeat, Reminder
from worker.claim import DELIVERABLE
from worker.deliver import Deliverer
from worker.notice_watch import missing_notice, published_until

WORKER = "scheduler"
ON_HOLD = "ON HOLD after a restore: nothing is sent until it is released: xiaohu hold"
log = logging.getLogger(__name__)


def beat(deliverer: Deliverer) -> str:
    """Store that the worker is alive and how things stand; log it when it changed. Returns the line."""
    now = deliverer.clock.real_now()
    with deliverer.database.writing(WORKER) as session:
        said = status(session, deliverer.clock.now())
        before = _store(session.connection(), seen_at=now, said=said)
        if before != said:
            log.info("%s", said)
    return said


def beat_unless_stuck(deliverer: Deliverer) -> None:
    """The same, but for a worker that lives and sends nothing: whoever watches is to notice."""
    if not deliverer.stuck:
        beat(deliverer)


def begin(deliverer: Deliverer) -> None:
    """Store when this worker started."""
    now = deliverer.clock.real_now()
    with deliverer.database.writing(WORKER) as session:
        _store(session.connection(), started_at=now, seen_at=now, said="started")


_SAID = select(Heartbeat.said).where(Heartbeat.worker == WORKER)
_STORE = update(Heartbeat).where(Heartbeat.worker == WORKER)


def _store(connection: Connection, *, seen_at: datetime, **columns: Any) -> str | None:
    """Returns what was said before; None where nothing was."""
    said: str | None = connection.scalar(_SAID)
    if said is None:
        row = {"worker": WORKER, "started_at": seen_at, "seen_at": seen_at, **columns}
        connection.execute(insert(Heartbeat), row)
    else:
        connection.execute(_STORE.values(seen_at=seen_at, **columns))
    return said


def status(session: Session, now: datetime) -> str:
    """One line: what is in hand, what cannot go out and why, and what comes next."""
    if hold_in_force(session) is not None:
        parts = [ON_HOLD, _missing(session, now)]
    else:
        stands = session.connection().execute(_STANDS, {"now": now}).one()
        parts = [*_not_out(stands), _next(stands.earliest), _missing(session, now)]
    return "; ".join(part for part in parts if part)


_MINE = exists().where(Channel.user_id == Reminder.user_id)
_USABLE = _MINE.where(Channel.paused_at.is_(None))
_DUE = select(func.count()).where(SCHEDULED, Reminder.due_at <= bindparam("now"))
_STANDS = select(
    select(func.count()).where(CLAIMED).scalar_subquery().label("claimed"),
    _DUE.where(~_MINE).scalar_subquery().label("nobody"),
    _DUE.where(_MINE, ~_USABLE).scalar_subquery().label("paused"),
    select(func.min(Reminder.due_at)).where(DELIVERABLE).scalar_subquery().label("earliest"),
)


def _not_out(stands: Row[Any]) -> Iterator[str]:
    if stands.claimed:
        yield f"{stands.claimed} reminder(s) in hand"
    if stands.nobody:
        yield f"{stands.nobody} reminder(s) are due but there is no channel: add one with xiaohu channels add"
    if stands.paused:
        yield f"{stands.paused} reminder(s) are due but every channel is paused: see xiaohu channels list"


def _next(earliest: datetime | None) -> str:
    if earliest is None:
        return "nothing is waiting to be sent"
    return f"the next reminder is due at {earliest.isoformat(timespec='seconds')}"


def _missing(session: Session, now: datetime) -> str:
    missing = missing_notice(published_until(session), now.astimezone(BEIJING).date())
    if missing is None:
        return ""
    loud = "WARNING: " if missing.badly else ""
    return f"{loud}the holidays of {missing.year} are missing: xiaohu calendar import FILE"
