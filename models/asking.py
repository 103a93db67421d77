"""The same statements again and again: to take a connection from the pool and give it back costs as much as
they do, and PostgreSQL has prepared them on this one."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from models.postgresql import RESTED_SECONDS

LONGEST_WAIT = 1.0
"""Seconds that who ends waits for who is asking."""
_ALIVE = text("SELECT 1")


class Asker:
    """Keeps a connection for statements that need no transaction (``Database.asker``).

    One thread at a time. A connection over which one failed is not used again.
    """

    def __init__(
        self, connect: Callable[[], Connection], translated: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._connect, self._translated = connect, translated
        self._kept: Connection | None = None
        self._left = 0.0
        self._turn = threading.Lock()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """The kept connection. Raises what the database's own transactions raise."""
        with self._turn, self._translated():
            if self._kept is not None and not self._lives(self._kept):
                self._let_go()
            if self._kept is None:
                self._kept = self._connect()
            try:
                yield self._kept
            except BaseException:
                self._let_go()
                raise
            finally:
                self._left = time.monotonic()

    def close(self) -> None:
        """Give the connection back; one that still awaits its answer ends with the process."""
        if self._turn.acquire(timeout=LONGEST_WAIT):
            try:
                self._let_go()
            finally:
                self._turn.release()

    def _lives(self, kept: Connection) -> bool:
        """Whether it is worth using: one that died while it rested must cost nobody their turn."""
        if time.monotonic() - self._left <= RESTED_SECONDS:
            return True
        try:
            kept.execute(_ALIVE)
        except DBAPIError:
            return False
        return True

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()
