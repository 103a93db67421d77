"""Writing down what became of each attempt: nothing else is sent over a lane before that is committed."""

import logging
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from config.logging import described
from models.session import Database, DatabaseBusy, DatabaseUnusable
from worker.record_rows import Written, write_rows
from worker.standing import Standing, write_standings

GROUP = 200
GATHER = 0.005
"""Seconds a commit waits for what other lanes have sent: one commit for several costs hardly more."""
LONGEST_PAUSE = 5.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One message's attempt: the receipt, what its reminders become (columns of ``reminders``), and what it
    says about its channel."""

    receipts: tuple[dict[str, Any], ...]
    becomes: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    standing: Standing | None = None


def write(connection: Connection, attempts: Sequence[Attempt]) -> None:
    """Write attempts within the connection's transaction."""
    standings = [attempt.standing for attempt in attempts if attempt.standing]
    rows = Written(
        receipts=[row for attempt in attempts for row in attempt.receipts],
        becomes=[row for attempt in attempts for row in attempt.becomes],
        events=[row for attempt in attempts for row in attempt.events],
        taken=[{"channel": each.channel_id} for each in standings if each.taken],
    )
    write_rows(connection, rows)
    write_standings(connection, [each for each in standings if each.troubled])


def commit(database: Database, attempts: list[Attempt], wait: Callable[[float], bool]) -> None:
    """Write attempts down. A database that is busy or down is waited for: what is out must be written down,
    or it goes out again.

    ``wait`` takes the longest pause in seconds and says whether the service ends; then there is one try more.
    """
    longest, ending = 0.05, False
    while True:
        try:
            _write(database, attempts)
            return
        except (DatabaseBusy, DatabaseUnusable, OperationalError) as error:
            log.warning("cannot record %d sends yet: %s", len(attempts), error)
            if ending:
                log.error("%d sends are not recorded: they will be repeated", len(attempts))
                return
            ending = wait(longest)
            longest = min(longest * 2, LONGEST_PAUSE)


def _write(database: Database, attempts: list[Attempt]) -> None:
    single = not any(attempt.standing and attempt.standing.troubled for attempt in attempts)
    try:
        with database.statement(single=single) as connection:
            write(connection, attempts)
    except (DatabaseBusy, DatabaseUnusable, OperationalError):
        raise
    except Exception as error:
        for attempt in attempts if len(attempts) > 1 else ():
            _write(database, [attempt])
        # The user deleted what one of them was about: that one has nothing left to be written to. Anything
        # else is a defect, and must not hold up the others.
        if len(attempts) == 1 and not isinstance(error, IntegrityError):
            log.error("one send cannot be recorded, and will be repeated: %s", described(error))


class Records(Protocol):
    """Where attempts are written down."""

    @property
    def held_up(self) -> bool:
        """Whether something has left that cannot be written down yet."""

    def record(self, attempt: Attempt) -> None:
        """Return when the attempt is committed."""

    def close(self) -> None:
        """Write what is left to be written, and end."""


class Recorder:
    """Commits attempts of lanes that run side by side in groups; each caller waits for its own."""

    def __init__(self, database: Database, most: int = GROUP) -> None:
        self._database, self._most = database, most
        self._queue: SimpleQueue[tuple[Attempt, threading.Lock] | None] = SimpleQueue()
        self._closing = threading.Event()
        self._held_up = False
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    @property
    def held_up(self) -> bool:
        """Whether something has left that cannot be written down yet."""
        return self._held_up

    def record(self, attempt: Attempt) -> None:
        """Return when the attempt is committed; a database that is busy or down is waited for.

        A send that outlives the recorder goes unrecorded: its reminders are sent again.
        """
        if self._closing.is_set():
            log.warning("a send ended after the service and is not recorded: it will be repeated")
            return
        committed = threading.Lock()  # held until it is so; an event is several of these
        committed.acquire()
        self._queue.put((attempt, committed))
        committed.acquire()

    def close(self) -> None:
        """Write what is queued and end; a database that is busy or down is not waited for any longer."""
        self._closing.set()
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            self._closing.wait(GATHER)
            group = [first]
            while len(group) < self._most and not self._queue.empty():
                if (more := self._queue.get()) is None:
                    self._queue.put(None)
                    break
                group.append(more)
            commit(self._database, [attempt for attempt, _ in group], self._wait)
            self._held_up = False
            for _, committed in group:
                committed.release()

    def _wait(self, longest: float) -> bool:
        self._held_up = True
        return self._closing.wait(longest * random.uniform(0.5, 1))  # noqa: S311 (jitter, not a secret)
