"""What stands before every page: headers, limits, and no requests from other sites.

Plain ASGI, so that nothing is buffered and context stays in one task.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1024 * 1024
MOST_UPLOADED = 21 * 1024 * 1024
"""For paths that take files: reports (20 MB) and CSV files (10 MB)."""
MOST_ENCODED = 28 * 1024 * 1024
"""For a report within JSON: base64 makes four characters of three bytes."""
ACTION = "/a/"
"""Links of messages (web/pages/action.py)."""
UPLOADS = {"/reports": MOST_UPLOADED, "/register/file": MOST_UPLOADED, "/api/v1/reports": MOST_ENCODED}
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # Pico's arrows are data: pictures
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ELSEWHERE = "This request came from another site."
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With no-referrer a browser sends "Origin: null" with our own forms, and over plain http (--lan) nothing
    # else that tells them apart from another site's.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Puts the headers on every answer; answers are not stored unless they say so themselves."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app, self._https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, adding to the answer's head."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if self._https:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class Visits:
    """Gives every browser a random name of its own for the forms before the login."""

    COOKIE = "xiaohu_visit"

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app, self._https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a browser without the cookie gets one."""
        if scope["type"] != "http" or scope["path"].startswith(("/static/", "/api/", "/calendar/", ACTION)):
            await self._app(scope, receive, send)
            return
        known = Request(scope).cookies.get(self.COOKIE, "")
        visit = known if len(known) == 32 and known.isascii() and known.isalnum() else secrets.token_hex(16)
        scope.setdefault("state", {})["visit"] = visit

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and visit != known:
                secure = "; Secure" if self._https else ""
                cookie = f"{self.COOKIE}={visit}; HttpOnly; SameSite=Lax; Path=/{secure}"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, with_cookie)


class SameSite:
    """Refuses what another site makes a browser send. The API's tokens are sent by no browser on its own.

    Links of messages are their own authority: whoever knows one needs no browser of the user's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or 403."""
        if scope["type"] == "http" and scope["method"] not in SAFE and not _ours(scope):
            await _refusal(scope, 403, _ELSEWHERE)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _ours(scope: Scope) -> bool:
    return scope["path"].startswith(ACTION) or _same_site(scope)


def _same_site(scope: Scope) -> bool:
    """By Sec-Fetch-Site, which every current browser sends; by Origin where an older one does not.

    One-click unsubscribing (RFC 8058) is sent by mail providers, which are no browsers and send neither.
    """
    headers = Headers(scope=scope)
    if (fetch_site := headers.get("sec-fetch-site")) is not None:
        return fetch_site in ("same-origin", "none")
    if (origin := headers.get("origin")) is not None:
        return urlsplit(origin).netloc == headers.get("host")
    return True


class BodyLimit:
    """Refuses bodies that are too large, by their stated length and by what really comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = UPLOADS.get(scope["path"], MOST_BYTES)
        stated = Headers(scope=scope).get("content-length", "0")
        if not stated.isdecimal() or int(stated[:12]) > most:
            await _refusal(scope, 413, _said(most))(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise HTTPException(413, _said(most))
            return message

        await self._app(scope, counted, send)


def _refusal(scope: Scope, status: int, sentence: str) -> Response:
    if not scope["path"].startswith("/api/"):
        return PlainTextResponse(sentence, status)
    from web.api.problems import problem

    return problem(Request(scope), status, sentence)


def _said(most: int) -> str:
    return f"This is larger than {most // 1024 // 1024} MB."
