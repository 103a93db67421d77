"""Why nobody answered, told from exceptions as smtplib and requests wrap them."""

import smtplib
import socket
import ssl

import pytest
from requests import ConnectionError as RequestsConnectionError
from requests import ReadTimeout

from notifiers.failures import unreachable


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (socket.gaierror(-2, "Name or service not known"), "dns"),
        (RequestsConnectionError(socket.gaierror(-2, "?")), "dns"),
        (ConnectionRefusedError(111, "refused"), "connection_refused"),
        (TimeoutError("timed out"), "timeout"),
        (caused(ReadTimeout("https://host/key"), TimeoutError()), "timeout"),
        (caused(smtplib.SMTPServerDisconnected("closed: timed out"), TimeoutError()), "timeout"),
        (smtplib.SMTPServerDisconnected("closed"), "cut"),
        (ConnectionResetError(104, "reset"), "cut"),
        (ssl.SSLCertVerificationError("self-signed"), "certificate"),
        (ssl.SSLError("wrong version number"), "tls"),
        (OSError(113, "No route to host"), "unreachable"),
        (RuntimeError("can't start new thread"), "unreachable"),
    ],
)
def test_the_innermost_cause_decides(error: Exception, code: str) -> None:
    outcome = unreachable(error)
    assert outcome.code == code
    assert not outcome.permanent
    assert str(error) not in outcome.reason


def test_a_ring_of_causes_ends() -> None:
    first, second = OSError("a"), OSError("b")
    first.__cause__, second.__cause__ = second, first
    assert unreachable(first).code == "unreachable"
