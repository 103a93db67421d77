"""Addresses of a name, in time. getaddrinfo knows no deadline, so it runs in a thread that may stay behind:
it gives up by itself after the resolver's own patience, and there are never more than 32."""

import socket
from concurrent.futures import Future
from contextlib import suppress
from threading import BoundedSemaphore, Thread
from typing import Any

from notifiers.deadline import Deadline

Found = tuple[int, int, int, str, Any]
"""As getaddrinfo says it: family, type, protocol, name, socket address."""

_slots = BoundedSemaphore(32)


def addresses(host: str, port: int, deadline: Deadline) -> list[Found]:
    """Where ``host``, a name or an address, is. Raises socket.gaierror, TimeoutError."""
    with suppress(socket.gaierror):
        return _find(host, port, socket.AI_NUMERICHOST)  # an address needs no asking
    return _look_up(host, port, deadline)


def _look_up(host: str, port: int, deadline: Deadline) -> list[Found]:
    found: Future[list[Found]] = Future()
    if not _slots.acquire(timeout=deadline.left()):
        raise TimeoutError("too many names are being looked up")
    try:
        Thread(target=_answer, args=(found, host, port), name="xiaohu-lookup", daemon=True).start()
    except RuntimeError as error:  # no more threads
        _slots.release()
        raise OSError("no name can be looked up") from error
    return found.result(deadline.left())


def _answer(found: "Future[list[Found]]", host: str, port: int) -> None:
    try:
        found.set_result(_find(host, port))
    except Exception as error:
        found.set_exception(error)
    finally:
        _slots.release()


def _find(host: str, port: int, flags: int = 0) -> list[Found]:
    try:
        return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags))
    except (ValueError, OverflowError):  # what cannot be a name or a port at all
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from None
