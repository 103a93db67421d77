"""The way out for every sender: connections whose far end is permitted and which cannot outlive an exchange.

What is checked is the address that is connected to, never a name: a name that leads elsewhere the second time
gains nothing. An exchange (a request and its answer, a message handed to a mail server) has one deadline for
all that happens on the socket, the TLS handshake included, and a bound for what is received.
"""

import socket
import ssl
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import certifi

from notifiers.deadline import Deadline
from notifiers.lookups import Found, addresses
from notifiers.networks import Networks

ROOM = 256 * 1024
"""Bytes that may come back in one exchange, before they are unpacked."""


class AddressClosed(OSError):
    """No address of that host may be reached. Its text names no host."""


class TooMuch(ConnectionError):
    """The other side sends more than an answer can be."""


@dataclass(slots=True)
class Exchange:
    """One exchange over a guarded connection, and how far it came.

    ``sent``, ``received``: bytes. ``fresh``: it had a connection made for it, no kept one.
    """

    deadline: Deadline
    sent: int = 0
    received: int = 0
    fresh: bool = False

    def take(self, count: int) -> None:
        """Count what came in; raises TooMuch."""
        self.received += count
        if self.received > ROOM:
            raise TooMuch("the answer is too long")


if TYPE_CHECKING:
    _Socket = socket.socket
else:
    _Socket = object  # what it is mixed into: a socket, or one inside TLS


class _Guarded(_Socket):
    """A socket that asks its exchange before every read and write. Set ``exchange`` anew for each use of a
    kept connection."""

    exchange: Exchange

    def recv(self, *args: Any) -> bytes:
        self.settimeout(self.exchange.deadline.left())
        received: bytes = super().recv(*args)
        self.exchange.take(len(received))
        return received

    def recv_into(self, *args: Any) -> int:
        self.settimeout(self.exchange.deadline.left())
        count: int = super().recv_into(*args)
        self.exchange.take(count)
        return count

    def send(self, *args: Any) -> int:
        self.settimeout(self.exchange.deadline.left())
        count: int = super().send(*args)
        self.exchange.sent += count
        return count

    def sendall(self, data: Any, flags: int = 0) -> None:
        # Piece by piece: so it is known whether anything left.
        with memoryview(data).cast("B") as left:
            done = 0
            while done < len(left):
                done += self.send(left[done:], flags)


class Connection(_Guarded, socket.socket):
    """A connection to a permitted address."""


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
    *others, last = permitted
    for tried, each in enumerate(others):
        try:
            return _connected(each, deadline, networks, shares=len(permitted) - tried)
        except OSError:
            continue
    return _connected(last, deadline, networks)


def secured(connection: Connection, host: str) -> SecureConnection:
    """TLS over a fresh connection, within its exchange; the certificate is checked for ``host``."""
    connection.settimeout(connection.exchange.deadline.left())  # holds for the handshake as a whole
    secure = tls().wrap_socket(connection, server_hostname=host)
    assert isinstance(secure, SecureConnection)
    secure.exchange = connection.exchange
    return secure


@cache
def tls(protocol: str = "") -> ssl.SSLContext:
    """What is trusted: the system's certificates and certifi's. Kept, because reading them costs more than
    sending; one for each protocol, because urllib3 makes its context say that it speaks HTTP."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.sslsocket_class = SecureConnection
    return context


def _connected(found: Found, deadline: Deadline, networks: Networks, shares: int = 1) -> Connection:
    family, kind, protocol, _, address = found
    connection = Connection(family, kind, protocol)
    try:
        connection.exchange = Exchange(deadline, fresh=True)
        connection.settimeout(deadline.left() / shares)  # one that swallows everything leaves time for others
        connection.connect(address)
        if not networks.permit(connection.getpeername()[0]):
            raise AddressClosed("not a permitted address")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(deadline.left())
    except BaseException:
        connection.close()
        raise
    return connection
