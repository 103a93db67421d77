"""A world for each test of the pages."""

from pathlib import Path

import pytest

from models.session import Database
from tests.web.site import World


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """An installation without accounts; it is 10 October 2026, 10:00 in Beijing."""
    return World(database, tmp_path)
