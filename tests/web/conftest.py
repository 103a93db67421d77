"""A world for each test of the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.session import Database
from tests.web.site import World
from tests.web.visitors import one_loop


@pytest.fixture(scope="session", autouse=True)
def loop_of_the_visitors() -> Iterator[None]:
    with one_loop():
        yield


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """An installation without accounts; it is 10 October 2026, 10:00 in Beijing."""
    return World(database, tmp_path)
