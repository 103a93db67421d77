"""What a mail server can do to a worker: cut, put off, refuse, vanish."""

from datetime import timedelta

import pytest

from models.tables import Channel
from tests.closures import CHECK_AT, KEY, settings_of
from tests.fault.mail_sink import CUT
from tests.fault.scene import Scene
from worker.keyring import seal

LATER = CHECK_AT + timedelta(minutes=5)


def test_a_cut_before_250_costs_one_copy_that_is_recognisable(scene: Scene) -> None:
    scene.people(1, closures=1)
    scene.sink.replies.append(CUT)
    assert scene.fleet.run(scene.order()) == 0
    assert scene.states() == {"scheduled"}
    assert scene.fleet.run(scene.order(LATER)) == 0
    assert list(scene.sink.copies.values()) == [2]
    assert scene.states() == {"sent"}
    assert scene.outcomes() == [("unreachable", "cut"), ("sent", "250")]


@pytest.mark.parametrize("reply", ["451 try again later", "421 closing", "452 mailbox full"])
def test_put_off_it_is_tried_again(scene: Scene, reply: str) -> None:
    scene.people(1, closures=1)
    scene.sink.replies.append(reply)
    assert scene.fleet.run(scene.order()) == 0
    [row] = scene.due()
    assert row.state == "scheduled"
    assert row.due_at > CHECK_AT
    assert (row.failure or "").startswith(f"{reply[:3]}: ")
    assert scene.fleet.run(scene.order(LATER)) == 0
    assert scene.states() == {"sent"}
    assert len(scene.sink.mails) == 1
    assert scene.outcomes() == [("refused", reply[:3]), ("sent", "250")]


def test_refused_for_good_it_goes_to_the_next_mailbox_in_the_same_run(scene: Scene) -> None:
    scene.people(1, closures=1)
    with scene.database.writing() as session:
        scene.channel(session.merge(scene.users()[0]), 2, "second")
    scene.sink.replies.append("550 no such user")
    assert scene.fleet.run(scene.order()) == 0
    assert [mail.recipient for mail in scene.sink.refused] == ["user0@example.org"]
    assert [mail.recipient for mail in scene.sink.mails] == ["second@example.org"]
    assert scene.states() == {"sent"}


def test_refused_for_good_without_another_mailbox_it_has_failed_and_says_why(scene: Scene) -> None:
    scene.people(1, closures=1)
    scene.sink.replies.append("550 mailbox unavailable")
    assert scene.fleet.run(scene.order()) == 0
    assert scene.fleet.run(scene.order(LATER)) == 0
    [row] = scene.due()
    assert row.state == "failed"
    assert (row.failure or "").startswith("550: mailbox unavailable")
    assert scene.sink.mails == []


def test_one_persons_refusal_is_no_other_persons(scene: Scene) -> None:
    scene.people(3, closures=1)
    scene.sink.replies.append("550 mailbox unavailable")
    assert scene.fleet.run(scene.order(threads=1)) == 0
    assert [row.state for row in scene.due()] == ["failed", "sent", "sent"]


def test_a_server_that_is_down_is_tried_again_until_it_is_up(scene: Scene) -> None:
    scene.people(2, closures=1)
    with scene.database.writing() as session:
        for user in scene.users():
            [mailbox] = session.merge(user).channels
            _move(mailbox, _closed_port())
    assert scene.fleet.run(scene.order()) == 0
    assert {row.failure for row in scene.due()} == {
        "connection_refused: nothing listens at the server's port"
    }
    with scene.database.writing() as session:
        for user in scene.users():
            [mailbox] = session.merge(user).channels
            _move(mailbox, scene.port)
    scene.drain(LATER)
    scene.assert_nothing_lost(2, closures=1)
    assert scene.sink.extra == 0


def _move(mailbox: Channel, port: int) -> None:
    mailbox.config = seal(KEY, mailbox.kind, settings_of(mailbox.config) | {"port": port})


def _closed_port() -> int:
    return 1  # needs rights to listen at, and nobody does
