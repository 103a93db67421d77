"""Lanes: in order within a channel, no channel waits for another, nothing is lost or begun twice."""

import threading
from collections import defaultdict
from collections.abc import Callable

import pytest

from tests.closures import CHECK_AT
from tests.scripted import PATIENCE, eventually
from worker.claim import Batch
from worker.lanes import MOST_SLOW, Lanes


def _batch(channel: int, number: int) -> Batch:
    return Batch(f"{channel}-{number}", 1, channel, (number,), "token", CHECK_AT, 0, CHECK_AT)


def _until(gate: threading.Event) -> Callable[[Batch], None]:
    """A delivery that hangs until the gate is opened."""

    def deliver(_batch: Batch) -> None:
        gate.wait(PATIENCE)

    return deliver


def _finished(lanes: Lanes) -> bool:
    return lanes.wait(seconds=PATIENCE)


def test_a_channel_gets_its_messages_in_order_and_one_at_a_time() -> None:
    seen: defaultdict[int, list[int]] = defaultdict(list)
    inside: set[int] = set()

    def deliver(batch: Batch) -> None:
        assert batch.channel_id not in inside
        inside.add(batch.channel_id)
        seen[batch.channel_id] += batch.reminder_ids
        inside.remove(batch.channel_id)

    lanes = Lanes(deliver, threads=4)
    for number in range(200):
        for channel in range(8):
            assert lanes.put(_batch(channel, number))
    assert _finished(lanes)
    assert dict(seen) == {channel: list(range(200)) for channel in range(8)}
    assert lanes.stop(PATIENCE) == []


def test_a_hanging_channel_delays_only_itself() -> None:
    gate, done = threading.Event(), []

    def deliver(batch: Batch) -> None:
        if batch.channel_id == 1:
            gate.wait(PATIENCE)
        done.append(batch.key)

    lanes = Lanes(deliver, threads=2)
    for number in range(3):
        lanes.put(_batch(1, number))
        lanes.put(_batch(2, number))
    eventually(lambda: len(done) == 3, "the other channel's messages")
    assert done == ["2-0", "2-1", "2-2"]
    assert lanes.outstanding == 3
    assert not lanes.wait(seconds=0.01)
    gate.set()
    assert _finished(lanes)
    assert done[3:] == ["1-0", "1-1", "1-2"]
    lanes.stop(PATIENCE)


def test_more_channels_than_threads_are_all_served() -> None:
    done: list[str] = []
    lanes = Lanes(lambda batch: done.append(batch.key), threads=3)
    for channel in range(50):
        lanes.put(_batch(channel, 0))
    assert _finished(lanes)
    assert sorted(done) == sorted(f"{channel}-0" for channel in range(50))
    lanes.stop(PATIENCE)


def test_no_batch_is_lost_between_a_lanes_end_and_the_next_put() -> None:
    """A lane that is just finding its queue empty must see what is put then."""
    done: list[str] = []
    lanes = Lanes(lambda batch: done.append(batch.key), threads=2)
    for number in range(2000):
        lanes.put(_batch(1, number))
        if number % 3 == 0:
            assert _finished(lanes)
    assert _finished(lanes)
    assert len(done) == 2000
    lanes.stop(PATIENCE)


def test_a_delivery_that_raises_does_not_end_its_lane() -> None:
    done: list[str] = []

    def deliver(batch: Batch) -> None:
        if batch.reminder_ids == (1,):
            raise RuntimeError("poison")
        done.append(batch.key)

    lanes = Lanes(deliver, threads=1)
    for number in range(3):
        lanes.put(_batch(1, number))
    assert _finished(lanes)
    assert done == ["1-0", "1-2"]
    lanes.stop(PATIENCE)


def _with_one_in_hand(gate: threading.Event, then: Callable[[Lanes], None]) -> list[str]:
    begun: list[str] = []

    def deliver(batch: Batch) -> None:
        begun.append(batch.key)
        gate.wait(PATIENCE)

    lanes = Lanes(deliver, threads=2)
    for number in range(3):
        lanes.put(_batch(1, number))
    eventually(lambda: bool(begun), "the first message")
    then(lanes)
    return begun


