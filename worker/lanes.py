"""One lane per channel: in order within a channel, and no channel waits for another."""

import logging
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from queue import SimpleQueue

from worker.claim import Batch
from worker.clock import monotonic

THREADS = 64
MOST_SLOW = 8
"""Threads that channels may hold together which hung at their last message."""
HELD_UP_AFTER = 1.0
"""Seconds after which a message is taken to hang: what waits behind it does not count as work in hand."""
_LOOK = 0.1
_NOT_BEGUN = float("inf")
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
        self._running: dict[int, float] = {}
        """By channel since when its message is in hand; ``_NOT_BEGUN`` while its lane awaits a thread."""
        self._slow: set[int] = set()
        self._few = 1
        """Those who wait are woken when fewer lanes than this have something in hand."""
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
        """Queue a batch behind those of its channel.

        False, and not queued, once the lanes are stopping, and for a slow channel while as many slow ones are
        at it as may be.
        """
        with self._idle:
            if self._stopping or self._too_slow(batch.channel_id):
                return False
            self._waiting[batch.channel_id].append(batch)
            if batch.channel_id not in self._running:
                self._running[batch.channel_id] = _NOT_BEGUN
                self._start_thread()
                self._turns.put(batch.channel_id)
            return True

    def mark(self, channel_id: int, *, slow: bool) -> None:
        """Remember whether the channel hung at its last message."""
        with self._idle:
            (self._slow.add if slow else self._slow.discard)(channel_id)

    def empty(self, channel_id: int) -> list[Batch]:
        """Take out, and return, what waits behind the channel's present message."""
        with self._idle:
            return list(self._waiting.pop(channel_id, ()))

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until no batch is outstanding; False when the time is over first."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._count(), seconds)

    def wait_for_room(self, most: int) -> int:
        """Wait until fewer than half of ``most`` batches press, or the lanes are stopping; how many more may
        come. Those of a channel that hangs do not press."""
        with self._idle:
            self._few = max(most // 2, 1)
            while (pressing := self._pressing()) >= self._few and not self._stopping:
                self._idle.wait(_LOOK)  # with time, one that hangs shows
            return max(most - pressing, 1)

    def close(self) -> None:
        """Take and begin nothing new from now on; whoever waits for room goes on."""
        with self._idle:
            self._stopping = True
            self._idle.notify_all()

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

    def _too_slow(self, channel_id: int) -> bool:
        if channel_id not in self._slow or channel_id in self._running:
            return False
        return len(self._slow & self._running.keys()) >= MOST_SLOW

    def _start_thread(self) -> None:
        if self._threads < min(len(self._running), self._most_threads):
            self._threads += 1
            threading.Thread(target=self._work, name=f"lane-{self._threads}", daemon=True).start()

    def _work(self) -> None:
        while (channel_id := self._turns.get()) is not None:
            self._run(channel_id)

    def _count(self) -> int:
        return len(self._running) + sum(len(queue) for queue in self._waiting.values())

    def _pressing(self) -> int:
        recently = monotonic() - HELD_UP_AFTER
        lively = (channel_id for channel_id, since in self._running.items() if since > recently)
        return sum(1 + len(self._waiting.get(channel_id, ())) for channel_id in lively)

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
                self._running.pop(channel_id, None)
            else:
                self._running[channel_id] = monotonic()
            if len(self._running) < self._few:
                self._idle.notify_all()
            return batch
