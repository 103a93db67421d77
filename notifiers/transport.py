"""HTTP for every sender: guarded, bounded, never raising. Mail uses ``connect`` directly."""

import json as json_module
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import DecodeError, HTTPError, LocationValueError

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.deadline import Deadline
from notifiers.failures import failure
from notifiers.guard import AddressClosed, Connection, Exchange, connect, secured
from notifiers.lookups import addresses
from notifiers.networks import Networks
from notifiers.outcome import Refused, Unreachable
from notifiers.pools import Pools, exchange
from notifiers.retry_after import retry_after

__all__ = [
    "HTTP",
    "AddressClosed",
    "Answer",
    "Connection",
    "Deadline",
    "Exchange",
    "check_host",
    "connect",
    "secured",
]

KEPT = 64 * 1024
"""Bytes of an answer that are kept."""

UNUSABLE = Refused(True, "url", N_("the channel's address is not usable: set it up again"))


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
Data = bytes | str | Mapping[str, str]
Body = bytes | str | None
Headers = Mapping[str, str]


class HTTP:
    """Requests to permitted addresses; connections are kept and shared by all threads.

    No proxy, no redirect, no way around certificates. ``time_limit``: seconds for one request as a whole.
    """

    def __init__(self, networks: Networks, time_limit: float) -> None:
        self._pools = Pools(networks)
        self._time_limit = time_limit

    def post(
        self,
        url: str,
        *,
        json: Any = None,
        data: Data | None = None,
        headers: Headers | None = None,
    ) -> Reply:
        """POST ``json``, or ``data`` (bytes, text, or the fields of a form)."""
        return self.request("POST", url, json=json, data=data, headers=headers)

    def get(self, url: str, *, headers: Headers | None = None) -> Reply:
        """GET."""
        return self.request("GET", url, headers=headers)

    def request(
        self,
        method: str,
        url: str,
        *,
        json: Any = None,
        data: Data | None = None,
        headers: Headers | None = None,
        deadline: Deadline | None = None,
    ) -> Reply:
        """Any method. ``deadline``: of a sender that asks several times; otherwise the time limit's."""
        body, kind = _body(json, data)
        given = {"User-Agent": "xiaohu", **kind, **(headers or {})}
        if not url.lower().startswith(("http://", "https://")):
            return UNUSABLE
        try:
            return self._ask(deadline or Deadline.after(self._time_limit), method, url, body, given)
        except LocationValueError:
            return UNUSABLE
        except (HTTPError, HTTPException, OSError) as error:
            return failure(error)
        except ValueError:  # a path or header that cannot be written
            return UNUSABLE

    def close(self) -> None:
        """Close the kept connections. It may still be used after that."""
        self._pools.clear()

    def _ask(self, deadline: Deadline, *request: Any) -> Answer:
        first = Exchange(deadline)
        try:
            return self._exchange(first, *request)
        except (HTTPError, HTTPException, OSError):
            if first.fresh or first.sent:  # it may have been understood
                raise
        # A kept connection was gone before anything left on it.
        return self._exchange(Exchange(deadline), *request)

    def _exchange(self, each: Exchange, method: str, url: str, body: Body, headers: Headers) -> Answer:
        running = exchange.set(each)
        try:
            response = self._pools.urlopen(
                method, url, body=body, headers=headers, redirect=False, retries=False, preload_content=False
            )
            return _answer(response)
        finally:
            exchange.reset(running)


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


def _body(json: Any, data: Data | None) -> tuple[Body, dict[str, str]]:
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
