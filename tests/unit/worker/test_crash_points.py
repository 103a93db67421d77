"""Crash points: only where and when they are told to, and a misspelt one is refused at the start."""

import os
import signal

import pytest

from worker.crash_points import POINTS, CrashPoints


@pytest.mark.parametrize(
    "where", ["nowhere", "claimed:", "claimed:x", "claimed:-1", "claimed:1.5", "sent", ":1"]
)
def test_a_point_that_does_not_exist_is_refused(where: str) -> None:
    if where == "claimed:":
        CrashPoints(where)  # the first passing
        return
    with pytest.raises(ValueError, match="write one of claimed, rendered, sent-not-recorded, recorded"):
        CrashPoints(where)


def test_nothing_dies_where_nothing_was_asked_for() -> None:
    points = CrashPoints()
    for name in POINTS * 10:
        points.passing(name)


@pytest.mark.parametrize(("where", "passings"), [("recorded", 1), ("recorded:1", 1), ("recorded:3", 3)])
def test_the_process_is_killed_at_the_nth_passing_of_the_named_point(
    monkeypatch: pytest.MonkeyPatch, where: str, passings: int
) -> None:
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, sign: killed.append((pid, sign)))
    points = CrashPoints(where)
    for _ in range(passings):
        assert killed == []
        points.passing("claimed")
        points.passing("recorded")
    assert killed == [(os.getpid(), signal.SIGKILL)]
    points.passing("recorded")
    assert len(killed) == 1
