"""Programs for each test."""

import pytest

from tests.web.api.program import Program
from tests.web.site import World


@pytest.fixture
def program(world: World) -> Program:
    """One of the first account's, which may write."""
    return Program(world)


@pytest.fixture
def stranger(world: World, program: Program) -> Program:
    """One of another account's."""
    return Program(world, "li")
