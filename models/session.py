"""Opening the database: engines, pragmas, and the two kinds of transaction."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session

from config.i18n import N_
from config.told import Told

BUSY_SECONDS = 5.0


class DatabaseUnusable(Told):
    """The database cannot be used: one sentence with what was found and the remedy."""


class DatabaseBusy(Told):
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
        self._turn = threading.Lock() if self.engine.dialect.name == "sqlite" else nullcontext()

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
        with (
            _translated(),
            self._turn,
            Session(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def statement(self) -> Iterator[Connection]:
        """A writing transaction without objects: for the worker's bulk statements."""
        with _translated(), self._turn, self._writing.begin() as connection:
            yield connection

    @contextmanager
    def remaking(self) -> Iterator[Connection]:
        """A writing transaction that may make tables anew: SQLite deletes what belongs to a dropped one.

        Foreign keys are off while it lasts, and looked at before it ends. Raises DatabaseUnusable.
        """
        with _translated(), self._turn, self._writing.connect() as connection:
            self._heed_foreign_keys(connection, "OFF")
            try:
                with connection.begin():
                    yield connection
                    _refuse_orphans(connection)
            finally:
                self._heed_foreign_keys(connection, "ON")

    def _heed_foreign_keys(self, connection: Connection, word: str) -> None:
        # Within a transaction it would be passed over in silence, and SQLAlchemy's statements begin one.
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.execute(f"PRAGMA foreign_keys={word}")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if (orphan := connection.exec_driver_sql("PRAGMA foreign_key_check").first()) is not None:
        hint = N_(
            "the upgrade was taken back: a row of {table} would belong to no row of {parent}; report this"
        )
        raise DatabaseUnusable(hint, table=orphan[0], parent=orphan[2])


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        shown = url.rsplit("@", maxsplit=1)[-1]
        raise DatabaseUnusable(
            N_("XIAOHU_DATABASE_URL={url}: not a database URL; use sqlite:////path/to/file.db"), url=shown
        ) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        folder = Path(parsed.database).parent
        if not folder.is_dir():
            raise DatabaseUnusable(
                N_("{folder}: there is no such folder for the database; create it first"), folder=folder
            )
    return parsed


def _engine(url: URL) -> Engine:
    try:
        return create_engine(url, **_options(url))
    except (ArgumentError, ModuleNotFoundError):
        raise DatabaseUnusable(
            N_("XIAOHU_DATABASE_URL: xiaohu cannot talk to {driver} here; use sqlite:////path/to/file.db"),
            driver=url.drivername,
        ) from None


def _options(url: URL) -> dict[str, Any]:
    return {"json_deserializer": _read_json, **_pool(url)}


def _read_json(text: str) -> Any:
    # Most stored lists are empty; the parser costs more than the rest of such a row.
    return [] if text == "[]" else json.loads(text)


def _pool(url: URL) -> dict[str, Any]:
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
            raise DatabaseBusy(
                N_("the database is busy with another program; try again in a moment")
            ) from error
        if any(words in str(error.orig) for words in ("unable to open", "readonly", "full", "disk I/O")):
            raise DatabaseUnusable(
                N_("the database cannot be used: {reason}; check the disk and the rights"), reason=error.orig
            ) from None
        raise
    except DatabaseError as error:
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise DatabaseUnusable(
                N_("the database file is damaged or not a database: {reason}"), reason=error.orig
            ) from None
        raise
