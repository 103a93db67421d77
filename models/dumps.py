"""PostgreSQL's copies: its own ``pg_dump`` and ``psql``, which have to be installed here."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from config.i18n import N_
from models.copies import COUNTED, Contents
from models.session import Database, DatabaseUnusable
from models.tables import Record

_FAILED = N_("{program} failed: {reason}")
_VARIABLES = {"dbname": "PGDATABASE"}
"""libpq's variables are named like its options, but for this one."""
_WHOLE = "-- PostgreSQL database dump complete"
_OURS = [*Record.metadata.tables, "alembic_version"]
"""Other programs may live in the same database: neither copied nor touched."""


def dump(database: Database, file: Path) -> Contents:
    """Write one state of our tables, as SQL, into a file. Raises DatabaseUnusable."""
    with database.engine.connect() as connection, connection.begin():
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        schema = connection.scalar(text("SELECT version_num FROM alembic_version"))
        there = set(inspect(connection).get_table_names()).intersection(_OURS)
        rows = {name: _count(connection, name) for name in COUNTED if name in there}
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        tables = [f"--table={name}" for name in sorted(there)]
        _run(database, ["pg_dump", *options, *tables, f"--file={file}"])
    if _WHOLE not in file.read_bytes()[-500:].decode(errors="replace"):
        raise DatabaseUnusable(_FAILED, program="pg_dump", reason="?")
    return Contents(str(schema), rows)


def load(database: Database, file: Path, then: str) -> None:
    """Put a dump in the place of our tables and run one statement, all in one transaction.

    Raises DatabaseUnusable.
    """
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    # A dump of an earlier version drops what it has, not what came later.
    clear = "DROP TABLE IF EXISTS " + ", ".join(sorted(_OURS)) + " CASCADE"
    _run(database, ["psql", *options, f"--command={clear}", f"--file={file}", f"--command={then}"])


def others_connected(connection: Connection) -> int:
    """How many other sessions work with this database."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return int(connection.scalar(text(asked)) or 0)


def _count(connection: Connection, table: str) -> int:
    return connection.scalar(select(func.count()).select_from(Record.metadata.tables[table])) or 0


def _run(database: Database, command: list[str]) -> None:
    # The password goes by the environment: a command line can be read by everybody on the machine.
    given = database.engine.dialect.create_connect_args(database.url)[1]
    told = {_VARIABLES.get(key, f"PG{key.upper()}"): str(value) for key, value in given.items()}
    try:
        done = subprocess.run(  # noqa: S603 (our own words)
            command, env=os.environ | told, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        hint = N_("{program} is not installed here: install PostgreSQL's client programs")
        raise DatabaseUnusable(hint, program=command[0]) from None
    if done.returncode:
        reason = " ".join(done.stderr.split())[:300]
        raise DatabaseUnusable(_FAILED, program=command[0], reason=reason)
