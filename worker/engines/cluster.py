"""Many nodes on one PostgreSQL: what one of them claims is queued in the claiming transaction, and whoever
has room takes it. Procrastinate is the queue (docs/decisions/0012).

The queue only spreads the work. Rows that are not due never enter it; the rows' leases decide what is lost;
and a job that comes twice, late or never does no harm: to take one is to change the token of its rows, which
can be done once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from procrastinate import App, PsycopgConnector
from procrastinate.schema import SchemaManager
from procrastinate.types import JSONDict, JSONValue
from sqlalchemy import exists, select, text

from models.postgresql import begin_migration
from models.reminder import CLAIMED
from worker.claim import Batch, retake
from worker.engines.consumer import QUEUE, TAKE, Consumer
from worker.engines.local import MOST_OUTSTANDING
from worker.engines.watchdog import Watchdog
from worker.record import Recorder
from worker.recover import give_back

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from models.session import Database
    from worker.clock import Clock
    from worker.engine import Begin
    from worker.lanes import Lanes
    from worker.record import Attempt

AT_A_TIME = 100
"""Messages that one claim releases."""
IN_A_JOB = 25
"""Messages that are taken together: the work of a claim is for several nodes."""
QUEUED_FOR_EACH = 4
"""Jobs that may wait for each node. A node that has no room yet gets to them within its slowest sends, which
is less than a lease: what waits longer would be released again, and again."""
GROUP = 20
"""Sends recorded in one transaction: whoever is killed before its commit sends all of them once more."""
_LOOK = 0.1
_ROOM = text("""
    SELECT
        (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'),
        (SELECT count(*) FROM procrastinate_jobs WHERE queue_name = :queue AND status = 'todo')
""")
"""How many nodes there are, and how many jobs wait for them."""
_HELD = select(exists().where(CLAIMED))
log = logging.getLogger(__name__)


class ClusterEngine:
    """One node among any number."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._recorder = Recorder(database, GROUP)
        self._asker = database.asker()
        # Never opened: each job is written over the connection of the claim it belongs to.
        self._producer = App(connector=PsycopgConnector())
        self._consumer = Consumer(database.url, self._take_job)
        self._watchdog = Watchdog(database, self._consumer)
        self._stopping = threading.Event()

    def start(self, lanes: Lanes, begin: Begin) -> None:
        """Join the others."""
        self._lanes, self._begin = lanes, begin
        make_queue(self._database)
        self._consumer.start()
        self._watchdog.start()

    def room(self, lanes: Lanes) -> int:
        """What the queue may hold for the nodes that are there."""
        while not self._stopping.is_set():
            with self._asker.connection() as connection:
                nodes, queued = connection.execute(_ROOM, {"queue": QUEUE}).one()
            free: int = max(nodes, 1) * QUEUED_FOR_EACH - queued
            if free > 0:
                return min(free * IN_A_JOB, AT_A_TIME)
            self._stopping.wait(_LOOK)
        return 0

    def alone(self, lanes: Lanes) -> bool:
        """Whether no node has anything in hand."""
        with self._database.reading() as session:
            if not session.scalar(_HELD):
                return True
        self._stopping.wait(_LOOK)
        return False

    def release(self, connection: Connection, batches: Sequence[Batch]) -> None:
        """Queue them; they are there when the claim is."""
        if not batches:
            return
        groups = [batches[start : start + IN_A_JOB] for start in range(0, len(batches), IN_A_JOB)]
        theirs = connection.connection.driver_connection
        queue = self._producer.configure_task(TAKE, queue=QUEUE, connection=theirs)
        queue.batch_defer(*(_job(group) for group in groups))

    def take(self, batches: Sequence[Batch]) -> Sequence[Batch]:
        """Nothing: it is queued, for this node too."""
        return ()

    def record(self, attempt: Attempt) -> None:
        """In small groups."""
        self._recorder.record(attempt)

    def held_up(self) -> bool:
        """Whether the recorder is."""
        return self._recorder.held_up

    def stop(self) -> None:
        """Leave the others."""
        self._stopping.set()
        self._watchdog.stop()
        self._consumer.stop()

    def close(self) -> None:
        """End the recorder."""
        self._recorder.close()
        self._asker.close()

    def _take_job(self, token: str, ids: Sequence[int]) -> None:
        """A job of the queue has come to this node."""
        self._lanes.wait_for_room(MOST_OUTSTANDING)
        if self._lanes.stopping:
            with self._database.statement() as connection:
                give_back(connection, tuple(ids), token)
            return
        with self._database.statement() as connection:
            batches = retake(connection, token, ids, self._clock.real_now())
        if not batches:
            log.info("a job came too late: its reminders were answered, or taken over")
        self._begin(batches)


def _job(batches: Sequence[Batch]) -> JSONDict:
    ids: list[JSONValue] = [each for batch in batches for each in batch.reminder_ids]
    return {"token": batches[0].token, "ids": ids}


def make_queue(database: Database) -> None:
    """The engine's own tables, where there are none: the first node makes them."""
    with database.statement() as connection:
        begin_migration(connection)
        if connection.scalar(text("SELECT to_regclass('procrastinate_jobs')")) is None:
            theirs = connection.connection.driver_connection
            assert theirs is not None
            theirs.execute(SchemaManager.get_schema())
