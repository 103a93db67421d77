"""Quarters in which everybody acts at random: still every promised message once, and no other."""

from pathlib import Path

import pytest

from models.session import Database
from tests.integration.quarter.differences import differences
from tests.integration.quarter.drawn import drawn
from tests.integration.quarter.promises import promised
from tests.integration.quarter.world import played


@pytest.mark.parametrize("seed", range(3))
def test_whatever_they_do_every_promised_message_arrives_once_and_no_other(
    database: Database, tmp_path: Path, seed: int
) -> None:
    story = drawn(seed)
    with played(story, database, tmp_path) as world:
        arrivals = world.arrivals()
    lines = differences(story, promised(story, world.done), arrivals)
    assert not lines, "\n" + "\n".join(lines)
    assert len(world.done) > len(world.refused) > 0
