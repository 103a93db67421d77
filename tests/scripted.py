"""A clock and a post office that do what a test tells them."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from catalog.loading import Catalog, load_catalog
from config.settings import Settings
from models.session import Database
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Sent
from notifiers.outgoing import Outgoing
from worker.clock import SystemClock, monotonic, pause
from worker.deliver import Deliverer

PATIENCE = 20.0
"""Seconds after which a test that waits for another thread has failed."""


class ScriptedClock(SystemClock):
    """Shows what it is set to, backwards too. Leases see the machine's time unless ``real`` is set."""

    def __init__(self, moment: datetime, real: datetime | None = None) -> None:
        self.moment, self.real = moment, real

    def now(self) -> datetime:
        return self.moment

    def real_now(self) -> datetime:
        return self.real or super().real_now()


@dataclass(frozen=True, slots=True)
class Posted:
    """One message handed over: to which channel, when by the scripted clock."""

    channel: str
    message: Message
    at: datetime


@dataclass
class Post:
    """Stands in for all channels: keeps what it is handed and answers by script, ``Sent()`` by default."""

    clock: ScriptedClock
    posted: list[Posted] = field(default_factory=list)
    answers: defaultdict[str, deque[Outcome]] = field(default_factory=lambda: defaultdict(deque))
    gates: dict[str, threading.Event] = field(default_factory=dict)
    """A channel with a gate hangs until it is opened."""
    entered: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    """Released once for each send that has begun."""
    during_send: Callable[[], None] = lambda: None

    def open_channel(self, _kind: str, config: dict[str, Any], _outgoing: Outgoing) -> Notifier:
        """What ``Deliverer`` calls for each message."""
        return _Scripted(self, str(config["name"]))

    def take(self, channel: str, message: Message) -> Outcome:
        self.entered.release()
        if gate := self.gates.get(channel):
            gate.wait(PATIENCE)
        self.during_send()
        self.posted.append(Posted(channel, message, self.clock.now()))
        return self.answers[channel].popleft() if self.answers[channel] else Sent()

    @property
    def ids(self) -> list[str]:
        """The Message-IDs in order."""
        return [each.message.message_id for each in self.posted]


@dataclass(frozen=True, slots=True)
class _Scripted:
    post: Post
    name: str

    def send(self, message: Message) -> Outcome:
        return self.post.take(self.name, message)

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Office:
    """A worker on a real database with a scripted clock and post."""

    database: Database
    clock: ScriptedClock
    post: Post
    deliverer: Deliverer

    def deliver_due(self, at: datetime | None = None) -> int:
        """Release what is due (at that instant) until nothing is; the number of messages."""
        self.clock.moment = at or self.clock.moment
        messages = 0
        while released := self.deliverer.release():
            messages += released
            assert self.deliverer.lanes.wait(seconds=PATIENCE), "the lanes did not finish"
        return messages


@cache
def catalog() -> Catalog:
    """The shipped catalogue, read once."""
    return load_catalog()


@contextmanager
def open_office(database: Database, now: datetime, **settings: Any) -> Iterator[Office]:
    """A worker while the block lasts; gates are opened at its end so that nothing is left hanging.

    Without weekly digests unless asked for: they would go out in the middle of other stories.
    """
    clock = ScriptedClock(now)
    post = Post(clock)
    chosen = Settings(operator="box.example", **({"digest_at": "off"} | settings))
    deliverer = Deliverer(database, clock, chosen, catalog(), post.open_channel)
    try:
        yield Office(database, clock, post, deliverer)
    finally:
        for gate in post.gates.values():
            gate.set()
        deliverer.stop()


def eventually(come: Callable[[], bool], what: str) -> None:
    """Wait for what other threads bring about."""
    give_up_at = monotonic() + PATIENCE
    while not come():
        assert monotonic() < give_up_at, f"did not come about: {what}"
        pause(0.005)
