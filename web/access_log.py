"""The access log: what was asked for, how it ended, how long it took. No secret of an address reaches it.

No query string (searches name platforms), no address of the visitor, no browser.
"""

from __future__ import annotations

import logging
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker.clock import monotonic

log = logging.getLogger(__name__)
_SECRET = re.compile(r"(?i)^(/+(?:a|invited|calendar)/+).*", re.DOTALL)
_LIKE_A_TOKEN = re.compile(r"[A-Za-z0-9_-]{30,}")
_LONGEST = 120


class AccessLog:
    """One line for each request, when its answer has left."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and write down what came of it; a failure within counts as 500."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, started = 500, monotonic()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            took = (monotonic() - started) * 1000
            log.info("%s %s %d %.0f ms", _printable(scope["method"]), shown(scope["path"]), status, took)


def shown(path: str) -> str:
    """A path as the log has it: ``/a/…``, and nothing that looks like a token or begins a new line."""
    ending = ".ics" if path.endswith(".ics") else ""
    cut = _SECRET.sub(rf"\1…{ending}", path)
    return _printable(_LIKE_A_TOKEN.sub("…", cut))


def _printable(text: str) -> str:
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"
