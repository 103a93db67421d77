"""What is connected when an attempt ends is cut, and so is what connects afterwards."""

import socket
from collections.abc import Iterator

import pytest

from notifiers.attempt import Attempt
from notifiers.messages import render_due
from notifiers.outgoing import Outgoing
from tests.unit.notifiers.samples import MESSAGE_ID, VERIFY, due


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(2)
        yield ours, theirs


@pytest.fixture
def attempt() -> Attempt:
    return Attempt(render_due(due(VERIFY), MESSAGE_ID), Outgoing())


def test_the_end_cuts_what_is_connected(attempt: Attempt, pair: tuple[socket.socket, socket.socket]) -> None:
    attempt.watch(pair[0])
    attempt.end()
    assert pair[0].recv(1) == b""


def test_what_connects_too_late_is_cut_at_once(
    attempt: Attempt, pair: tuple[socket.socket, socket.socket]
) -> None:
    attempt.end()
    attempt.watch(pair[0])
    assert pair[0].recv(1) == b""


def test_a_running_attempt_is_left_alone(attempt: Attempt, pair: tuple[socket.socket, socket.socket]) -> None:
    attempt.watch(pair[0])
    pair[1].sendall(b"x")
    assert pair[0].recv(1) == b"x"
    attempt.end()
