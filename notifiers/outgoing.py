"""What all senders of one process share: where they may go, how long they may take, what they keep open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from notifiers.networks import Networks

if TYPE_CHECKING:
    from notifiers.mail.connections import Connections
    from notifiers.transport import HTTP
    from notifiers.vendors.access_tokens import AccessTokens

TIME_LIMIT = 20.0
"""Seconds one send may take; a lease has to outlast it."""


@dataclass(frozen=True)
class Outgoing:
    """Made once by the worker and handed to every notifier; many threads use it at once.

    ``networks``: the addresses that may be reached. ``time_limit``: seconds per send. ``now``: the machine's
    time, which vendors compare signatures with; without it a message's own time serves. ``operator``: who
    mails say they come from; ``reply_to``: the mail address answers go to, "" for none.
    """

    networks: Networks = Networks()
    time_limit: float = TIME_LIMIT
    now: Callable[[], datetime] | None = None
    operator: str = ""
    reply_to: str = ""

    @cached_property
    def http(self) -> "HTTP":
        """Guarded HTTP with kept connections."""
        from notifiers.transport import HTTP

        return HTTP(self.networks, self.time_limit)

    @cached_property
    def tokens(self) -> "AccessTokens":
        """What vendors lend for an hour or two."""
        from notifiers.vendors.access_tokens import AccessTokens

        return AccessTokens()

    @cached_property
    def mail(self) -> "Connections":
        """Kept connections to mail servers."""
        from notifiers.mail.connections import Connections

        return Connections()

    def close(self) -> None:
        """Close what is kept open. Calling it twice does no harm."""
        if "http" in self.__dict__:
            self.http.close()
        if "mail" in self.__dict__:
            self.mail.close()
