"""One stage for all seeds of a test process."""

from collections.abc import Callable, Iterator

import pytest

from simulation.running import theatre
from simulation.world import Story

Play = Callable[[int], Story]


@pytest.fixture(scope="session")
def play() -> Iterator[Play]:
    with theatre() as opened:
        yield opened
