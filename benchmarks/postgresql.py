"""A PostgreSQL server of the benchmarks' own: the tests' programs, but every commit is synced."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crowd import installation_in
from tests.postgresql import FAST, OWNER, Server, server
from worker.installation import Installation

# As installed, but for memory: what is measured must survive a power cut.
_SYNCED = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "autovacuum": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
}
SETTINGS = FAST | _SYNCED
SAID = "PostgreSQL 18 on this machine, every commit synced, 1 GB of shared buffers"


@contextmanager
def durable_server() -> Iterator[Server]:
    """A new cluster while the block lasts. Its owner may do everything: filling leaves triggers out."""
    with server(SETTINGS) as started:
        with started._connect("postgres") as connection:
            connection.execute(f"ALTER ROLE {OWNER} SUPERUSER".encode())
        yield started


@contextmanager
def served(started: Server, name: str, folder: Path) -> Iterator[Installation]:
    """An installation on a new database of the server."""
    started.make(name)
    with installation_in(folder, durable=True, database_url=started.url(name)) as installation:
        yield installation


@contextmanager
def new_served(started: Server, name: str) -> Iterator[Installation]:
    """The same with a folder of its own; both are gone at the end."""
    with TemporaryDirectory(prefix="xiaohu-bench-") as folder:
        try:
            with served(started, name, Path(folder)) as installation:
                yield installation
        finally:
            started.drop(name)
