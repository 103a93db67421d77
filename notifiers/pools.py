"""urllib3's pools over guarded connections: what HTTP keeps open."""

import logging
from contextvars import ContextVar
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from notifiers.guard import Connection, Exchange, SecureConnection, connect, tls
from notifiers.networks import Networks

exchange: ContextVar[Exchange] = ContextVar("exchange")
"""The exchange that the running thread has: urllib3 has no argument that reaches a connection."""


class _Plain(HTTPConnection):
    """urllib3's connection over a guarded socket."""

    def __init__(self, *args: Any, networks: Networks, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._networks = networks

    def _new_conn(self) -> Connection:
        running = exchange.get()
        running.fresh = True
        connection = connect(self._dns_host, self.port, running.deadline, self._networks)
        connection.exchange = running
        return connection

    def request(self, *args: Any, **kwargs: Any) -> None:
        if isinstance(self.sock, Connection | SecureConnection):
            self.sock.exchange = exchange.get()
        super().request(*args, **kwargs)


class _Secure(_Plain, HTTPSConnection):
    """The same inside TLS: the handshake begins after the address was checked."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Pools(PoolManager):
    """Kept connections: four a host, for the 64 hosts that were used last."""

    def __init__(self, networks: Networks) -> None:
        super().__init__(num_pools=64, maxsize=4, ssl_context=tls("http"))
        self._networks = networks
        self.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        logging.getLogger("urllib3").setLevel(logging.ERROR)  # its warnings hold URLs, and those hold tokens

    def _new_pool(
        self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None
    ) -> HTTPConnectionPool:
        context = {**(request_context or self.connection_pool_kw), "networks": self._networks}
        return super()._new_pool(scheme, host, port, context)
