"""The worker's own account: that it is alive, and why nothing was sent."""

import logging
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.hold import hold_in_force
from models.planning import BEIJING
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
        heartbeat = session.get(Heartbeat, WORKER)
        if heartbeat is None:
            heartbeat = Heartbeat(worker=WORKER, started_at=now, seen_at=now, said="")
            session.add(heartbeat)
        if heartbeat.said != said:
            log.info("%s", said)
        heartbeat.seen_at, heartbeat.said = now, said
    return said


def beat_unless_stuck(deliverer: Deliverer) -> None:
    """The same, but for a worker that lives and sends nothing: whoever watches is to notice."""
    if not deliverer.stuck:
        beat(deliverer)


def begin(deliverer: Deliverer) -> None:
    """Store when this worker started."""
    now = deliverer.clock.real_now()
    with deliverer.database.writing(WORKER) as session:
        session.merge(Heartbeat(worker=WORKER, started_at=now, seen_at=now, said="started"))


def status(session: Session, now: datetime) -> str:
    """One line: what is in hand, what cannot go out and why, and what comes next."""
    if hold_in_force(session) is not None:
        parts = [ON_HOLD, _missing(session, now)]
    else:
        parts = [_in_hand(session), _unreachable(session, now), _next(session), _missing(session, now)]
    return "; ".join(part for part in parts if part)


def _in_hand(session: Session) -> str:
    claimed = session.scalar(select(func.count()).where(Reminder.state == "claimed"))
    return f"{claimed} reminder(s) in hand" if claimed else ""


def _unreachable(session: Session, now: datetime) -> str:
    mine = exists().where(Channel.user_id == Reminder.user_id)
    due = select(func.count()).where(Reminder.state == "scheduled", Reminder.due_at <= now)
    nobody = session.scalar(due.where(~mine))
    paused = session.scalar(due.where(mine, ~mine.where(Channel.paused_at.is_(None))))
    parts = [
        f"{nobody} reminder(s) are due but there is no channel: add one with xiaohu channels add",
        f"{paused} reminder(s) are due but every channel is paused: see xiaohu channels list",
    ]
    return "; ".join(part for part, count in zip(parts, (nobody, paused), strict=True) if count)


def _next(session: Session) -> str:
    earliest = session.scalar(select(func.min(Reminder.due_at)).where(DELIVERABLE))
    if earliest is None:
        return "nothing is waiting to be sent"
    return f"the next reminder is due at {earliest.isoformat(timespec='seconds')}"


def _missing(session: Session, now: datetime) -> str:
    missing = missing_notice(published_until(session), now.astimezone(BEIJING).date())
    if missing is None:
        return ""
    loud = "WARNING: " if missing.badly else ""
    return f"{loud}the holidays of {missing.year} are missing: xiaohu calendar import FILE"
