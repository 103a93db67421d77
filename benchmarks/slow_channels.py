"""What one channel that hangs costs the others: 1,000 messages over ten channels."""

import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from time import sleep
from typing import Any

from sqlalchemy import insert, update

from benchmarks.crowd import add_crowd, new_installation
from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import in_turn, ratio
from models.tables import Reminder
from notifiers.failures import TIMEOUT
from notifiers.message import Message, message_id
from notifiers.outcome import Outcome, Sent
from notifiers.outgoing import Outgoing
from worker.claim import Batch
from worker.clock import Clock
from worker.deliver import Deliverer
from worker.installation import Installation
from worker.lanes import THREADS, Lanes
from worker.service import running

CHANNELS, EACH = 10, 100
FIRST_USER = 1000
"""As ``benchmarks.crowd`` counts them."""
LEAD = timedelta(seconds=3)
SEND_S, HANG_S = 0.01, 5.0
CALM, HANGS, POOL = "ten channels that answer", "one of them hangs", "one hangs, one plain pool"
HOW = prose(f"""
{CHANNELS * EACH:,} messages over {CHANNELS} channels, each a message of its own, all due at once. The real
worker: claim, read, render, send, record, on an SQLite file. A send takes 10 ms; over the channel that
hangs it takes {HANG_S:g} s and ends as a time-out. Counted is the instant at which the other channels'
sends are called minus the instant due, over {(CHANNELS - 1) * EACH} messages; p99 of each round. Beside
it the same with one pool of {THREADS} threads, first come, first served, in the place of the lanes.
""")


def figures(rounds: int, quick: bool) -> list[Figure]:
    """One figure."""
    logging.disable(logging.WARNING)  # every time-out is one
    contenders = {CALM: partial(_p99, Lanes, hangs=False), HANGS: partial(_p99, Lanes, hangs=True)}
    if not quick:
        contenders[POOL] = partial(_p99, PlainPool, hangs=True)
    p99 = in_turn(contenders, rounds)
    logging.disable(logging.NOTSET)
    slower = ratio(p99[HANGS], p99[CALM])
    return [
        Figure(
            name="Lateness p99 beside a channel that hangs",
            goal="at most 1.5 times that without it",
            ours=seconds(median(p99[HANGS])),
            peer_name=CALM,
            peer=seconds(median(p99[CALM])),
            ratio=slower,
            ratio_says="the time",
            met=slower.middle <= 1.5,
            how=HOW,
            rounds=rounds,
            beside={POOL: seconds(median(p99[POOL]))} if POOL in p99 else {},
        )
    ]


class PlainPool(Lanes):
    """The peer: one queue for all channels."""

    def __init__(self, deliver: Callable[[Batch], None]) -> None:
        super().__init__(deliver)
        self._pool = ThreadPoolExecutor(THREADS)
        self._send = deliver

    def put(self, batch: Batch) -> bool:
        """Behind whatever came before, of any channel."""
        self._pool.submit(self._send, batch)
        return True

    def stop(self, seconds: float) -> list[Batch]:
        """What has not begun is dropped: the round is over."""
        del seconds
        self._pool.shutdown(wait=False, cancel_futures=True)
        return []


@dataclass
class Journal:
    """When each message's send was called, by its Message-ID. ``over``: nobody hangs any longer."""

    clock: Clock
    hangs: bool
    sent: dict[str, datetime] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def open_channel(self, _kind: str, config: dict[str, Any], _outgoing: Outgoing) -> "Vendor":
        """What the worker calls instead of opening a real channel."""
        return Vendor(self, self.hangs and int(config["reminder"]) == 0)


@dataclass(frozen=True, slots=True)
class Vendor:
    """A server that answers after a moment, or never."""

    journal: Journal
    hangs: bool

    def send(self, message: Message) -> Outcome:
        """Sent, or a time-out."""
        self.journal.sent[message.message_id] = self.journal.clock.now()
        if self.hangs:
            self.journal.over.wait(HANG_S)
            return TIMEOUT
        sleep(SEND_S)
        return Sent()

    def close(self) -> None:
        """Nothing is open."""


def _p99(lanes: Callable[[Callable[[Batch], None]], Lanes], *, hangs: bool) -> float:
    with new_installation(durable=False) as installation:
        journal = Journal(installation.clock, hangs)
        deliverer = Deliverer(
            installation.database,
            installation.clock,
            installation.settings,
            installation.catalog(),
            journal.open_channel,
        )
        deliverer.lanes = lanes(deliverer.deliver)
        due = _messages(installation, installation.clock.now() + LEAD)
        with running(deliverer):
            while not due.keys() <= journal.sent.keys():
                sleep(0.1)
            journal.over.set()
        late = sorted((journal.sent[name] - at).total_seconds() for name, at in due.items())
    return late[len(late) * 99 // 100]


def _messages(installation: Installation, at: datetime) -> dict[str, datetime]:
    """Store them; when those of the channels that answer are due, by their Message-IDs."""
    add_crowd(installation, [at] * CHANNELS)
    owners = {uuid.uuid4().hex: FIRST_USER + number % CHANNELS for number in range(CHANNELS * EACH)}
    rows = [
        {"user_id": owner, "round_id": owner, "kind": "overdue", "ordinal": number, "day": at.date()}
        | {"due_at": at, "state": "scheduled", "batch": key, "attempts": 0, "unfinished": 0}
        for number, (key, owner) in enumerate(owners.items())
    ]
    with installation.database.statement() as connection:
        connection.execute(update(Reminder).values(state="cancelled"))
        connection.execute(insert(Reminder), rows)
    operator = installation.settings.operator
    answering = ((key, owner) for key, owner in owners.items() if owner != FIRST_USER)
    return {message_id(key, owner, operator): at for key, owner in answering}
