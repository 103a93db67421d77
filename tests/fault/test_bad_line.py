"""A mail server behind a bad line: its own channel waits, nobody else's does, and in the end all is sent."""

import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.tables import Channel
from notifiers.channels import read_config
from tests.closures import CHECK_AT, KEY, settings_of
from tests.contract.vendor_server import Reply, VendorServer, vendor_server
from tests.fault.line import Line, Proxy, proxy
from tests.fault.scene import Scene
from tests.scripted import eventually
from worker.keyring import seal

LATER = CHECK_AT + timedelta(minutes=5)
TIME_LIMIT_S = 3.0


@pytest.fixture
def line(scene: Scene) -> Iterator[Proxy]:
    """The first of three people has a mailbox behind it."""
    with proxy(scene.port) as opened:
        scene.people(3, closures=1)
        with scene.database.writing() as session:
            [mailbox] = session.merge(scene.users()[0]).channels
            mailbox.config = seal(KEY, mailbox.kind, settings_of(mailbox.config) | {"port": opened.port})
        yield opened


def _reached(scene: Scene) -> set[str]:
    return {mail.recipient for mail in scene.sink.mails}


@pytest.mark.parametrize("bad", [Line.SILENT, Line.CLOSED])
def test_what_hangs_or_hangs_up_delays_nobody_else_and_is_tried_again(
    scene: Scene, line: Proxy, bad: Line
) -> None:
    line.line = bad
    worker = scene.fleet.start(scene.order(mode="serve", time_limit=TIME_LIMIT_S))
    eventually(lambda: len(_reached(scene)) == 2, "the others' mails")
    assert _reached(scene) == {"user1@example.org", "user2@example.org"}
    eventually(lambda: bool(scene.due()[0].failure), "the failure, written down")
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    [first, *rest] = scene.due()
    assert (first.state, first.attempts) == ("scheduled", 1)
    assert {row.state for row in rest} == {"sent"}
    assert (first.failure or "").startswith("timeout: " if bad is Line.SILENT else "cut: ")
    line.line = Line.GOOD
    scene.drain(LATER)
    scene.assert_nothing_lost(3, closures=1)
    assert scene.sink.extra == 0


def test_what_is_slow_arrives_once(scene: Scene, line: Proxy) -> None:
    line.line = Line.SLOW
    assert scene.fleet.run(scene.order()) == 0
    scene.assert_nothing_lost(3, closures=1)
    assert scene.states() == {"sent"}
    assert scene.sink.extra == 0


@pytest.fixture
def vendor() -> Iterator[VendorServer]:
    with vendor_server() as server:
        yield server


def test_a_vendors_refusal_in_a_200_is_kept_with_its_code_and_the_next_channel_takes_over(
    scene: Scene, vendor: VendorServer
) -> None:
    vendor.say(Reply({"code": 80501, "error": "此账号已被停用"}))
    scene.people(1, closures=1)
    with scene.database.writing() as session:
        user = session.merge(scene.users()[0])
        [mailbox] = user.channels
        config = read_config("pushdeer", {"key": "PDU1TabcdefghijklmnopqrstuvwxYZ", "host": vendor.origin})
        user.channels.append(
            Channel(
                kind="pushdeer",
                config=seal(KEY, "pushdeer", config),
                label="pushdeer",
                detail="full",
                position=mailbox.position - 1,
                created_at=mailbox.created_at,
            )
        )
    assert scene.fleet.run(scene.order()) == 0
    assert len(vendor.heard) == 1, scene.outcomes()
    assert _reached(scene) == {"user0@example.org"}
    assert scene.outcomes() == [("refused", "80501"), ("sent", "250")]
    assert scene.states() == {"sent"}
