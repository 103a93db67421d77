"""A fleet of workers, a mail server with a journal, and people whose reminders are due."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.session import Database
from tests.fault.mail_sink import mail_sink
from tests.fault.scene import Scene
from tests.fault.worker_fleet import Fleet, fleet


@pytest.fixture(scope="session")
def warm_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleet(tmp_path_factory.mktemp("fleet") / "workers.log") as opened:
        yield opened


@pytest.fixture
def scene(database: Database, tmp_path: Path, warm_fleet: Fleet) -> Iterator[Scene]:
    with mail_sink() as (sink, port):
        yield Scene(database, tmp_path, warm_fleet, sink, port)
        warm_fleet.bury()
