"""The port between the pipeline and what spreads its work: over one process' lanes, or over many nodes.

release: in the claiming transaction, claimed messages are given out
take:    those that are to be sent by this process come to its lanes
record:  what became of one is written down
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from worker.claim import Batch
    from worker.lanes import Lanes
    from worker.record import Attempt

Begin = Callable[[Sequence["Batch"]], None]
"""Puts messages into the lanes of this process."""


class Engine(Protocol):
    """``engines.local``, ``engines.cluster``. Whatever they do, the rows' leases and tokens are the truth."""

    def start(self, lanes: Lanes, begin: Begin) -> None:
        """Begin to take what others released."""

    def room(self, lanes: Lanes) -> int:
        """Wait until more may be claimed, or the lanes are stopping; how many messages."""

    def alone(self, lanes: Lanes) -> bool:
        """Wait until nothing is in hand; whether that is so."""

    def release(self, connection: Connection, batches: Sequence[Batch]) -> None:
        """Give out what was claimed within this very transaction."""

    def take(self, batches: Sequence[Batch]) -> Sequence[Batch]:
        """Of what was just released: that which this process sends without waiting for anybody."""

    def record(self, attempt: Attempt) -> None:
        """Return when it is committed."""

    def held_up(self) -> bool:
        """Whether something has left that cannot be written down yet."""

    def stop(self) -> None:
        """Take nothing any more. The lanes are the pipeline's to end."""

    def close(self) -> None:
        """Write down what is left."""
