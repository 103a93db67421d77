"""A fleet of workers, a mail server with a journal, and people whose reminders are due."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.session import Database
from tests.fault.mail_sink import mail_sink
from tests.fault.scene import Scene
from tests.fault.worker_fleet import Fleet, fleet
from tests.tally import record

PROMISES = {
    "test_bad_line": "mail server and vendors: down, slow, cut, refusing",
    "test_clocks": "clocks, month ends and zones: never early, never again",
    "test_crash_points": "nothing due is lost at any crash point",
    "test_downtime": "downtime is caught up, not repeated",
    "test_full_disk": "full disk: sent when there is room again",
    "test_kills": "killed, stopped, frozen, shared: nothing is lost",
    "test_locked_database": "locked database: sent when it is free",
    "test_mail_server": "mail server and vendors: down, slow, cut, refusing",
    "test_overload": "overload: oldest first, budgets kept, memory flat",
    "test_poison": "poison is set aside, the others are on time",
    "test_restore": "restored: nothing is repeated without consent",
    "test_small_disk": "full disk: sent when there is room again",
    "test_silence": "silence is noticed",
}
"""By module: a row of the table of promises (docs/reliability.md)."""


@pytest.fixture(scope="session")
def warm_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleet(tmp_path_factory.mktemp("fleet") / "workers.log") as opened:
        yield opened


@pytest.fixture
def scene(
    database: Database, tmp_path: Path, warm_fleet: Fleet, request: pytest.FixtureRequest
) -> Iterator[Scene]:
    with mail_sink() as (sink, port):
        opened = Scene(database, tmp_path, warm_fleet, sink, port)
        yield opened
        warm_fleet.bury()
        record(request.node, (PROMISES[request.path.stem], *opened.reckon()))
