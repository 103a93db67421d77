"""A worker that is gone is noticed: /healthz turns bad and says since when."""

import signal
from datetime import timedelta

from httpx2 import Response

from tests.fault.scene import Scene
from tests.web.site import World
from worker.clock import SystemClock


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
