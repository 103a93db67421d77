"""urllib3's pools over guarded connections: how HTTP keeps connections and what they are made of."""

import logging
from contextvars import ContextVar
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from notifiers.guard import Connection, Exchange, connect, tls
from notifiers.networks import Networks

exchange: ContextVar[Exchange] = ContextVar("exchange")
"""The exchange of the running thread: urllib3 has no argument for it."""


class _Plain(HTTPConnection):
    """A connection of urllib3 over a guarded socket."""

    def __init__(self, *args: Any, networks: Networks, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._networks = networks

    def _new_conn(self) -> Connection:
        running = exchange.get()
        connected = connect(self._dns_host, self.port, running.deadline, self._networks)
        connected.exchange = running
        return connected

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None:
            self.sock.exchange = exchange.get()  # type: ignore[union-attr]
        super().request(*args, **kwargs)


class _Secure(_Plain, HTTPSConnection):
    """The same over TLS; the handshake begins after the address was checked."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Pools(PoolManager):
    """Kept connections: four a host, for the sixty-four hosts used last."""

    def __init__(self, networks: Networks) -> None:
        super().__init__(num_pools=64, maxsize=4, ssl_context=tls())
        self._networks = networks
        # Its warnings hold hosts and addresses, and those hold tokens.
        logging.getLogger("urllib3").setLevel(logging.ERROR)

    def _new_pool(
        self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None
    ) -> HTTPConnectionPool:
        context = dict(request_context or self.connection_pool_kw)
        kept = {"maxsize": context["maxsize"], "networks": self._networks}
        if scheme == "https":
            return _SecurePool(host, port, ssl_context=context["ssl_context"], **kept)
        return _PlainPool(host, port, **kept)
