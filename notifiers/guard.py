"""The way out for every sender: a connection whose far end is permitted, and which cannot outlive its
exchange.

What is checked is the address that is connected to, never a name: a name that resolves differently the second
time gains nothing. An exchange (a request and its answer, a message handed to a mail server) has one deadline
for everything on the socket, the TLS handshake included, and a bound for what is received.
"""

import socket
import ssl
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any

import certifi

from notifiers.networks import Networks

ROOM = 256 * 1024
"""Bytes that may come back in one exchange, before they are unpacked."""


class AddressClosed(OSError):
    """No address of that host may be reached. Its text names no host."""


class TooMuch(ConnectionError):
    """The other side sends more than an answer can be."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which something has to be over. ``at``: as ``time.monotonic()`` counts."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """That many seconds from now."""
        return cls(monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left, more than 0; raises TimeoutError when it is past."""
        left = self.at - monotonic()
        if left <= 0:
            raise TimeoutError("the deadline is past")
        return left


@dataclass(slots=True)
class Exchange:
    """One exchange over a guarded connection, and how far it came. ``sent``, ``received``: bytes."""

    deadline: Deadline
    sent: int = 0
    received: int = 0

    def take(self, count: int) -> int:
        """Count what came in; raises TooMuch."""
        self.received += count
        if self.received > ROOM:
            raise TooMuch("the answer is too long")
        return count


# Typed as a socket; mixed into both kinds of socket when it runs.
_Mixin = socket.socket if TYPE_CHECKING else object


class _Guarded(_Mixin):
    """A socket that asks its exchange before every read and write."""

    exchange: Exchange

    def recv(self, *args: Any) -> bytes:
        self.settimeout(self.exchange.deadline.left())
        received = super().recv(*args)
        self.exchange.take(len(received))
        return received

    def recv_into(self, *args: Any) -> int:
        self.settimeout(self.exchange.deadline.left())
        return self.exchange.take(super().recv_into(*args))

    def send(self, *args: Any) -> int:
        self.settimeout(self.exchange.deadline.left())
        sent = super().send(*args)
        self.exchange.sent += sent
        return sent

    def sendall(self, data: Any, flags: int = 0) -> None:
        # Piece by piece, so that it is known whether anything left.
        with memoryview(data).cast("B") as left:
            done = 0
            while done < len(left):
                done += self.send(left[done:], flags)


class Connection(_Guarded, socket.socket):
    """A connection to a permitted address. Set ``exchange`` anew for each use of a kept one."""


class SecureConnection(_Guarded, ssl.SSLSocket):
    """The same inside TLS."""


def connect(host: str, port: int, deadline: Deadline, networks: Networks) -> Connection:
    """A connection to the first address of ``host`` that answers; closed ones are never even knocked at.

    Raises AddressClosed, and OSError as sockets do (socket.gaierror, TimeoutError, ...).
    """
    found = addresses(host, port, deadline)
    permitted = [each for each in found if networks.permit(str(each[4][0]))]
    if not permitted:
        raise AddressClosed("not a permitted address")
    for tried, each in enumerate(permitted, 1):
        try:
            return _connected(each, deadline, len(permitted) - tried + 1, networks)
        except OSError:
            if tried == len(permitted):
                raise
    raise AssertionError("the last address returns or raises")


def secured(connection: Connection, host: str) -> SecureConnection:
    """TLS over a fresh connection, the certificate checked for ``host``; within the same exchange."""
    exchange = connection.exchange
    connection.settimeout(exchange.deadline.left())  # the handshake as a whole has to end in it
    secure = tls().wrap_socket(connection, server_hostname=host)
    assert isinstance(secure, SecureConnection)
    secure.exchange = exchange
    return secure


@cache
def tls() -> ssl.SSLContext:
    """What we trust: the system's certificates and certifi's. Kept: reading them costs more than sending."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.sslsocket_class = SecureConnection
    return context


Found = tuple[int, int, int, str, Any]


def addresses(host: str, port: int, deadline: Deadline) -> list[Found]:
    """What getaddrinfo says. Raises socket.gaierror, TimeoutError."""
    deadline.left()
    try:
        return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except UnicodeError:
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from None


def _connected(found: Found, deadline: Deadline, shares: int, networks: Networks) -> Connection:
    family, kind, protocol, _, address = found
    connection = Connection(family, kind, protocol)
    try:
        connection.exchange = Exchange(deadline)
        connection.settimeout(deadline.left() / shares)  # an address that swallows all leaves time for others
        connection.connect(address)
        if not networks.permit(connection.getpeername()[0]):
            raise AddressClosed("not a permitted address")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(deadline.left())
    except BaseException:
        connection.close()
        raise
    return connection
