"""Servers and nodes for these tests alone: they are stopped, killed and cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.cluster import Cluster, settings
from tests.fault.worker_fleet import Fleet, fleet
from tests.postgresql import Server, server
from worker.installation import open_installation


@pytest.fixture(scope="session")
def own_server() -> Iterator[Server]:
    with server() as started:
        yield started


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Fleet]:
    with fleet(tmp_path / "workers.log") as started:
        yield started
        started.bury()


@pytest.fixture
def cluster(own_server: Server, nodes: Fleet, tmp_path: Path) -> Iterator[Cluster]:
    """Nobody works yet, and nothing is due."""
    own_server.drop("cluster")
    own_server.make("cluster")
    with open_installation(settings(tmp_path, own_server.url("cluster"))) as installation:
        yield Cluster(installation, own_server, nodes, tmp_path)
