"""A worker that is gone is noticed: /healthz turns bad and says since when; a monitor hears nothing."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from httpx2 import Response

from tests.fault.scene import Scene
from tests.scripted import eventually
from tests.web.site import World
from web.trust import SILENT_AFTER
from worker.clock import SystemClock, pause
from worker.dead_man import ping
from worker.jobs import RECURRING

PING_S = 0.05


def _health(scene: Scene, later: timedelta = timedelta(0)) -> Response:
    """What the pages say, so much later by the machine's clock."""
    pages = World(scene.database, scene.folder)
    pages.at(SystemClock().now() + later)
    return pages.anybody().get("/healthz")


def test_two_minutes_after_the_workers_end_health_turns_bad_and_says_since_when(scene: Scene) -> None:
    scene.people(1, closures=1)
    assert _health(scene).status_code == 503
    assert _health(scene).json()["reasons"] == ["the scheduler has never run"]
    worker = scene.service()
    assert _health(scene).status_code == 200
    scene.fleet.signal(worker, signal.SIGKILL)
    assert scene.fleet.wait(worker) == -signal.SIGKILL
    assert _health(scene, timedelta(seconds=60)).status_code == 200, "a restart is no alarm"
    silent = _health(scene, timedelta(minutes=3))
    assert silent.status_code == 503
    [reason] = silent.json()["reasons"]
    assert reason.startswith("the scheduler was last seen 1")


def test_the_outside_monitor_hears_of_a_worker_that_moves_and_of_no_other(scene: Scene) -> None:
    scene.people(1, closures=1)
    with _monitor() as (url, heard):
        worker = scene.service(monitor=url, ping=PING_S)
        eventually(lambda: len(heard) > 2, "word that all is well")
        scene.fleet.freeze(worker)
        before = len(heard)
        pause(20 * PING_S)
        assert len(heard) <= before + 1, "what was on its way may still arrive"
        before = len(heard)
        scene.fleet.signal(worker, signal.SIGCONT)
        eventually(lambda: len(heard) > before + 1, "word again")
        scene.fleet.signal(worker, signal.SIGKILL)
        assert scene.fleet.wait(worker) == -signal.SIGKILL
        before = len(heard)
        pause(20 * PING_S)
        assert len(heard) <= before + 1


def test_a_monitor_that_forgives_one_missing_word_rings_within_two_minutes() -> None:
    [work] = [work for work in RECURRING if work.do is ping]
    assert 2 * work.every <= SILENT_AFTER == timedelta(minutes=2)


@contextmanager
def _monitor() -> Iterator[tuple[str, list[str]]]:
    """Its address, and what it was asked for."""
    heard: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", heard
        server.shutdown()
