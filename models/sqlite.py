"""SQLite: its pragmas, and what its errors mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from config.i18n import N_
from config.told import Told
from models.unusable import BUSY, DatabaseBusy, DatabaseUnusable

BEGIN = "begin"
"""The execution option with the kind of transaction: for many statements that see one state, for changes, or
none at all, for a single question."""
READ, WRITE, NONE = "read", "write", "none"


def options(busy_seconds: float) -> dict[str, Any]:
    """How its engine is made."""
    # Every lane and the claimer may hold a connection; waiting for a lock is SQLite's own work.
    return {"connect_args": {"timeout": busy_seconds}, "pool_size": 80, "max_overflow": -1}


def use_well(engine: Engine, *, durable: bool) -> None:
    """Set what holds for each connection, and begin writers at once."""

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # pysqlite's own BEGIN comes too late to be IMMEDIATE
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: two readers that both turn writer would deadlock.
        kind = connection.get_execution_options().get(BEGIN, READ)
        if kind == WRITE:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif kind == READ:
            # It takes no lock and cannot fail: nothing of what SQLAlchemy does around a statement is needed.
            _driver(connection).execute("BEGIN")


@contextmanager
def remaking(connection: Connection) -> Iterator[None]:
    """A transaction with foreign keys off, which are looked at before it ends. Raises DatabaseUnusable."""
    _heed_foreign_keys(connection, "OFF")
    try:
        with connection.begin():
            yield
            _refuse_orphans(connection)
    finally:
        _heed_foreign_keys(connection, "ON")


def _heed_foreign_keys(connection: Connection, word: str) -> None:
    # Within a transaction it would be passed over in silence, and SQLAlchemy's statements begin one.
    _driver(connection).execute(f"PRAGMA foreign_keys={word}")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _refuse_orphans(connection: Connection) -> None:
    if (orphan := connection.exec_driver_sql("PRAGMA foreign_key_check").first()) is not None:
        hint = N_(
            "the upgrade was taken back: a row of {table} would belong to no row of {parent}; report this"
        )
        raise DatabaseUnusable(hint, table=orphan[0], parent=orphan[2])


def meaning(error: DBAPIError) -> Told | None:
    """What the error says to a user; None for what is a defect of the program."""
    said = str(error.orig)
    if not isinstance(error, OperationalError):
        if "not a database" in said or "malformed" in said:
            return DatabaseUnusable(
                N_("the database file is damaged or not a database: {reason}"), reason=error.orig
            )
        return None
    if "locked" in said or "busy" in said:
        return DatabaseBusy(BUSY)
    if any(words in said for words in ("unable to open", "readonly", "full", "disk I/O")):
        return DatabaseUnusable(
            N_("the database cannot be used: {reason}; check the disk and the rights"), reason=error.orig
        )
    return None
