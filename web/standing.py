"""How the service stands: numbers only, nobody's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from desk.holding import Holding, holding
from models.tables import Account, Channel, Delivery, Heartbeat, Reminder
from web.trust import SILENT_AFTER
from worker.backups import backups_in
from worker.claim import DELIVERABLE
from worker.notice_watch import published_until
from worker.run_log import WORKER

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from worker.installation import Installation


@dataclass(frozen=True, slots=True)
class Kind:
    """Channels of one kind: how many there are, are paused, and did not take their last message."""

    name: str
    count: int
    paused: int
    failing: int


@dataclass(frozen=True, slots=True)
class Standing:
    """``waiting``: due and not sent though its user can be reached; ``unreachable``: due, and its user has no
    channel in use; ``claimed``: in the worker's hands."""

    version: str
    seen_at: datetime | None
    started_at: datetime | None
    silent: bool
    waiting: int
    unreachable: int
    claimed: int
    next_at: datetime | None
    kinds: list[Kind]
    accounts: int
    holidays_until: int
    backup_at: datetime | None
    """The youngest backup that was made by itself."""
    holding: Holding | None


def standing(session: Session, installation: Installation) -> Standing:
    """As things are now."""
    now, real_now = installation.clock.now(), installation.clock.real_now()
    heartbeat = session.get(Heartbeat, WORKER)
    scheduled = Reminder.state == "scheduled"
    due = _count(session, scheduled, Reminder.due_at <= now)
    waiting = _count(session, DELIVERABLE, Reminder.due_at <= now)
    return Standing(
        version=version("xiaohu"),
        seen_at=heartbeat.seen_at if heartbeat else None,
        started_at=heartbeat.started_at if heartbeat else None,
        silent=heartbeat is None or real_now - heartbeat.seen_at > SILENT_AFTER,
        waiting=waiting,
        unreachable=due - waiting,
        claimed=_count(session, Reminder.state == "claimed"),
        next_at=session.scalar(
            select(Reminder.due_at)
            .where(DELIVERABLE, Reminder.due_at > now)
            .order_by(Reminder.due_at)
            .limit(1)
        ),
        kinds=_kinds(session),
        accounts=session.scalar(select(func.count(Account.id))) or 0,
        holidays_until=published_until(session),
        backup_at=max((backup.made_at for backup in backups_in(installation.settings.backups)), default=None),
        holding=holding(session, installation),
    )


def _count(session: Session, *where: object) -> int:
    return session.scalar(select(func.count(Reminder.id)).where(*where)) or 0  # type: ignore[arg-type]


def _kinds(session: Session) -> list[Kind]:
    last = select(Delivery.outcome).where(Delivery.channel_id == Channel.id)
    said = last.order_by(Delivery.at.desc(), Delivery.id.desc()).limit(1).scalar_subquery()
    failing, paused = func.count().filter(said != "sent"), func.count(Channel.paused_at)
    by_kind = select(Channel.kind, func.count(), paused, failing).group_by(Channel.kind)
    return [Kind(*row) for row in session.execute(by_kind.order_by(Channel.kind))]
