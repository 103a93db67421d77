"""One attempt to send, as the plugins see it. Carried by a ContextVar: plugin objects are no place for an
outcome, many threads send at once."""

import socket
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from notifiers.deadline import Deadline
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Unreachable
from notifiers.outgoing import Outgoing


@dataclass(slots=True)
class Attempt:
    """What is being sent, and what was learnt on the way.

    ``outcome``: set by a plugin that knows it. ``answers``: HTTP statuses in order, with the wait each asked
    for. ``failures``: why requests got none. ``said``: the plugin's warnings, unredacted, never to be logged.
    """

    message: Message
    outgoing: Outgoing
    outcome: Outcome | None = None
    answers: list[tuple[int, timedelta | None]] = field(default_factory=list)
    failures: list[Refused | Unreachable] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    deadline: Deadline = field(init=False)
    _connections: list[socket.socket] = field(default_factory=list)
    _over: bool = False
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.deadline = Deadline.after(self.outgoing.time_limit)

    def watch(self, connection: socket.socket) -> None:
        """Let ``end()`` cut this connection. A duplicate is kept, because TLS takes the original over."""
        with self._lock:
            self._connections.append(connection.dup())
            if self._over:
                self._cut()

    def end(self) -> None:
        """The time is up, or the attempt is done: whatever is still connected is cut, now and later."""
        with self._lock:
            self._over = True
            self._cut()

    def _cut(self) -> None:
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self._connections.clear()


current: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
"""The attempt of the running thread, if it is sending."""
