"""Databases of every released schema, and a migration that is yet to come."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

import models.schema
from tests.migration.release import FOLDER

MIGRATIONS = models.schema.MIGRATIONS
RELEASED = sorted(file.name.partition(".")[0] for file in FOLDER.glob("*.sqlite.sql"))
LATER = "9000"
Rows = dict[str, list[dict[str, Any]]]


def restore_release(revision: str, file: Path) -> Path:
    """The populated database of a released schema, as an SQLite file."""
    with closing(sqlite3.connect(file)) as database:
        database.executescript((FOLDER / f"{revision}.sqlite.sql").read_text("utf-8"))
    file.chmod(0o600)
    return file


def rows_of(file: Path) -> Rows:
    """Everything stored, by table, in the order of the keys."""
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        return {
            table: [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
            for table in tables
            if table != "alembic_version"
        }


def assert_kept(before: Rows, after: Rows) -> None:
    """Every row of before is there, with all it had then."""
    for table, rows in before.items():
        had = rows[0].keys() if rows else ()
        assert [{name: row[name] for name in had} for row in after[table]] == rows, table


def write_later(folder: Path, body: str) -> str:
    """A copy of the migrations with one after the newest; ``body``: lines of its ``upgrade``. The newest."""
    head = ScriptDirectory.from_config(config_of(MIGRATIONS)).get_current_head()
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    (folder / "versions" / f"{LATER}_later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = '{LATER}'\ndown_revision = '{head}'\n\n\ndef upgrade() -> None:\n{lines}"
    )
    return str(head)


def config_of(folder: Path) -> Config:
    """Alembic's configuration for that folder of migrations."""
    made = Config()
    made.set_main_option("script_location", str(folder))
    return made


def with_later(folder: Path, body: str, patch: pytest.MonkeyPatch) -> str:
    """The program with one migration more. Returns the revision before it."""
    head = write_later(folder, body)
    patch.setattr(models.schema, "MIGRATIONS", folder)
    return head


def is_no_foreign_key(_object: object, _name: str, kind: str, *_rest: object) -> bool:
    """For Alembic's comparison: of a key that came with a column SQLAlchemy reads half from SQLite, so these
    are compared as SQLite has them (tests/unit/models/test_schema.py)."""
    return kind != "foreign_key_constraint"
