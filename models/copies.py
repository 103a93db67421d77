"""A whole copy of the database in one file, made while others write, and looked at before it counts.

SQLite copies itself (VACUUM INTO: one state, however long it takes); for PostgreSQL see ``models.dumps``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.i18n import N_
from config.told import Told
from models.session import Database, DatabaseBusy, DatabaseUnusable

COUNTED = ("people", "closures", "rounds", "reminders", "deliveries", "events", "channels", "accounts")
"""The tables whose rows a manifest counts."""
_NO_COPY = N_("no copy could be made: {reason}")


class CopyDamaged(Told):
    """A copy that must not be used: one sentence with what was found."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a copy: its schema's revision, and how many rows its larger tables have."""

    schema: str
    rows: dict[str, int]


def copy_database(database: Database, file: Path) -> Contents:
    """Write the database as it is now to a new file, its owner's alone, checked and on the disk.

    Raises DatabaseBusy, DatabaseUnusable, CopyDamaged; then there is no file.
    """
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if database.file is None:
            from models.dumps import dump

            contents = dump(database, file)
        else:
            _vacuum_into(database, file)
            contents = look_at(file)
        sync(file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return contents


def look_at(file: Path, called: Path | None = None) -> Contents:
    """Read an SQLite copy from one end to the other. Raises CopyDamaged, naming what it is ``called``."""
    with _opened(file, called or file) as connection:
        _refuse_damage(connection, called or file)
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if "alembic_version" not in tables:
            raise CopyDamaged(N_("{file} is no database of xiaohu's"), file=called or file)
        [schema] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or [""]
        rows = {name: _count(connection, name) for name in COUNTED if name in tables}
    return Contents(schema, rows)


def last_trace(file: Path) -> datetime | None:
    """When something was last written down in an SQLite database; None where that cannot be told."""
    asked = (
        "SELECT max(seen_at) FROM heartbeats",
        "SELECT max(at) FROM events",
        "SELECT max(at) FROM deliveries",
    )
    return _latest(file, asked)


def last_worked(file: Path) -> datetime | None:
    """When the scheduler of an SQLite database was last alive; None where that cannot be told."""
    return _latest(file, ("SELECT max(seen_at) FROM heartbeats",))


def sync(path: Path) -> None:
    """A file's bytes, or a folder's names, are on the disk when this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _vacuum_into(database: Database, file: Path) -> None:
    # VACUUM runs in no transaction, and a SQLAlchemy connection begins one.
    with closing(database.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        try:
            cursor.execute("VACUUM INTO ?", (str(file),))
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise DatabaseBusy(
                    N_("the database is busy with another program; try again in a moment")
                ) from error
            raise DatabaseUnusable(_NO_COPY, reason=error) from None
        except sqlite3.DatabaseError as error:
            raise DatabaseUnusable(_NO_COPY, reason=error) from None


@contextmanager
def _opened(file: Path, called: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(file)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise CopyDamaged(
            N_("{file} is damaged, or no SQLite database: {reason}"), file=called, reason=error
        ) from None


def _refuse_damage(connection: sqlite3.Connection, file: Path) -> None:
    [found] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise CopyDamaged(N_("{file} is damaged, or no SQLite database: {reason}"), file=file, reason=found)
    if (orphan := connection.execute("PRAGMA foreign_key_check").fetchone()) is not None:
        raise CopyDamaged(
            N_("{file} is damaged: a row of {table} belongs to a row of {parent} that is not there"),
            **{"file": file, "table": orphan[0], "parent": orphan[2]},
        )


def _count(connection: sqlite3.Connection, table: str) -> int:
    [count] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (our own names)
    return int(count)


def _latest(file: Path, questions: tuple[str, ...]) -> datetime | None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found = [connection.execute(question).fetchone()[0] for question in questions]
    except sqlite3.DatabaseError:
        return None
    moments = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in found if each]
    return max(moments, default=None)
