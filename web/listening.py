"""Where the service listens: this machine only, unless told otherwise."""

from __future__ import annotations

import os
import socket
from contextlib import ExitStack
from ipaddress import IPv4Address, IPv6Address, ip_address

from config.i18n import N_
from desk.mistakes import Mistake
from desk.wording import _

LOOPBACK = "127.0.0.1"
_IN_USE = N_(
    "{host} cannot be listened on at port {port}: {reason}; stop what uses it, or choose another --port"
)
_NO_NETWORK = N_("this machine is in no network that --lan could listen on; name an address with --host")
_PUBLIC = N_(
    "this machine's address {address} can be reached from the whole internet, and --lan has no https; put a"
    " reverse proxy before it (docs/operating.md), or name an address with --host"
)
# Nothing is sent there: asking the system for the way tells which address of ours is on it.
_ELSEWHERE = ("10.255.255.255", 9)


def listen(hosts: list[str], port: int) -> list[socket.socket]:
    """Sockets that listen on these addresses, all or none. Raises Mistake."""
    with ExitStack() as opened:
        sockets = [opened.enter_context(_listening(host, port)) for host in hosts]
        opened.pop_all()
    return sockets


def lan_address() -> str:
    """This machine's address in the local network. Raises Mistake where it has none, or a public one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_ELSEWHERE)
        except OSError:
            raise Mistake(_(_NO_NETWORK)) from None
        found = str(way.getsockname()[0])
    refuse_unless_local(ip_address(found))
    return found


def refuse_unless_local(address: IPv4Address | IPv6Address) -> None:
    """Raises Mistake for an address that is not one of a local network."""
    if address.is_loopback or address.is_unspecified:
        raise Mistake(_(_NO_NETWORK))
    if address.is_global:
        raise Mistake(_(_PUBLIC, address=address))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise Mistake(_(_IN_USE, host=host, port=port, reason=_reason(error))) from None


def _reason(error: OSError) -> str:
    known = error.errno is not None and error.errno > 0
    return os.strerror(error.errno) if known and error.errno else error.strerror or str(error)
