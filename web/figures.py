"""Figures of the service for Prometheus: what waits, how late it goes out, whether the worker lives.

Only counts and times, of nobody in particular. What waits is looked up at each scrape, over indexes that hold
only that. What has happened is counted from the receipts since the scrape before, so that none reads them
all; counting begins at the first scrape of a process, as Prometheus expects of counters.
"""

from __future__ import annotations

import threading
from datetime import datetime
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    Metric,
    disable_created_metrics,
    generate_latest,
)
from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from models.planning import BEIJING
from models.tables import Channel, Delivery, Heartbeat, Reminder
from worker.claim import DELIVERABLE
from worker.installation import Installation
from worker.notice_watch import missing_notice, published_until
from worker.run_log import WORKER

_LATE = (1, 5, 15, 60, 300, 1800, 7200, 86400)
_NEVER = float("nan")
_NO_CHANNEL = and_(Reminder.state == "scheduled", ~exists().where(Channel.user_id == Reminder.user_id))
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library types all but this


class Figures:
    """The figures of one process."""

    def __init__(self) -> None:
        self._registry, self._turn = CollectorRegistry(), threading.Lock()
        self._counted_to: int | None = None
        self._due = self._gauge("reminders_due", "Reminders that are due and not yet taken in hand.")
        self._unreachable = self._gauge(
            "reminders_unreachable", "Reminders that are due, of users without a channel."
        )
        self._claimed = self._gauge("reminders_in_hand", "Reminders that a worker is sending.")
        self._age = self._gauge("queue_age_seconds", "How long the oldest due reminder has waited.")
        self._beat = self._gauge("scheduler_heartbeat_age_seconds", "Since the scheduler was last alive.")
        self._published = self._gauge("holidays_published_until_year", "The last year with a notice.")
        self._missing = self._gauge("holiday_notice_missing", "0: no; 1: awaited; 2: dates may be wrong.")
        self._outcomes = Counter(
            "xiaohu_deliveries",
            "Attempts to send a reminder, by kind of channel and outcome.",
            ("channel", "outcome"),
            registry=self._registry,
        )
        self._lateness = Histogram(
            "xiaohu_lateness_seconds",
            "From the instant a reminder was due (after a retry: due again) until it was sent.",
            buckets=_LATE,
            registry=self._registry,
        )
        Info("xiaohu", "The program.", registry=self._registry).info({"version": version("xiaohu")})

    def text(self, session: Session, installation: Installation) -> bytes:
        """All of them, as they stand, in Prometheus' text format."""
        with self._turn:
            now, real_now = installation.clock.now(), installation.clock.real_now()
            self._look_at_queue(session, now)
            self._look_at_worker(session, real_now)
            self._look_at_calendar(session, now)
            self._count_receipts(session)
            return generate_latest(self._registry)

    def families(self) -> list[Metric]:
        """What is served, whatever the figures are."""
        return list(self._registry.collect())

    def _gauge(self, name: str, about: str) -> Gauge:
        return Gauge(f"xiaohu_{name}", about, registry=self._registry)

    def _look_at_queue(self, session: Session, now: datetime) -> None:
        due = select(func.count(), func.min(Reminder.due_at)).where(Reminder.due_at <= now)
        count, oldest = session.execute(due.where(DELIVERABLE)).one()
        self._due.set(count)
        self._age.set((now - oldest).total_seconds() if oldest else 0)
        self._unreachable.set(session.execute(due.where(_NO_CHANNEL)).one()[0])
        claimed = select(func.count()).select_from(Reminder).where(Reminder.state == "claimed")
        self._claimed.set(session.scalar(claimed) or 0)

    def _look_at_worker(self, session: Session, real_now: datetime) -> None:
        seen_at = session.scalar(select(Heartbeat.seen_at).where(Heartbeat.worker == WORKER))
        self._beat.set((real_now - seen_at).total_seconds() if seen_at else _NEVER)

    def _look_at_calendar(self, session: Session, now: datetime) -> None:
        until = published_until(session)
        missing = missing_notice(until, now.astimezone(BEIJING).date())
        self._published.set(until)
        self._missing.set(0 if missing is None else 1 + missing.badly)

    def _count_receipts(self, session: Session) -> None:
        last = session.scalar(select(func.max(Delivery.id))) or 0
        if self._counted_to is not None:
            self._count(session, self._counted_to, last)
        self._counted_to = last

    def _count(self, session: Session, after: int, last: int) -> None:
        receipts = (
            select(Channel.kind, Delivery.outcome, Delivery.at, Reminder.due_at, Reminder.kind.label("what"))
            .join(Reminder, Reminder.id == Delivery.reminder_id)
            .outerjoin(Channel, Channel.id == Delivery.channel_id)
            .where(Delivery.id > after, Delivery.id <= last)
        )
        for row in session.execute(receipts):
            self._outcomes.labels(row.kind or "removed", row.outcome).inc()
            if row.outcome == "sent" and row.what != "test":
                self._lateness.observe(max((row.at - row.due_at).total_seconds(), 0))
