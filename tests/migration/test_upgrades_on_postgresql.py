"""From every released schema to this one, on PostgreSQL."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, Select, Table, select

from models.schema import problem_with, upgrade
from models.session import Database
from models.tables import Record
from tests.closures import KEY
from tests.command_line import CommandLine
from tests.databases import DATABASES, server_in_use
from tests.migration.release import FOLDER
from tests.migration.released import RELEASED, Rows, assert_kept, write_later

pytestmark = pytest.mark.postgresql
_DIES = """
import sys
import models.schema
from pathlib import Path
from models.session import Database
models.schema.MIGRATIONS = Path(sys.argv[1])
models.schema.upgrade(Database(sys.argv[2]))
"""


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A populated database as that release left it, of the installation in ``tmp_path``."""
    url = DATABASES.url(tmp_path)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((FOLDER / f"{request.param}.postgresql.sql").read_bytes())
    (tmp_path / "channels.key").write_text(f"{KEY}\n")
    database = Database(url, durable=False)
    yield database
    database.close()


def rows_of(database: Database) -> Rows:
    """Everything stored, by table, in the order of the keys."""
    found = MetaData()
    with database.reading() as session:
        found.reflect(session.connection())
        return {
            table.name: [dict(row) for row in session.execute(_in_order(table)).mappings()]
            for table in found.sorted_tables
            if table.name != "alembic_version"
        }


def _in_order(table: Table) -> Select[tuple[Any, ...]]:
    return select(table).order_by(*list(table.columns)[:2])


def test_every_row_is_kept_and_it_is_what_the_models_describe(old: Database) -> None:
    before = rows_of(old)
    assert len(before) >= 20
    assert all(before.values())
    upgrade(old)
    assert problem_with(old) is None
    assert_kept(before, rows_of(old))
    with old.statement() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Record.metadata) == []


def test_a_backup_is_made_before_and_the_program_works_afterwards(
    old: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(server_in_use().programs))
    xiaohu = CommandLine(tmp_path, now="2026-11-20T09:00:30+08:00")
    assert "run: xiaohu db upgrade" in xiaohu("list").err
    old.close()
    assert xiaohu("db", "upgrade").code == 0
    assert len(list((tmp_path / "backups").glob("xiaohu-*.sql"))) == 1
    closures = xiaohu("list", "--json").json
    assert len(closures) > 5
    assert xiaohu("answer", str(closures[0]["id"]), "verified").code == 0
    assert xiaohu("add", "jd-jintiao", "--on", "2026-11-19", "--window", "7天").code == 0


def test_killed_in_the_middle_the_next_start_finishes_it(old: Database, tmp_path: Path) -> None:
    before, folder = rows_of(old), tmp_path / "migrations"
    write_later(
        folder, "op.drop_table('deliveries')\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    url = old.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", _DIES, str(folder), url]
    died = subprocess.run(command, cwd=FOLDER.parents[2], capture_output=True, check=False)
    assert died.returncode == -9, died.stderr
    assert rows_of(old) == before
    upgrade(old)
    assert_kept(before, rows_of(old))
