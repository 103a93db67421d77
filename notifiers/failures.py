"""Why nobody answered: an exception read as an outcome. Its text is never used, it may hold keys and
addresses."""

import smtplib
import socket
import ssl
from collections.abc import Iterator

from config.i18n import N_
from notifiers.guard import AddressClosed
from notifiers.outcome import Refused, Unreachable

TIMEOUT = Unreachable(N_("the server did not answer in time"), code="timeout")

# The first row that fits anything in the chain of causes.
_KINDS: tuple[tuple[type[Exception], Unreachable], ...] = (
    (socket.gaierror, Unreachable(N_("the server's name was not found"), code="dns")),
    (
        ssl.SSLCertVerificationError,
        Unreachable(N_("the server's certificate is not valid"), code="certificate"),
    ),
    (ssl.SSLError, Unreachable(N_("no secure connection could be made"), code="tls")),
    (
        ConnectionRefusedError,
        Unreachable(N_("nothing listens at the server's port"), code="connection_refused"),
    ),
    (TimeoutError, TIMEOUT),
    (smtplib.SMTPServerDisconnected, Unreachable(N_("the connection was cut"), code="cut")),
    (ConnectionError, Unreachable(N_("the connection was cut"), code="cut")),
)
_OTHERWISE = Unreachable(N_("the server could not be reached"))


CLOSED = Refused(
    True, "address", N_("the server's address lies in a network that the operator has not opened")
)


def failure(error: BaseException) -> Refused | Unreachable:
    """The outcome for a connection that failed, or was not even tried."""
    return CLOSED if any(isinstance(e, AddressClosed) for e in _chain(error)) else unreachable(error)


def unreachable(error: BaseException) -> Unreachable:
    """The outcome for a connection that failed with ``error``."""
    chain = list(_chain(error))
    return next((outcome for kind, outcome in _KINDS if any(isinstance(e, kind) for e in chain)), _OTHERWISE)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that it wraps, by cause, context, ``reason`` (urllib3) or argument (requests)."""
    seen: set[int] = set()
    left: list[object] = [error]
    while left:
        e = left.pop()
        if isinstance(e, BaseException) and id(e) not in seen:
            seen.add(id(e))
            yield e
            left += [e.__cause__, e.__context__, getattr(e, "reason", None), *e.args]
