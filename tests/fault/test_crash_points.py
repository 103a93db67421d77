"""A worker killed at each named point, for the first, second and third time it passes there."""

import signal

import pytest

from tests.fault.scene import Scene
from worker.crash_points import POINTS

PEOPLE, IN_FLIGHT = 6, 2


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("point", POINTS)
def test_nothing_is_lost_and_copies_are_few_and_recognisable(scene: Scene, point: str, nth: int) -> None:
    scene.people(PEOPLE)
    killed = scene.run(scene.order(crash_at=f"{point}:{nth}", outstanding=IN_FLIGHT))
    assert killed == -signal.SIGKILL
    assert scene.states() - {"sent"}, "the crash came too late to show anything"
    scene.drain()
    scene.assert_nothing_lost(PEOPLE)
    assert scene.states() == {"sent"}
    assert scene.sink.extra <= IN_FLIGHT


def test_a_crash_with_all_lanes_busy(scene: Scene) -> None:
    scene.people(PEOPLE)
    assert scene.run(scene.order(crash_at="sent-not-recorded:3")) == -signal.SIGKILL
    scene.drain()
    scene.assert_nothing_lost(PEOPLE)
    assert 1 <= scene.sink.extra <= PEOPLE


def test_a_crash_between_send_and_record_sends_once_more_as_the_same_message(scene: Scene) -> None:
    """At least once: this copy is the price, and the Message-ID is what tells it."""
    scene.people(1)
    assert scene.run(scene.order(crash_at="sent-not-recorded:1")) == -signal.SIGKILL
    scene.drain()
    assert list(scene.sink.copies.values()) == [2]


@pytest.mark.parametrize("point", ["claimed", "rendered", "recorded"])
def test_elsewhere_a_crash_costs_no_copy(scene: Scene, point: str) -> None:
    scene.people(1)
    assert scene.run(scene.order(crash_at=f"{point}:1")) == -signal.SIGKILL
    scene.drain()
    assert list(scene.sink.copies.values()) == [1]


def test_crash_after_crash_still_ends_in_one_message(scene: Scene) -> None:
    scene.people(1)
    for point in ("claimed", "sent-not-recorded", "rendered", "sent-not-recorded"):
        assert scene.run(scene.order(crash_at=f"{point}:1")) == -signal.SIGKILL
    scene.drain()
    scene.assert_nothing_lost(1)
    assert list(scene.sink.copies.values()) == [3]


def test_what_kills_its_worker_each_time_is_set_aside_and_takes_no_other_with_it(scene: Scene) -> None:
    scene.people(4, closures=1)
    poisoned = scene.order(poison="平台01之00")
    ends = [scene.run(poisoned) for _ in range(6)]
    assert ends == [-signal.SIGKILL] * 5 + [0]
    assert [row.state for row in scene.due()] == ["sent", "failed", "sent", "sent"]
    assert scene.failures() == {None, "set aside: the service ended 5 times while handling this"}
    assert {mail.recipient for mail in scene.sink.mails} == {f"user{n}@example.org" for n in (0, 2, 3)}
