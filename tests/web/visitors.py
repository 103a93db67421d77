"""Browsers and programs in this process: no network lies between them and the application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from starlette.datastructures import State
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from web.app import create_app
from web.site import Site

_running: list[BlockingPortal] = []
_made: dict[tuple[bool, str], FastAPI] = {}


@contextmanager
def one_loop() -> Iterator[None]:
    """One event loop for all visitors meanwhile, as a server has: else each request starts its own."""
    with start_blocking_portal() as portal:
        _running.append(portal)
        yield
        _running.remove(portal)


def visitor(app: Any, **how: Any) -> TestClient:
    """One that has not been here before."""
    made = TestClient(app, **how)
    made.portal = _running[-1] if _running else None
    return made


class Front:
    """The application in front of one installation.

    It is made once for all whose settings make the same one: FastAPI looks through its routes at the first
    request, which costs more than most tests. What it keeps is each installation's own, and nobody asks two
    installations at the same moment.
    """

    def __init__(self, site: Site) -> None:
        kind = site.is_secure, site.installation.settings.trusted_proxies
        if kind not in _made:
            _made[kind] = create_app(site)
        self._app = _made[kind]
        self._states = [(app, _state(app, site)) for app in (self._app, *_within(self._app))]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        for app, state in self._states:
            app.state = state
        await self._app(scope, receive, send)


def _within(app: FastAPI) -> list[FastAPI]:
    mounted = [route.app for route in app.routes if isinstance(route, Mount)]
    return [each for each in mounted if isinstance(each, FastAPI)]


def _state(app: FastAPI, site: Site) -> State:
    """As ``create_app`` leaves it."""
    made = State({"site": site})
    if hasattr(app.state, "operations"):
        made.operations = app.state.operations
    return made
