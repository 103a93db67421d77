"""Workers that are killed, told to stop, or frozen at moments nobody chose."""

import random
import signal
from datetime import timedelta

from tests.closures import CHECK_AT
from tests.fault.scene import Scene
from tests.scripted import eventually
from worker.clock import monotonic, pause
from worker.recover import SET_ASIDE_AFTER

KILLS = 12
HANGING_LIMIT_S = 10.0


def test_killed_again_and_again_at_random_moments_nothing_is_lost(scene: Scene) -> None:
    people, seed = 30, random.randrange(10**6)
    scene.people(people, closures=1)
    chance = random.Random(seed)
    for kill in range(KILLS):
        # Each start an hour later: what one could not finish has long been due for the next.
        order = scene.order(CHECK_AT + timedelta(minutes=kill), mode="serve", outstanding=4, threads=2)
        worker = scene.fleet.start(order)
        pause(chance.uniform(0.02, 0.2))
        scene.fleet.signal(worker, signal.SIGKILL)
        assert scene.fleet.wait(worker) == -signal.SIGKILL
    scene.drain(CHECK_AT + timedelta(hours=1))
    done, marked, extra = scene.reckon()
    assert (done, marked) == (people, 0), f"seed {seed}"
    # What was in a worker's hands at five deaths is taken for their cause: it is set aside, and says so.
    aside = [row for row in scene.due() if row.state == "failed"]
    assert all(row.unfinished == SET_ASIDE_AFTER for row in aside), f"seed {seed}"
    assert all((row.failure or "").startswith("set aside:") for row in aside), f"seed {seed}"
    assert extra <= 2 * KILLS, f"seed {seed}"


def test_told_to_stop_in_mid_send_it_finishes_what_is_in_hand_and_gives_back_the_rest(scene: Scene) -> None:
    scene.people(4, closures=1)
    scene.sink.open.clear()
    worker = scene.fleet.start(scene.order(mode="serve", threads=1))
    eventually(lambda: len(scene.sink.mails) == 1, "the first mail")
    stopped_before = scene.fleet.said("stopping")
    scene.fleet.signal(worker, signal.SIGTERM)
    eventually(lambda: scene.fleet.said("stopping") > stopped_before, "the stop")
    pause(0.05)
    scene.sink.open.set()
    assert scene.fleet.wait(worker) == 0
    rows = sorted((row.state, row.unfinished) for row in scene.due())
    assert rows == [("scheduled", 0)] * 3 + [("sent", 0)]
    scene.drain()
    scene.assert_nothing_lost(4, closures=1)
    assert scene.sink.extra == 0


def test_told_to_stop_while_a_server_hangs_it_ends_within_ten_seconds(scene: Scene) -> None:
    """The one bound on time that is promised."""
    scene.people(3, closures=1)
    scene.sink.open.clear()
    worker = scene.fleet.start(scene.order(mode="serve", threads=2))
    eventually(lambda: len(scene.sink.mails) == 2, "two mails that are not answered")
    told = monotonic()
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    assert monotonic() - told < HANGING_LIMIT_S
    assert sorted(row.state for row in scene.due()) == ["claimed", "claimed", "scheduled"]
    scene.sink.open.set()
    scene.drain()
    scene.assert_nothing_lost(3, closures=1)
    assert scene.sink.extra == 2  # nobody knows whether they arrived


def test_frozen_past_its_lease_a_worker_drops_what_another_has_taken_over(scene: Scene) -> None:
    people = 5
    scene.people(people, closures=1)
    scene.sink.open.clear()
    frozen = scene.fleet.start(scene.order(mode="shared", threads=1, lease=0.3))
    eventually(lambda: len(scene.sink.mails) == 1, "the first worker's first mail")
    assert {row.state for row in scene.due()} == {"claimed"}
    scene.fleet.signal(frozen, signal.SIGSTOP)
    scene.sink.open.set()
    assert scene.fleet.run(scene.order(mode="shared", threads=1)) == 0
    assert len(scene.sink.mails) == people + 1
    scene.fleet.signal(frozen, signal.SIGCONT)
    assert scene.fleet.wait(frozen) == 0
    scene.assert_nothing_lost(people, closures=1)
    assert scene.sink.extra == 1  # at most the message in hand is doubled
    assert scene.states() == {"sent"}


def test_three_workers_on_one_database_share_the_work(scene: Scene) -> None:
    people = 24
    scene.people(people, closures=1)
    order = scene.order(mode="shared", outstanding=4)
    workers = [scene.fleet.start(order) for _ in range(3)]
    assert [scene.fleet.wait(worker) for worker in workers] == [0, 0, 0]
    scene.assert_nothing_lost(people, closures=1)
    assert scene.sink.extra == 0


def test_a_message_on_the_check_on_day_once_across_a_kill_and_a_restart(scene: Scene) -> None:
    scene.people(1, closures=1)
    early = scene.order(CHECK_AT - timedelta(seconds=1), mode="serve")
    killed = scene.fleet.start(early)
    pause(0.2)
    scene.fleet.signal(killed, signal.SIGKILL)
    assert scene.fleet.wait(killed) == -signal.SIGKILL
    assert scene.sink.mails == []
    worker = scene.fleet.start(early)
    eventually(lambda: scene.states() == {"sent"}, "the mail of the day")
    scene.fleet.signal(worker, signal.SIGTERM)
    assert scene.fleet.wait(worker) == 0
    scene.drain()
    scene.assert_nothing_lost(1, closures=1)
    assert scene.sink.extra == 0
