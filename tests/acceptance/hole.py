"""A proxy before the database that can turn into a black hole: it takes everything and passes nothing on.

Neither end notices: connections stay open, and the system underneath confirms what nobody will ever read.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """Passes bytes between whoever connects and ``port`` of this machine."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._hole = threading.Event()
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow(self) -> None:
        """From now on nothing comes out, on either side."""
        self._hole.set()

    def close(self) -> None:
        """Let everybody go."""
        for end in (self._listener, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._ends += (near, far)
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self._hole.is_set():
                    target.sendall(data)
        if not self._hole.is_set():
            for end in (source, target):
                end.close()


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """One while the block lasts."""
    made = Proxy(port)
    try:
        yield made
    finally:
        made.close()
