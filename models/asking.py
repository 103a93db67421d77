"""The same statements again and again: to take a connection from the pool and give it back costs as much as
they do, and PostgreSQL has prepared them on this one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection

LONGEST_WAIT = 1.0
"""Seconds."""


class Asker:
    """Keeps a connection for statements that need no transaction (``Database.asker``).

    One thread at a time. A connection over which one failed is not used again.
    """

    def __init__(
        self, connect: Callable[[], Connection], translated: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._connect, self._translated = connect, translated
        self._kept: Connection | None = None
        self._turn = threading.Lock()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """The kept connection. Raises what the database's own transactions raise."""
        with self._turn, self._translated():
            if self._kept is None:
                self._kept = self._connect()
            try:
                yield self._kept
            except BaseException:
                self._let_go()
                raise

    def close(self) -> None:
        """Give the connection back; one that still awaits its answer ends with the process."""
        if self._turn.acquire(timeout=LONGEST_WAIT):
            try:
                self._let_go()
            finally:
                self._turn.release()

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()
