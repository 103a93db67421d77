"""From every released schema to this one: nothing is lost, whatever happens on the way."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from models.copies import look_at
from models.schema import prepare, upgrade
from models.session import Database, DatabaseUnusable
from models.tables import Channel, Record, Reminder
from tests.closures import KEY, beijing
from tests.command_line import CommandLine
from tests.migration.release import FOLDER
from tests.migration.released import (
    LATER,
    RELEASED,
    assert_kept,
    is_no_foreign_key,
    restore_release,
    rows_of,
    with_later,
    write_later,
)
from worker.key_file import KeyFile
from worker.keyring import Keyring

pytestmark = pytest.mark.sqlite


REMADE = "\n".join(
    f"with op.batch_alter_table('{table}', recreate='always') as batch:\n"
    "    batch.add_column(sa.Column('later', sa.String(), nullable=True))"
    for table in ("users", "closures", "reminders")
)
"""SQLite cannot change a table: a new one is filled and takes the old one's place, which is dropped."""


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of a populated database as that release left it."""
    (tmp_path / "data").mkdir()
    key = tmp_path / "data" / "channels.key"
    key.write_text(f"{KEY}\n")
    key.chmod(0o600)
    return restore_release(str(request.param), tmp_path / "data" / "xiaohu.db")


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{file}", durable=False)
    try:
        yield database
    finally:
        database.close()


def test_the_first_release_is_among_them_and_every_table_has_rows(tmp_path: Path) -> None:
    assert "0001" in RELEASED
    for revision in RELEASED:
        rows = rows_of(restore_release(revision, tmp_path / f"{revision}.db"))
        assert len(rows) >= 20
        assert all(rows.values()), [table for table, found in rows.items() if not found]


def test_every_row_is_kept(old: Path) -> None:
    before = rows_of(old)
    with opened(old) as database:
        with pytest.raises(DatabaseUnusable, match="run: xiaohu db upgrade"):
            prepare(database)
        upgrade(database)
        prepare(database)
    assert_kept(before, rows_of(old))
    look_at(old)


def test_upgraded_it_is_what_the_models_describe(old: Path) -> None:
    with opened(old) as database:
        upgrade(database)
        with database.statement() as connection:
            told = {"compare_type": True, "include_object": is_no_foreign_key}
            context = MigrationContext.configure(connection, opts=told)
            assert compare_metadata(context, Record.metadata) == []


def test_upgraded_the_program_works_with_it(old: Path) -> None:
    """Its channels open, its reminders go out, its closures are answered."""
    xiaohu = CommandLine(old.parent, now="2026-11-20T09:00:30+08:00")
    assert xiaohu("db", "upgrade").code == 0
    closures = xiaohu("list", "--json").json
    assert len(closures) > 5
    assert xiaohu("answer", str(closures[0]["id"]), "verified").code == 0
    with opened(old) as database, database.reading() as session:
        keys = Keyring(KeyFile(old.parent / "channels.key"))
        channels = session.execute(select(Channel.kind, Channel.config)).all()
        assert channels
        assert all(keys.open(kind, config) is not None for kind, config in channels)
        waiting = session.scalar(select(Reminder.id).where(Reminder.due_at > beijing("2026-11-01 00:00")))
        assert waiting is not None
    assert xiaohu("export", "--format", "json").code == 0
    found = {check["check"]: check for check in json.loads(xiaohu("doctor", "--json").out)}
    assert found["database"]["state"] == "ok"
    assert found["keys"]["state"] == "ok"


def test_before_the_upgrade_a_backup_is_made(old: Path) -> None:
    xiaohu, before = CommandLine(old.parent), rows_of(old)
    assert_refused_until_upgraded(xiaohu)
    answered = xiaohu("db", "upgrade")
    assert answered.code == 0, answered.err
    [backup] = (old.parent / "backups").glob("xiaohu-*.db")
    assert str(backup) in answered.out.replace("\n", "")
    assert rows_of(backup) == before
    assert json.loads(backup.with_suffix(".json").read_text())["schema"] in RELEASED
    assert xiaohu("db", "upgrade").code == 0
    assert len(list((old.parent / "backups").glob("*.db"))) == 1, "nothing to upgrade, nothing to back up"


def assert_refused_until_upgraded(xiaohu: CommandLine) -> None:
    refused = xiaohu("list")
    assert refused.code == 1
    assert "run: xiaohu db upgrade" in refused.err


def test_without_room_for_the_backup_nothing_is_upgraded_unless_it_is_left_out(old: Path) -> None:
    xiaohu, before = CommandLine(old.parent), rows_of(old)
    (old.parent / "backups").touch()
    refused = xiaohu("db", "upgrade")
    assert refused.code == 1
    assert "no backup could be written" in refused.err
    assert rows_of(old) == before
    assert xiaohu("db", "upgrade", "--no-backup").code == 0


def test_not_under_a_running_scheduler(old: Path) -> None:
    from worker.service import only_scheduler

    before = rows_of(old)
    with opened(old) as database, only_scheduler(database):
        assert CommandLine(old.parent)("db", "upgrade").code == 75
    assert rows_of(old) == before


def test_an_old_backup_is_upgraded_while_it_is_restored(old: Path) -> None:
    xiaohu = CommandLine(old.parent, now="2026-11-20T09:00:30+08:00")
    kept = shutil.copy(old, old.parent / "old-backup.db")
    before = rows_of(old)
    assert xiaohu("restore", str(kept), "--json").code == 0
    after = rows_of(old)
    after["web_sessions"] = before["web_sessions"]  # nobody is signed in by a backup
    assert_kept(before, after)
    assert xiaohu("hold", "--json").json is not None


def test_a_table_made_anew_keeps_what_belongs_to_it(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With foreign keys on, dropping the old table would delete every child row."""
    before = rows_of(old)
    with_later(tmp_path / "migrations", REMADE, monkeypatch)
    with opened(old) as database:
        upgrade(database)
        with database.statement() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1, "on again afterwards"
    assert_kept(before, rows_of(old))


def test_a_migration_that_leaves_rows_without_their_parents_is_taken_back(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = with_later(tmp_path / "migrations", "op.execute('DELETE FROM people')", monkeypatch)
    before = rows_of(old)
    with opened(old) as database, pytest.raises(DatabaseUnusable, match="the upgrade was taken back"):
        upgrade(database)
    assert rows_of(old) == before
    with sqlite3.connect(old) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() != (head,)
    connection.close()


def test_killed_anywhere_in_the_middle_the_next_start_finishes_it(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, folder = rows_of(old), tmp_path / "migrations"
    write_later(folder, REMADE)
    done = subprocess.run(
        [sys.executable, "-m", "tests.migration.dying_upgrade", str(folder), str(old)],
        cwd=FOLDER.parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    killed = int(done.stdout)
    assert killed > 10
    shutil.rmtree(folder)
    with_later(folder, REMADE, monkeypatch)
    for nth in range(1, killed + 1):
        file = Path(f"{old}.{nth}")
        with opened(file) as database:
            upgrade(database)
            with database.statement() as connection:
                found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert found == LATER
        assert_kept(before, rows_of(file))
