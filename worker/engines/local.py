"""One process: what it claims goes to its own lanes, and nothing lies between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from worker.claim import Batch
    from worker.engine import Begin
    from worker.lanes import Lanes
    from worker.record import Attempt, Records

MOST_OUTSTANDING = 128
"""Messages claimed and not finished, but for those behind one that hangs. Twice the lanes' threads: even if
every send takes its whole time limit, none waits in a lane until its lease is over."""


class LocalEngine:
    """The default, and on SQLite the only one."""

    def __init__(self, recorder: Records) -> None:
        self._recorder = recorder

    def start(self, lanes: Lanes, begin: Begin) -> None:
        """Nobody else releases anything."""

    def room(self, lanes: Lanes) -> int:
        """What the lanes can take."""
        return lanes.wait_for_room(MOST_OUTSTANDING)

    def alone(self, lanes: Lanes) -> bool:
        """Wait for the lanes."""
        return lanes.wait()

    def release(self, connection: Connection, batches: Sequence[Batch]) -> None:
        """They are in the right hands."""

    def take(self, batches: Sequence[Batch]) -> Sequence[Batch]:
        """All of it."""
        return batches

    def record(self, attempt: Attempt) -> None:
        """In groups of what the lanes sent side by side."""
        self._recorder.record(attempt)

    def held_up(self) -> bool:
        """Whether the recorder is."""
        return self._recorder.held_up

    def stop(self) -> None:
        """Nothing comes from outside."""

    def close(self) -> None:
        """End the recorder."""
        self._recorder.close()
