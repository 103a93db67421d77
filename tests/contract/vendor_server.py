"""A vendor on loopback: a real HTTP server that answers what a test tells it to."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Heard:
    """One request as it came over the wire."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as it reads, whether its JSON is escaped or not."""
        return json.dumps(self.json, ensure_ascii=False)


@dataclass(frozen=True)
class Reply:
    """What the vendor says. ``hang``: nothing at all; ``cut``: hangs up in the middle."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: bool = False
    cut: bool = False

    @property
    def bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class _Desk(BaseHTTPRequestHandler):
    server: "VendorServer"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(Heard(self.command, self.path, dict(self.headers), body))

    do_PUT = do_GET = do_POST  # noqa: N815 -- http.server's names

    def _answer(self, heard: Heard) -> None:
        if (before := self.server.before(heard)) is not None:
            self._say(Reply(before))
            return
        with self.server.lock:
            self.server.heard.append(heard)
        reply = self.server.answer(heard)
        if reply.hang:
            self.server.closing.wait(10)
            self.close_connection = True
        elif reply.cut:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        else:
            self._say(reply)

    def _say(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.bytes)))
        self.end_headers()
        self.wfile.write(reply.bytes)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class VendorServer(ThreadingHTTPServer):
    """``heard``: the messages; what ``before`` answers (a token) is not one of them."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.heard: list[Heard] = []
        self.answer: Callable[[Heard], Reply] = lambda heard: Reply()
        self.before: Callable[[Heard], Any] = lambda heard: None
        self.closing = threading.Event()
        self.lock = threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up early is part of the test."""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def say(self, *replies: Reply) -> None:
        """These answers in order; the last one stays."""
        left = list(replies)
        self.answer = lambda heard: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def vendor_server() -> Iterator[VendorServer]:
    """A running VendorServer."""
    server = VendorServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.005,))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join(5)
        server.server_close()
