"""Opening the database: engines, pragmas, and the two kinds of transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session

BUSY_SECONDS = 5.0


class DatabaseUnusable(Exception):
    """The database cannot be used: one sentence with what was found and the remedy."""


class DatabaseBusy(Exception):
    """Somebody else holds the database; trying again later helps."""


class Database:
    """One database for the life of a process.

    ``durable`` asks SQLite to sync every commit to disk (synchronous FULL): for what a user registers.
    The worker goes without: what it loses in a power cut are records of sends, which are then repeated.
    """

    def __init__(self, url: str, *, durable: bool = True) -> None:
        self.url = _checked(url)
        self.engine = _engine(self.url)
        if self.engine.dialect.name == "sqlite":
            _use_sqlite_well(self.engine, durable)
        self._writing = self.engine.execution_options(begin="IMMEDIATE")

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for another database."""
        name = self.url.database
        return Path(name) if self.engine.dialect.name == "sqlite" and name else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with _translated(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all."""
        with _translated(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def statement(self) -> Iterator[Connection]:
        """A writing transaction without objects: for the worker's bulk statements."""
        with _translated(), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        shown = url.rsplit("@", maxsplit=1)[-1]
        raise DatabaseUnusable(
            f"XIAOHU_DATABASE_URL={shown}: not a database URL; use sqlite:////path/to/file.db"
        ) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        folder = Path(parsed.database).parent
        if not folder.is_dir():
            raise DatabaseUnusable(f"{folder}: there is no such folder for the database; create it first")
    return parsed


def _engine(url: URL) -> Engine:
    try:
        return create_engine(url, **_options(url))
    except (ArgumentError, ModuleNotFoundError):
        raise DatabaseUnusable(
            f"XIAOHU_DATABASE_URL: xiaohu cannot talk to {url.drivername} here; use sqlite:////path/to/file.db"
        ) from None


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        # Every lane and the claimer may hold a connection; waiting for a lock is SQLite's own work.
        return {"connect_args": {"timeout": BUSY_SECONDS}, "pool_size": 80, "max_overflow": -1}
    return {"pool_size": 20, "pool_pre_ping": True}


def _use_sqlite_well(engine: Engine, durable: bool) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # pysqlite's own BEGIN comes too late to be IMMEDIATE
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: two readers that both turn writer would deadlock.
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error.orig) or "busy" in str(error.orig):
            raise DatabaseBusy("the database is busy with another program; try again in a moment") from error
        if "unable to open" in str(error.orig) or "readonly" in str(error.orig) or "full" in str(error.orig):
            raise DatabaseUnusable(
                f"the database cannot be used: {error.orig}; check the disk and the rights"
            ) from None
        raise
    except DatabaseError as error:
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise DatabaseUnusable(f"the database file is damaged or not a database: {error.orig}") from None
        raise
