"""One lane per channel: in order within a channel, and no channel waits for another."""

import logging
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from queue import SimpleQueue

from worker.claim import Batch

THREADS = 32
log = logging.getLogger(__name__)


class Lanes:
    """Runs ``deliver`` for each batch, one at a time per channel, on a shared set of threads.

    They are daemons: a server that does not answer must not keep a stopped process alive.
    """

    def __init__(self, deliver: Callable[[Batch], None], threads: int = THREADS) -> None:
        self._deliver = deliver
        self._most_threads, self._threads = threads, 0
        self._turns: SimpleQueue[int | None] = SimpleQueue()
        self._waiting: dict[int, deque[Batch]] = defaultdict(deque)
        self._running: set[int] = set()
        self._idle = threading.Condition()
        self._stopping = False

    @property
    def outstanding(self) -> int:
        """Batches claimed and not finished."""
        with self._idle:
            return self._count()

    @property
    def stopping(self) -> bool:
        """Whether nothing new is begun any more."""
        return self._stopping

    def put(self, batch: Batch) -> bool:
        """Queue a batch behind those of its channel; False, and not queued, once the lanes are stopping."""
        with self._idle:
            if self._stopping:
                return False
            self._waiting[batch.channel_id].append(batch)
            if batch.channel_id not in self._running:
                self._running.add(batch.channel_id)
                self._start_thread()
                self._turns.put(batch.channel_id)
            return True

    def wait(self, below: int = 1, seconds: float | None = None) -> bool:
        """Wait until fewer than ``below`` batches are outstanding; False when the time is over first."""
        with self._idle:
            return self._idle.wait_for(lambda: self._count() < below, seconds)

    def stop(self, seconds: float) -> list[Batch]:
        """Begin nothing new, wait for what is in hand, and return what was never begun."""
        with self._idle:
            self._stopping = True
            unbegun = [batch for queue in self._waiting.values() for batch in queue]
            self._waiting.clear()
            self._idle.notify_all()
            self._idle.wait_for(lambda: not self._running, seconds)
            for _ in range(self._threads):
                self._turns.put(None)
        return unbegun

    def _start_thread(self) -> None:
        if self._threads < min(len(self._running), self._most_threads):
            self._threads += 1
            threading.Thread(target=self._work, name=f"lane-{self._threads}", daemon=True).start()

    def _work(self) -> None:
        while (channel_id := self._turns.get()) is not None:
            self._run(channel_id)

    def _count(self) -> int:
        return len(self._running) + sum(len(queue) for queue in self._waiting.values())

    def _run(self, channel_id: int) -> None:
        while (batch := self._next(channel_id)) is not None:
            try:
                self._deliver(batch)
            except Exception:
                # The batch keeps its claim and comes back when the lease is over.
                log.exception("a message could not be handled; it is tried again after its lease")

    def _next(self, channel_id: int) -> Batch | None:
        with self._idle:
            queue = self._waiting.get(channel_id)
            batch = queue.popleft() if queue else None
            if batch is None:
                self._waiting.pop(channel_id, None)
                self._running.discard(channel_id)
            self._idle.notify_all()
            return batch
