"""What all senders of one process share: where they may go, how long they may take, what they keep open."""

from dataclasses import dataclass

from notifiers.networks import Networks

TIME_LIMIT = 20.0
"""Seconds one send may take; a lease has to outlast it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Made once by the worker and handed to every notifier; many threads use it at once.

    ``networks``: the addresses that may be reached. ``time_limit``: seconds per send.
    """

    networks: Networks = Networks()
    time_limit: float = TIME_LIMIT

    def close(self) -> None:
        """Close what is kept open. Calling it twice does no harm."""
