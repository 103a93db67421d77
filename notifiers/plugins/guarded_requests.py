"""Apprise's own plugins on our transport: every requests session of this process sends through the guard, in
the name of the attempt that runs. What the servers answered is noted there: the plugins tell success from
failure and keep status, Retry-After and reason to themselves (Apprise 2.2)."""

import sys
from functools import partial
from time import sleep
from typing import Any, cast

import requests.sessions
from apprise import NotifyBase
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from notifiers.attempt import Attempt, current
from notifiers.outgoing import Outgoing
from notifiers.transport import Answer, Reply

# Talks to relays over sockets of its own, and uses requests only to find them.
_BESIDE = frozenset({"apprise.plugins.nostr.base"})
# The body is unpacked and complete by then; without a place to go, nobody follows a redirect.
_DONE_WITH = frozenset({"content-encoding", "content-length", "transfer-encoding", "location"})
# For whoever sends outside an attempt: the public internet, nothing else.
_NOBODYS = Outgoing()


def guard_requests() -> None:
    """From now on every requests session of this process uses the guard, whatever it is told of proxies,
    time-outs, redirects and certificates; ~/.netrc is not read, its passwords are not the users'."""
    replaced: Any = requests.sessions
    replaced.HTTPAdapter = GuardedAdapter
    replaced.get_environ_proxies = lambda *_, **__: {}
    replaced.get_netrc_auth = lambda *_, **__: None


def is_guarded(plugin: NotifyBase | type[NotifyBase]) -> bool:
    """Whether all that it sends goes through the guard. A plugin of ours says so by ``guarded = True``."""
    kind = plugin if isinstance(plugin, type) else type(plugin)
    says: bool | None = getattr(kind, "guarded", None)
    if says is not None:
        return says
    modules = {
        each.__module__ for each in kind.__mro__ if issubclass(each, NotifyBase) and each is not NotifyBase
    }
    return not modules & _BESIDE and any(hasattr(sys.modules[each], "requests") for each in modules)


def keep_to(attempt: Attempt, plugin: NotifyBase) -> None:
    """Let the plugin's pauses between requests end within the attempt."""
    replaced: Any = plugin
    replaced.throttle = partial(_pause, attempt, plugin)


class GuardedAdapter(BaseAdapter):
    """requests' way to the guard. Raises requests.ConnectionError where there is no answer."""

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        attempt = current.get()
        reply = _reply(request, attempt)
        if attempt is not None:
            _note(reply, attempt)
        if not isinstance(reply, Answer):
            raise requests.ConnectionError(reply.code, request=request)
        return _response(reply, request)

    def close(self) -> None:
        """Connections are kept by the transport, for all sessions."""


def _reply(request: PreparedRequest, attempt: Attempt | None) -> Reply:
    http = (attempt.outgoing if attempt else _NOBODYS).http
    body, headers = cast(Any, request.body), cast(Any, request.headers)
    deadline = attempt.deadline if attempt else None
    method, url = str(request.method), str(request.url)
    return http.request(method, url, data=body, headers=headers, deadline=deadline)


def _note(reply: Reply, attempt: Attempt) -> None:
    if isinstance(reply, Answer):
        attempt.answers.append(reply)
    else:
        attempt.failures.append(reply)


def _response(answer: Answer, request: PreparedRequest) -> Response:
    response: Any = Response()
    kept = ((name, value) for name, value in answer.headers.items() if name.lower() not in _DONE_WITH)
    response.status_code = answer.status
    response.headers = CaseInsensitiveDict(kept)
    response.encoding = get_encoding_from_headers(response.headers)
    response.url, response.request, response.reason = request.url, request, ""
    response._content, response._content_consumed = answer.body, True
    return response  # type: ignore[no-any-return]


def _pause(attempt: Attempt, plugin: NotifyBase, last_io: object = None, wait: float | None = None) -> None:
    """Stands in for NotifyBase.throttle: what it is asked to wait, or the vendor's pause after a request."""
    del last_io
    pause = wait if wait is not None else plugin.request_rate_per_sec if attempt.answers else 0
    if pause >= attempt.deadline.left():
        raise TimeoutError("the pause would outlast the attempt")
    if pause > 0:  # sleep(0) is no nothing: it takes a turn
        sleep(pause)
