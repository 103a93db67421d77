"""The product's measures, cut down for a test, and defects that a worker is given."""

import os
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.pool import Pool

import models.postgresql
import models.session
from notifiers import messages
from notifiers.due import Due
from notifiers.message import Message
from tests.fault.order import Order
from tests.journal import write
from worker import claim, deliver, jobs, looks
from worker.dead_man import ping
from worker.engines import consumer, local, watchdog
from worker.jobs import Recurring

_NO_LIMIT = 2**32 - 2
"""SQLite's own, in pages."""


def cut_down(order: Order) -> None:
    """Change in this process what the order wants otherwise."""
    models.session.BUSY_SECONDS = order.busy
    local.MOST_OUTSTANDING = order.outstanding
    claim.LEASE = type(claim.LEASE)(seconds=order.lease)
    models.postgresql.FORGOTTEN_SECONDS = min(models.postgresql.FORGOTTEN_SECONDS, int(order.lease / 2))
    if order.journal:
        looks.CEILING = timedelta(seconds=1)  # what is added meanwhile is seen soon
    if order.silence:
        watchdog.LONGEST_SILENCE = watchdog.LONGEST_TRANSACTION = order.silence
        consumer.COMMAND_SECONDS = consumer.POLL_SECONDS = consumer.BEAT_SECONDS = order.silence / 4
    if order.counting:
        every = timedelta(seconds=order.counting)
        count = Recurring("count", every, lambda _: write(order.journal, "counted"))
        jobs.RECURRING = (count,)
    if order.monitor:
        jobs.RECURRING = tuple(_pinging(work, order.ping) for work in jobs.RECURRING)
    if order.ceiling:
        jobs.CEILING = looks.CEILING = timedelta(seconds=order.ceiling)  # type: ignore[attr-defined]
    if order.nap:
        looks.CEILING = timedelta(seconds=order.nap)
    if order.full:
        _limit_size(Path(order.full))
    if order.poison:
        deliver.render_due = _poisoned(order.poison)  # type: ignore[attr-defined, assignment]
    if order.defect:
        deliver.render_due = _defective(order.defect)  # type: ignore[attr-defined, assignment]


def _pinging(work: Recurring, seconds: float) -> Recurring:
    return replace(work, every=timedelta(seconds=seconds)) if work.do is ping else work


def _limit_size(full: Path) -> None:
    # A limit lower than what is there is taken for what is there; it is a connection's own.
    def heed(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={1 if full.exists() else _NO_LIMIT}")

    event.listen(Pool, "checkout", heed)


def _poisoned(poison: str) -> Callable[[Due, str], Message]:
    def render_due(due: Due, message_id: str) -> Message:
        if any(entry.platform == poison for entry in due.entries):
            os.kill(os.getpid(), signal.SIGKILL)
        return messages.render_due(due, message_id)

    return render_due


def _defective(platform: str) -> Callable[[Due, str], Message]:
    def render_due(due: Due, message_id: str) -> Message:
        if any(entry.platform == platform for entry in due.entries):
            raise ValueError("a defect of the texts")
        return messages.render_due(due, message_id)

    return render_due
