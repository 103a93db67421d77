"""A browser that only asks: one kept connection, the same request again and again, nothing drawn."""

import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from gzip import decompress
from statistics import quantiles
from time import perf_counter

_REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nAccept-Language: zh-CN\r\n"
    "Cookie: xiaohu={cookie}\r\n\r\n"
)


class Visitor:
    """One signed-in browser at one page."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._asked = _REQUEST.format(path=path, cookie=cookie).encode()

    def visit(self) -> float:
        """Seconds from asking to the last byte of the answer."""
        started = perf_counter()
        self._ask()
        return perf_counter() - started

    def read(self) -> str:
        """The page."""
        return decompress(self._ask()).decode()

    def close(self) -> None:
        """Go."""
        self._socket.close()

    def _ask(self) -> bytes:
        self._socket.sendall(self._asked)
        heard = b""
        while b"\r\n\r\n" not in heard:
            heard += self._more()
        head, _, body = heard.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self._more()
        return body

    def _more(self) -> bytes:
        if not (more := self._socket.recv(65536)):
            raise ConnectionError("the server closed the connection")
        return more


def p95(visitor: Visitor, visits: int) -> float:
    """Seconds within which 95 of 100 visits, one after another, are answered."""
    return quantiles([visitor.visit() for _ in range(visits)], n=20)[-1]


def seconds_together(visitors: Sequence[Visitor], visits: int) -> float:
    """The mean time of a visit while all of them visit at once, so many times each."""
    started = perf_counter()
    with ThreadPoolExecutor(len(visitors)) as pool:
        list(pool.map(lambda visitor: [visitor.visit() for _ in range(visits)], visitors))
    return (perf_counter() - started) / (visits * len(visitors))
