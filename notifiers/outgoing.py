"""What all senders of one process share: where they may go, how long they may take, what they keep open."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from notifiers.networks import Networks

if TYPE_CHECKING:
    from notifiers.transport import HTTP

TIME_LIMIT = 20.0
"""Seconds one send may take; a lease has to outlast it."""


@dataclass(frozen=True)
class Outgoing:
    """Made once by the worker and handed to every notifier; many threads use it at once.

    ``networks``: the addresses that may be reached. ``time_limit``: seconds per send.
    """

    networks: Networks = Networks()
    time_limit: float = TIME_LIMIT

    @cached_property
    def http(self) -> "HTTP":
        """Guarded HTTP with kept connections."""
        from notifiers.transport import HTTP

        return HTTP(self.networks, self.time_limit)

    def close(self) -> None:
        """Close what is kept open. Calling it twice does no harm."""
        if "http" in self.__dict__:
            self.http.close()
