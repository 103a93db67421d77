"""Real servers on loopback for the channel tests: SMTP with moods, HTTP with moods."""

import asyncio
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "open-sesame-4711"


class Inbox:
    """An aiosmtpd handler that keeps what it gets, or answers with ``replies[command]``.

    ``most``: mails that one connection may bring; then it is ``tired`` ("cut" or a reply to MAIL).
    ``connections``: the far ends that brought mail.
    """

    def __init__(self, most: int = 10**6, tired: str = "421 enough", **replies: str) -> None:
        self.mails: list[bytes] = []
        self.recipients: list[str] = []
        self.connections: Counter[object] = Counter()
        self.replies, self.most, self.tired = replies, most, tired

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" not in self.replies:
            envelope.rcpt_tos.append(address)
        return self.replies.get("RCPT", "250 OK").format(address=address)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        if self.connections[session.peer] >= self.most:
            return self.tired
        return self.replies.get("MAIL", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        self.connections[session.peer] += 1
        assert isinstance(server.transport, asyncio.WriteTransport)
        if self.replies.get("DATA") == "cut":
            server.transport.abort()
        if self.tired == "cut" and self.connections[session.peer] >= self.most:
            server.loop.call_later(0.05, server.transport.abort)
        return self.replies.get("DATA", "250 OK")


class _LoopbackController(Controller):
    """Starts on a free port and says which; at the end it hangs up on those who stay."""

    def factory(self) -> SMTP:
        made = super().factory()  # type: ignore[no-untyped-call]
        assert isinstance(made, SMTP)
        self.visited = [*getattr(self, "visited", []), made]
        return made

    def hang_up(self) -> None:
        for each in self.visited:
            if isinstance(each.transport, asyncio.WriteTransport):
                self.loop.call_soon_threadsafe(each.transport.abort)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        with socket.create_connection((self.hostname, self.port), 5) as connection:
            tls = _anybody().wrap_socket(connection) if self.ssl_context else connection
            with tls:
                assert tls.recv(1024)


def _anybody() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def smtp_server(inbox: Inbox, **settings: Any) -> Iterator[int]:
    """The port of an aiosmtpd server."""
    controller = _LoopbackController(inbox, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.hang_up()
        controller.stop()


def login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """An aiosmtpd authenticator that knows one user."""
    right = isinstance(data, LoginPassword) and data == LoginPassword(b"wang@example.com", PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def certificate(folder: Path) -> Path:
    """A fresh self-signed certificate with its key for 127.0.0.1, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 -- a certificate is checked against the real time
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return pem


def server_tls(pem: Path) -> ssl.SSLContext:
    """TLS as the server of ``certificate()`` speaks it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@contextmanager
def tireless_server(piece: bytes, pause: float = 0.0) -> Iterator[int]:
    """The port of a TCP server that says the same for ever, whatever it hears."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        with listener, suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                while not over.wait(pause):
                    connection.sendall(piece)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        assert not thread.is_alive()


@contextmanager
def scripted_server(*lines: bytes) -> Iterator[int]:
    """The port of a TCP server that says one line when somebody connects and one for each thing it hears.

    ``b""`` cuts the connection; when the lines are used up it says nothing more.
    """
    with scripted_visits(lines) as (port, _):
        yield port


@contextmanager
def scripted_visits(*scripts: tuple[bytes, ...]) -> Iterator[tuple[int, list[socket.socket]]]:
    """The same with a script for each connection that is made, one after another: port and connections."""
    listener = socket.create_server(("127.0.0.1", 0))
    connected: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def serve() -> None:
        with listener, suppress(OSError):
            for lines in scripts:
                connected.append(listener.accept()[0])
                threads.append(threading.Thread(target=_recite, args=(connected[-1], lines)))
                threads[-1].start()

    threads.append(threading.Thread(target=serve))
    threads[0].start()
    try:
        yield listener.getsockname()[1], connected
    finally:
        for open_socket in (listener, *connected):
            with suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)
            assert not thread.is_alive()


def _recite(connection: socket.socket, lines: tuple[bytes, ...]) -> None:
    with suppress(OSError), connection:
        for line in lines:
            if not line:
                return
            connection.sendall(line)
            if not connection.recv(65536):
                return
        while connection.recv(65536):
            pass


class _Mood(BaseHTTPRequestHandler):
    """Answers /status/503?after=30 with that status and Retry-After; /hang not at all."""

    server: "HTTPServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append((self.path, body))
        if self.path.startswith("/hang"):
            self.server.closing.wait(10)
            return
        status, _, after = self.path.removeprefix("/status/").partition("/")
        self.send_response(int(status))
        if after:
            self.send_header("Location" if status == "302" else "Retry-After", after.replace("-", "/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class HTTPServer(ThreadingHTTPServer):
    """An HTTP server that remembers what it heard."""

    daemon_threads = False
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Mood)
        self.heard: list[tuple[str, bytes]] = []
        self.closing = threading.Event()


@contextmanager
def http_server() -> Iterator[HTTPServer]:
    """A running HTTPServer; its port is ``server_port``."""
    server = HTTPServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.005,))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join(5)
        server.server_close()
