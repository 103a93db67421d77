"""What /healthz says to machines that watch."""

import pytest

from models.session import Database, DatabaseUnusable
from tests.ballast import overfill
from tests.closures import beijing
from tests.web.site import World
from worker.deliver import Deliverer
from worker.run_log import beat


@pytest.mark.sqlite
def test_a_disk_that_is_full_is_the_reason(world: World) -> None:
    """The scheduler could not write: the pages say so at once, not when its silence shows."""
    world.at(beijing("2026-10-10 10:00"))
    scheduler = Database(str(world.installation.database.url), durable=False)
    deliverer = Deliverer(scheduler, world.clock, world.settings, world.installation.catalog())
    beat(deliverer)
    assert world.anybody().get("/healthz").status_code == 200
    with pytest.raises(DatabaseUnusable):
        overfill(scheduler)
    answer = world.anybody().get("/healthz")
    assert answer.status_code == 503
    [reason] = answer.json()["reasons"]
    assert "full" in reason
    beat(deliverer)
    assert world.anybody().get("/healthz").json()["reasons"] == []
    deliverer.stop()
    scheduler.close()
