"""Web servers that hang, drip, flood and cut: what a sender must survive."""

import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import repeat

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GZIP = OK + b"Content-Encoding: gzip\r\n"
MEGABYTE = bytes(1 << 20)


class Visit:
    """One connection that a rude server has. It ends when the test does."""

    def __init__(self, connection: socket.socket, over: threading.Event) -> None:
        self.connection, self.over = connection, over

    def hear(self) -> bytes:
        """One request, head and body; b"" when the other side has gone."""
        heard = b""
        while b"\r\n\r\n" not in heard:
            more = self.connection.recv(65536)
            if not more:
                return b""
            heard += more
        head, _, body = heard.partition(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                while len(body) < int(line.partition(b":")[2]):
                    body += self.connection.recv(65536)
        return head + b"\r\n\r\n" + body

    def say(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.connection.sendall(piece)

    def drip(self, beginning: bytes, drop: bytes = b"x") -> None:
        """Say the beginning, then a drop every 20 ms for ever."""
        self.say(beginning)
        while not self.over.wait(0.02):
            self.say(drop)

    def reset(self) -> None:
        """Cut so that the other side learns it at once."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Behaviour = Callable[[Visit], object]


def _after_hearing(behaviour: Behaviour) -> Behaviour:
    def behave(visit: Visit) -> None:
        visit.hear()
        behaviour(visit)

    return behave


def _flood(*pieces: bytes, times: int | None = None) -> Behaviour:
    beginning, flood = pieces[:-1], pieces[-1]

    def behave(visit: Visit) -> None:
        visit.say(*beginning)
        for _ in repeat(None) if times is None else repeat(None, times):
            visit.say(flood)

    return _after_hearing(behave)


def silence(visit: Visit) -> None:
    """Take the connection, say nothing."""
    visit.over.wait(30)


def thanks(visit: Visit) -> None:
    """Answer everything."""
    while visit.hear():
        visit.say(OK, b"Content-Length: 2\r\n\r\n{}")


def drips(beginning: bytes, drop: bytes = b"x") -> Behaviour:
    return _after_hearing(lambda visit: visit.drip(beginning, drop))


def redirects(location: str) -> Behaviour:
    def behave(visit: Visit) -> None:
        while visit.hear():
            visit.say(
                b"HTTP/1.1 307 Temporary Redirect\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                % location.encode()
            )

    return behave


HANGS: dict[str, Behaviour] = {
    "hang after accept": silence,
    "hang after the request": _after_hearing(silence),
    "status line drips": drips(b"HTTP/1.1 200 O"),
    "header drips": drips(OK + b"X-Long: "),
    "headers drip": drips(OK, b"X: y\r\n"),
    "body drips": drips(OK + b"Content-Length: 9999\r\n\r\n"),
    "chunks drip": drips(CHUNKED, b"1\r\nx\r\n"),
    "chunk size drips": drips(CHUNKED, b"0"),
    "100 Continue drips": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "gzip without content drips": drips(GZIP + b"\r\n", gzip.compress(b"")),
    "TLS record where HTTP is spoken drips": drips(b"\x16\x03\x03\x40\x00", b"\0"),
}
"""What never ends by itself."""

_BOMB = gzip.compress(MEGABYTE * 64)
LONG: dict[str, Behaviour] = {
    "200 MB": _flood(OK + b"Content-Length: 209715200\r\n\r\n", MEGABYTE, times=200),
    "no end": _flood(OK + b"\r\n", MEGABYTE),
    "chunks without end": _flood(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", b"100000\r\n" + MEGABYTE + b"\r\n"
    ),
    "one endless chunk": _flood(CHUNKED + b"FFFFFFFFFFFF\r\n", MEGABYTE),
    "gzip bomb": _flood(
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(_BOMB), _BOMB, times=1
    ),
    "gzip bomb in a gzip bomb": _flood(
        OK + b"Content-Encoding: gzip, gzip\r\nConnection: close\r\n\r\n", gzip.compress(_BOMB), times=1
    ),
}
"""Answers that are longer than anybody keeps."""

FLOODS: dict[str, Behaviour] = {
    "a status line without end": _flood(b"HTTP/1.1 200 ", MEGABYTE),
    "a header without end": _flood(OK + b"X: ", MEGABYTE),
    "headers without end": _flood(OK, b"X: y\r\n" * 10000),
    "a chunk size without end": _flood(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", MEGABYTE.replace(b"\0", b"0")
    ),
    "100 Continue without end": _flood(b"HTTP/1.1 100 Continue\r\n\r\n" * 10000),
    "gzip without content without end": _flood(
        OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"") * 10000
    ),
}
"""What never becomes an answer."""


@contextmanager
def rude_server(
    *behaviours: Behaviour, tls: ssl.SSLContext | None = None, receive_buffer: int | None = None
) -> Iterator[int]:
    """The port of a server: the first behaviour is for its first visitor, and so on; the last one stays.

    ``tls``: spoken before the behaviour begins. ``receive_buffer``: bytes that it takes unread.
    """
    over = threading.Event()
    listener = socket.socket()
    if receive_buffer:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    listener.bind(("127.0.0.1", 0))
    listener.listen(100)
    threads: list[threading.Thread] = []
    visitors: list[socket.socket] = []

    def receive() -> None:
        left = list(behaviours)
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                visitors.append(connection)
                behaviour = left.pop(0) if len(left) > 1 else left[0]
                threads.append(threading.Thread(target=_treat, args=(connection, behaviour, over, tls)))
                threads[-1].start()

    accepting = threading.Thread(target=receive)
    accepting.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        for each in (listener, *visitors):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in (accepting, *threads):
            thread.join(5)
            assert not thread.is_alive()
        listener.close()


def _treat(
    connection: socket.socket, behaviour: Behaviour, over: threading.Event, tls: ssl.SSLContext | None
) -> None:
    with connection, suppress(OSError):
        if tls is None:
            behaviour(Visit(connection, over))
            return
        with tls.wrap_socket(connection, server_side=True) as secure:
            behaviour(Visit(secure, over))


@contextmanager
def full_backlog(host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A port where nobody accepts and no more connections are taken on."""
    with socket.create_server((host, port), backlog=0) as listener:
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(listener.getsockname())
        try:
            yield listener.getsockname()[1]
        finally:
            for each in waiting:
                each.close()
