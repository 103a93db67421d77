"""PostgreSQL's copies: its own ``pg_dump`` and ``psql``, which have to be installed here."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sqlalchemy import func, select, text

from config.i18n import N_
from models.copies import COUNTED, Contents
from models.session import Database, DatabaseUnusable
from models.tables import Record

_WHOLE = "-- PostgreSQL database dump complete"
_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


def dump(database: Database, file: Path) -> Contents:
    """Write one state of the database, as SQL, into a file. Raises DatabaseUnusable."""
    with database.engine.connect() as connection, connection.begin():
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run(database, ["pg_dump", *options, f"--file={file}"])
        schema = connection.scalar(text("SELECT version_num FROM alembic_version"))
        tables = Record.metadata.tables
        rows = {
            name: connection.scalar(select(func.count()).select_from(tables[name])) or 0 for name in COUNTED
        }
    if _WHOLE not in file.read_bytes()[-500:].decode(errors="replace"):
        raise DatabaseUnusable(
            N_("no copy could be made: {reason}"), reason="pg_dump did not come to its end"
        )
    return Contents(str(schema), rows)


def load(database: Database, file: Path) -> None:
    """Put a dump in the place of what is there, in one transaction. Raises DatabaseUnusable."""
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run(database, ["psql", *options, f"--file={file}"])


def _run(database: Database, command: list[str]) -> None:
    # The password goes by the environment: a command line can be read by everybody on the machine.
    given = database.engine.dialect.create_connect_args(database.url)[1]
    told = {name: str(given[key]) for key, name in _VARIABLES.items() if given.get(key)}
    try:
        done = subprocess.run(  # noqa: S603 (our own words)
            command, env=os.environ | told, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        hint = N_("{program} is not installed here: install PostgreSQL's client programs")
        raise DatabaseUnusable(hint, program=command[0]) from None
    if done.returncode:
        reason = " ".join(done.stderr.split())[:300]
        raise DatabaseUnusable(N_("{program} failed: {reason}"), program=command[0], reason=reason)
