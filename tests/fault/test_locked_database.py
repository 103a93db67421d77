"""SQLite held by another program for longer than anybody waits: no crash, and all is sent afterwards."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.fault.scene import Scene
from tests.scripted import eventually
from worker.clock import pause

pytestmark = pytest.mark.sqlite
PATIENCE_S, LOCKED_S = 0.2, 2.2
"""How long the worker waits for SQLite before it says so, and how long it is kept waiting."""
LONG_LOCKED_S = 3.5
"""Longer than it takes until what dead workers held is given back; the lease's end is written by hand."""


@contextmanager
def _locked(file: Path, change: str = "SELECT 1") -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute(change)
        yield
        other.execute("COMMIT")


def _ends_well(scene: Scene, worker: int) -> None:
    eventually(lambda: scene.states() == {"sent"}, "all mails")
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    assert scene.sink.extra == 0


def test_locked_when_reminders_come_due(scene: Scene) -> None:
    scene.people(3, closures=1)
    worker = scene.service(busy=PATIENCE_S)
    with _locked(scene.folder / "xiaohu.db"):
        pause(LOCKED_S)
        assert scene.sink.mails == []
    _ends_well(scene, worker)
    scene.assert_nothing_lost(3, closures=1)


def test_locked_when_a_send_is_to_be_written_down(scene: Scene) -> None:
    """What is out is written down as soon as that can be done, and not sent again."""
    scene.people(3, closures=1)
    scene.sink.open.clear()
    worker = scene.fleet.start(scene.order(mode="serve", busy=PATIENCE_S))
    eventually(lambda: len(scene.sink.mails) == 3, "the mails, unanswered")
    with _locked(scene.folder / "xiaohu.db"):
        scene.sink.open.set()
        pause(LOCKED_S)
        assert scene.states() == {"claimed"}
    _ends_well(scene, worker)
    scene.assert_nothing_lost(3, closures=1)


def test_locked_for_longer_than_a_lease_it_is_not_sent_again(scene: Scene) -> None:
    """What has left waits to be written down: it is not given back meanwhile, however long that takes."""
    scene.people(3, closures=1)
    scene.sink.open.clear()
    worker = scene.fleet.start(scene.order(mode="serve", busy=PATIENCE_S))
    eventually(lambda: len(scene.sink.mails) == 3, "the mails, unanswered")
    with _locked(scene.folder / "xiaohu.db", "UPDATE reminders SET lease_until = '2026-01-01'"):
        scene.sink.open.set()
        pause(LONG_LOCKED_S)
    _ends_well(scene, worker)
    scene.assert_nothing_lost(3, closures=1)
