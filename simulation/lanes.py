"""The worker's lanes without threads: the seed says whose turn it is."""

import logging
from collections.abc import Callable
from random import Random

from worker.claim import Batch
from worker.lanes import Lanes

log = logging.getLogger(__name__)


class SteppedLanes(Lanes):
    """Steps are taken while the claimer waits. ``between`` is called before each: whether to go on."""

    def __init__(self, deliver: Callable[[Batch], None], chance: Random, between: Callable[[], bool]) -> None:
        super().__init__(deliver, threads=0)
        self._chance, self._between = chance, between
        self._sending: set[int] = set()

    def wait(self, seconds: float | None = None) -> bool:
        """Take steps until nothing is in hand but what this was called from."""
        while self._others() and self._between():
            self.step()
        return not self._others()

    def wait_for_room(self, most: int) -> int:
        """Take a few steps; sometimes there is room for one message only."""
        while self._others() and self._chance.random() < 0.5 and self._between():
            self.step()
        return self._chance.choice((1, most))

    def step(self) -> None:
        """One message of one lane, from its claim to its record; perhaps within another one's send."""
        if not (lanes := self._others()):
            return
        channel_id = self._chance.choice(lanes)
        if (batch := self._next(channel_id)) is None:
            return
        self._sending.add(channel_id)
        try:
            self._deliver(batch)
        except Exception:
            # As in the lanes with threads: the batch keeps its claim and comes back when the lease is over.
            log.exception("a message could not be handled; it is tried again after its lease")
        finally:
            self._sending.discard(channel_id)

    def stop(self, seconds: float) -> list[Batch]:
        """Begin nothing new, and return what was never begun."""
        self._stopping = True
        unbegun = [batch for queue in self._waiting.values() for batch in queue]
        self._waiting.clear()
        self._running.clear()
        return unbegun

    def _others(self) -> list[int]:
        return sorted(self._running.keys() - self._sending)
