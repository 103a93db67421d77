"""The guard's way to a server (until notifiers/transport.py is there)."""

import socket
from time import monotonic

from notifiers.networks import Networks


class ClosedAddress(OSError):
    """The server's address is none that a channel may reach."""


def connect(host: str, port: int, deadline: float, networks: Networks) -> socket.socket:
    connected = socket.create_connection((host, port), max(deadline - monotonic(), 0.001))
    if not networks.permit(connected.getpeername()[0]):
        connected.close()
        raise ClosedAddress
    return connected
