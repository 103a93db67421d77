"""A service whose disk is full when a crowd's reminders come due: alive, honest about it, silent until there
is room, and then without a gap."""

import json
import signal
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select

from models.tables import Reminder
from tests.fault.crowd import OF_THE_CROWD, STARTS_AT, come_due, crowd, put_off, reader
from tests.fault.mail_sink import free_port, read_head
from tests.fault.scene import Scene
from tests.scripted import eventually
from worker.clock import monotonic, pause

READERS = 150
"""More than are claimed at once: what a claim writes does not fit into pages that are there."""
FULL_S = 4.0
"""Longer than it takes until something succeeds that has nothing to write."""
Filled = Callable[[], AbstractContextManager[None]]


def no_room(scene: Scene, filled: Filled, **rest: str) -> None:
    """The whole story; the disk is full while the block of ``filled`` lasts."""
    scene.sink.read = read_head
    crowd(scene, READERS)
    port = free_port()
    worker = scene.fleet.start(scene.order(STARTS_AT, mode="serve", port=port, nap=0.2, **rest))
    eventually(lambda: _health(port) == (200, []), "a service that is well")
    _freeze_with_everything_due(scene, worker)
    with filled():
        scene.fleet.signal(worker, signal.SIGCONT)
        eventually(lambda: _health(port)[0] == 503, "the alarm")
        _stays_bad(port)
        assert scene.sink.mails == [], "what cannot be claimed is not sent"
        assert _states(scene) == {"scheduled"}
    eventually(lambda: _states(scene) == {"sent"}, "all mails")
    eventually(lambda: _health(port) == (200, []), "the all-clear")
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    assert sorted(mail.recipient for mail in scene.sink.mails) == sorted(map(reader, range(READERS)))


def _stays_bad(port: int) -> None:
    until = monotonic() + FULL_S
    while monotonic() < until:
        status, reasons = _health(port)
        assert status == 503
        assert any("full" in reason for reason in reasons), reasons
        pause(0.01)


def _freeze_with_everything_due(scene: Scene, worker: int) -> None:
    """Stop the worker; it finds all of it due when it goes on, and nothing in the log file to write over.

    Whoever holds the file's lock knows that the worker is not writing. Where it is reading, the log cannot be
    emptied: then once more.
    """
    while True:
        with scene.database.statement() as connection:
            scene.fleet.freeze(worker)
            come_due(connection, READERS)
        if _emptied_log(scene):
            return
        with scene.database.statement() as connection:
            put_off(connection)
        scene.fleet.signal(worker, signal.SIGCONT)


def _emptied_log(scene: Scene) -> bool:
    with scene.database.asking() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def _states(scene: Scene) -> set[str]:
    with scene.database.reading() as session:
        return set(session.scalars(select(Reminder.state).where(OF_THE_CROWD)))


def _health(port: int) -> tuple[int, list[str]]:
    """0 while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            return answer.status, json.load(answer)["reasons"]
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)["reasons"]
    except urllib.error.URLError:
        return 0, []
