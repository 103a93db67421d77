"""Deleting for good: what is deleted is not in the file any more either."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.session import Database


def overwrite_deleted(session: Session) -> None:
    """From now on SQLite fills what this session deletes with zeros, instead of only forgetting it."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")


def clear_log(database: Database) -> bool:
    """Empty SQLite's write-ahead log, which keeps what was. False while another program reads it.

    Nothing to do for another database: how PostgreSQL reuses space is its operator's to decide.
    """
    return database.file is None or _done(database, "PRAGMA wal_checkpoint(TRUNCATE)")


def rewrite(database: Database) -> bool:
    """Write SQLite's file anew, without anything that was ever deleted or changed, and empty the log.

    False while another program is in the way.
    """
    return database.file is None or (_done(database, "VACUUM") and clear_log(database))


def _done(database: Database, statement: str) -> bool:
    # Neither runs in a transaction, and a SQLAlchemy connection begins one.
    with closing(database.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        try:
            cursor.execute(statement)
        except sqlite3.OperationalError:  # locked
            return False
        busy = cursor.fetchone()
        return busy is None or busy[0] == 0
