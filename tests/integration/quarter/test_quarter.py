"""A quarter of a dozen readers: every message that domain.md promises arrives once, none that it forbids."""

from models.session import Database
from tests.integration.quarter.differences import differences
from tests.integration.quarter.promises import promised
from tests.integration.quarter.winter import winter
from tests.integration.quarter.world import played


def test_every_promised_message_arrives_once_and_no_other(database: Database) -> None:
    story = winter()
    with played(story, database) as world:
        arrivals = world.arrivals()
    assert world.refused == []
    lines = differences(story, promised(story, world.done), arrivals)
    assert not lines, "\n" + "\n".join(lines)
