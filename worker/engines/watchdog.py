"""Ends a node that hangs: a connection that was cut without a word keeps its client waiting for ever.

Keepalives and time limits notice most such cuts. Not all: behind a proxy that takes everything and passes
nothing on, the line looks well. A supervisor starts the node again; others have its messages when the leases
are over.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from worker.clock import monotonic

if TYPE_CHECKING:
    from models.session import Database
    from worker.engines.consumer import Consumer

LONGEST_SILENCE = 45.0
"""Seconds without a sign of the engine's consumer; it has one every ten."""
LONGEST_TRANSACTION = 90.0
"""Seconds in one transaction: statements end after sixty."""
LOOKS_EVERY = 1.0
HANGS = 70
"""What the process ends with: an internal error, for the supervisor to start it again."""
log = logging.getLogger(__name__)


class Watchdog:
    """Looks at the consumer and at the open transactions."""

    def __init__(self, database: Database, consumer: Consumer) -> None:
        self._database, self._consumer = database, consumer
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """From now on."""
        self._thread.start()

    def stop(self) -> None:
        """The node ends by itself."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(LOOKS_EVERY):
            if what := self.hangs():
                log.critical("%s: this node ends, to be started again", what)
                logging.shutdown()
                os._exit(HANGS)

    def hangs(self) -> str:
        """What has been waiting for too long; empty if nothing has."""
        silence, longest = monotonic() - self._consumer.last_sign, self._database.longest()
        if silence > LONGEST_SILENCE:
            return f"the engine had no answer for {silence:.0f} seconds"
        if longest > LONGEST_TRANSACTION:
            return f"a transaction had no answer for {longest:.0f} seconds"
        return ""
