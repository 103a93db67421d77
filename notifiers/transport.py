"""HTTP for every sender: guarded, bounded, never raising. Mail uses ``connect`` directly."""

import json as json_module
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import DecodeError, HTTPError, LocationValueError

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.failures import failure
from notifiers.guard import AddressClosed, Connection, Deadline, Exchange, addresses, connect
from notifiers.networks import Networks
from notifiers.outcome import Refused, Unreachable
from notifiers.pools import Pools, exchange
from notifiers.retry_after import retry_after

__all__ = ["HTTP", "AddressClosed", "Answer", "Connection", "Deadline", "Exchange", "check_host", "connect"]

KEPT = 64 * 1024
"""Bytes of an answer that are kept."""

_UNUSABLE = Refused(True, "url", N_("the channel's address is not usable: set it up again"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. ``headers`` are found in any case of letters; ``body``: at most 64 KB."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    def json(self) -> Any:
        """The body read as JSON; None if it is none."""
        try:
            return json_module.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def retry_after(self) -> timedelta | None:
        """How long the server asks to be left alone, at most a day."""
        return retry_after(self.headers)


Reply = Answer | Refused | Unreachable


class HTTP:
    """Requests to permitted addresses; connections are kept and shared by all threads.

    No proxy, no redirect, no way around certificates. ``time_limit``: seconds for one request as a whole.
    """

    def __init__(self, networks: Networks, time_limit: float) -> None:
        self._networks = networks
        self._time_limit = time_limit

    def post(
        self,
        url: str,
        *,
        json: Any = None,
        data: bytes | str | Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """POST ``json``, or ``data`` (bytes, text, or the fields of a form)."""
        return self.request("POST", url, json=json, data=data, headers=headers)

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Reply:
        """GET."""
        return self.request("GET", url, headers=headers)

    def request(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        data: bytes | str | Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: Deadline | None = None,
    ) -> Reply:
        """Any method. ``deadline``: of a sender that asks several times; otherwise the time limit's."""
        body, kind = _body(json, data)
        given = {"User-Agent": "xiaohu", **kind, **(headers or {})}
        try:
            return self.ask(method, url, body, given, deadline or Deadline.after(self._time_limit))
        except ValueError:  # a host, path or header that cannot be written
            return _UNUSABLE
        except (HTTPError, HTTPException, OSError) as error:
            return failure(error)

    def ask(self, method: str, url: str, body: Any, headers: Mapping[str, str], deadline: Deadline) -> Answer:
        """The same, raising what urllib3 raises."""
        if not url.lower().startswith(("http://", "https://")):
            raise LocationValueError("neither http nor https")
        running = exchange.set(Exchange(deadline))
        try:
            response = self._pools.urlopen(
                method,
                url,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            return _answer(response)
        finally:
            exchange.reset(running)

    def close(self) -> None:
        """Close the kept connections. It may still be used after that."""
        self._pools.clear()

    @cached_property
    def _pools(self) -> Pools:
        return Pools(self._networks)


def check_host(host: str, port: int | None, networks: Networks, field: str) -> None:
    """Raise ChannelError if ``host`` (a name or an address) lies only where channels may not go.

    A name that cannot be looked up now is no error: every send checks again.
    """
    try:
        found = addresses(host, port or 0, Deadline.after(5))
    except OSError:
        return
    if not any(networks.permit(str(each[4][0])) for each in found):
        hint = N_(
            "{host} lies in a private network, where channels may not go:"
            " the operator opens it with XIAOHU_ALLOWED_NETWORKS."
        )
        raise ChannelError(hint, field, host=host)


def _body(
    json: Any, data: bytes | str | Mapping[str, str] | None
) -> tuple[bytes | str | None, dict[str, str]]:
    if json is not None:
        text = json_module.dumps(json, ensure_ascii=False, separators=(",", ":"))
        return text.encode(), {"Content-Type": "application/json; charset=utf-8"}
    if isinstance(data, Mapping):
        return urlencode(data), {"Content-Type": "application/x-www-form-urlencoded"}
    return data.encode() if isinstance(data, str) else data, {}


def _answer(response: BaseHTTPResponse) -> Answer:
    """The first 64 KB; a connection with more in it is not kept."""
    try:
        body = response.read(KEPT + 1, decode_content=True)
    except DecodeError:
        body = b""
        response.close()
    if len(body) > KEPT:
        response.close()
    response.release_conn()
    return Answer(response.status, response.headers, body[:KEPT])
