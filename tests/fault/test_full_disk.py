"""A disk that takes nothing more: what cannot be claimed is not sent; all of it is once there is room."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fault.no_room import no_room
from tests.fault.scene import Scene
from tests.scripted import eventually
from worker.clock import pause

pytestmark = pytest.mark.sqlite


def _largest_file(pid: int, size: int) -> None:
    """What the process may write from now on; a full disk would take rights to make."""
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))


def test_full_when_reminders_come_due(scene: Scene) -> None:
    scene.people(3, closures=1)
    worker = scene.service()
    _largest_file(worker, 0)
    pause(2.2)
    assert scene.sink.mails == []
    assert scene.states() == {"scheduled"}
    _largest_file(worker, resource.RLIM_INFINITY)
    eventually(lambda: scene.states() == {"sent"}, "all mails")
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    scene.assert_nothing_lost(3, closures=1)
    assert scene.sink.extra == 0


def test_full_when_a_send_is_to_be_written_down(scene: Scene) -> None:
    scene.people(2, closures=1)
    scene.sink.open.clear()
    worker = scene.fleet.start(scene.order(mode="serve"))
    eventually(lambda: len(scene.sink.mails) == 2, "the mails, unanswered")
    _largest_file(worker, 0)
    scene.sink.open.set()
    pause(0.5)
    assert scene.states() == {"claimed"}
    _largest_file(worker, resource.RLIM_INFINITY)
    eventually(lambda: scene.states() == {"sent"}, "what was sent written down")
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    assert scene.sink.extra == 0


def test_a_database_that_may_not_grow_is_an_alarm_until_it_may(scene: Scene) -> None:
    """``PRAGMA max_page_count``, in a process with pages and scheduler."""
    full = scene.folder / "full"
    no_room(scene, lambda: _there(full), full=str(full))


@contextmanager
def _there(file: Path) -> Iterator[None]:
    file.touch()
    yield
    file.unlink()