def test_stopping_waits_for_what_is_in_hand_and_returns_what_is_not() -> None:
    gate = threading.Event()

    def stop(lanes: Lanes) -> None:
        threading.Timer(0.05, gate.set).start()
        assert [batch.key for batch in lanes.stop(PATIENCE)] == ["1-1", "1-2"]
        assert lanes.outstanding == 0

    assert _with_one_in_hand(gate, stop) == ["1-0"]


def test_stopping_does_not_wait_for_ever() -> None:
    gate = threading.Event()

    def stop(lanes: Lanes) -> None:
        assert len(lanes.stop(0.01)) == 2
        assert lanes.outstanding == 1
        gate.set()
        assert _finished(lanes)

    assert _with_one_in_hand(gate, stop) == ["1-0"]


def test_after_stopping_nothing_is_taken_any_more() -> None:
    begun: list[str] = []
    lanes = Lanes(lambda batch: begun.append(batch.key))
    assert lanes.stop(PATIENCE) == []
    assert not lanes.put(_batch(1, 1))
    assert lanes.stopping
    assert (lanes.outstanding, begun) == (0, [])


def test_stopping_wakes_whoever_waits_for_room() -> None:
    gate = threading.Event()

    def stop(lanes: Lanes) -> None:
        waiter = threading.Thread(target=lanes.wait_for_room, args=[2])
        waiter.start()
        lanes.stop(0.01)
        waiter.join(PATIENCE)
        assert not waiter.is_alive()
        gate.set()

    _with_one_in_hand(gate, stop)


def test_what_waits_behind_a_message_that_hangs_does_not_keep_others_from_being_claimed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("worker.lanes.HELD_UP_AFTER", 0.02)
    gate = threading.Event()
    lanes = Lanes(_until(gate), threads=2)
    for number in range(100):
        assert lanes.put(_batch(1, number))
    room: list[int] = []
    waiter = threading.Thread(target=lambda: room.append(lanes.wait_for_room(16)), daemon=True)
    waiter.start()
    waiter.join(PATIENCE)
    assert room == [16]  # although nothing has ended
    assert lanes.outstanding == 100
    gate.set()
    assert _finished(lanes)
    lanes.stop(PATIENCE)


def test_what_no_thread_has_begun_keeps_others_from_being_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it lasts: else everything due would be claimed while every channel hangs."""
    monkeypatch.setattr("worker.lanes.HELD_UP_AFTER", 0.0)
    gate, returned = threading.Event(), threading.Event()
    lanes = Lanes(_until(gate), threads=1)
    for channel in range(9):
        lanes.put(_batch(channel, 0))

    def wait() -> None:
        lanes.wait_for_room(16)
        returned.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    assert not returned.wait(0.1)
    gate.set()
    assert returned.wait(PATIENCE)
    waiter.join()
    assert _finished(lanes)
    lanes.stop(PATIENCE)


def test_channels_that_hung_before_hold_few_threads_together() -> None:
    gate = threading.Event()
    lanes = Lanes(_until(gate))
    for channel in range(50):
        lanes.mark(channel, slow=True)
    put = [lanes.put(_batch(channel, 0)) for channel in range(50)]
    assert put == [True] * MOST_SLOW + [False] * (50 - MOST_SLOW)
    assert lanes.put(_batch(0, 1))  # behind its channel's own
    assert lanes.put(_batch(100, 0))  # not slow
    lanes.mark(49, slow=False)
    assert lanes.put(_batch(49, 0))
    gate.set()
    assert _finished(lanes)
    assert lanes.put(_batch(48, 0))
    assert _finished(lanes)
    lanes.stop(PATIENCE)


def test_emptying_a_lane_leaves_the_message_in_hand() -> None:
    gate = threading.Event()

    def empty(lanes: Lanes) -> None:
        assert [batch.key for batch in lanes.empty(1)] == ["1-1", "1-2"]
        assert lanes.empty(1) == []
        assert lanes.put(_batch(1, 3))
        gate.set()
        assert _finished(lanes)
        lanes.stop(PATIENCE)

    assert _with_one_in_hand(gate, empty) == ["1-0", "1-3"]
