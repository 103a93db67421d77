"""The schema is brought up to date, or refused with one sentence that names the remedy."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

import models.schema
from models.schema import prepare, problem_with, upgrade
from models.session import Database, DatabaseUnusable
from models.tables import Closure, Record, User
from tests.closures import first_user, register

MIGRATIONS = Path(models.schema.__file__).parent / "migrations"
HEAD = ScriptDirectory.from_config(models.schema._config()).get_current_head()


@contextmanager
def _database(file: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{file}", durable=False)
    try:
        yield opened
    finally:
        opened.close()


_PARTS = {
    "table_info": 'name, type, "notnull", dflt_value, pk',
    "foreign_key_list": '"table", "from", "to", on_delete',
}


def _structure(database: Database) -> dict[str, object]:
    """Columns, keys and indexes of every table, as SQLite knows them."""
    with database.statement() as connection:

        def rows(question: str) -> list[tuple[object, ...]]:
            return sorted((tuple(row) for row in connection.exec_driver_sql(question)), key=repr)

        tables = [name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, object] = {
            f"{about} of {table}": rows(f"SELECT {about} FROM pragma_{source}('{table}')")
            for table in tables
            if table != "alembic_version"
            for source, about in _PARTS.items()
        }
        found["indexes"] = [
            " ".join(str(sql).split())
            for (sql,) in rows("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        ]
        return found


def test_the_migrations_make_what_the_models_describe(tmp_path: Path) -> None:
    with _database(tmp_path / "new.db") as database:
        upgrade(database)
        with database.statement() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Record.metadata) == []


def test_a_migrated_database_is_built_like_one_made_from_the_models(tmp_path: Path) -> None:
    with _database(tmp_path / "new.db") as migrated, _database(tmp_path / "models.db") as made:
        upgrade(migrated)
        with made.statement() as connection:
            Record.metadata.create_all(connection)
        assert _structure(migrated) == _structure(made)


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    with _database(tmp_path / "new.db") as database:
        prepare(database)
        assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600
        assert problem_with(database) is None


def test_an_empty_file_is_made_a_database(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with _database(tmp_path / "empty.db") as database:
        prepare(database)
        assert problem_with(database) is None


def test_preparing_again_keeps_everything(database: Database) -> None:
    with database.writing() as session:
        register(first_user(session))
    prepare(database)
    upgrade(database)
    with database.reading() as session:
        assert len(session.scalars(select(Closure)).all()) == 1


@pytest.mark.parametrize("revision", ["9999", "not one of ours"])
def test_a_revision_this_program_does_not_know_is_refused(database: Database, revision: str) -> None:
    with database.statement() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
    with pytest.raises(
        DatabaseUnusable, match=rf"made by a newer xiaohu \({revision}\); install that version or newer"
    ):
        prepare(database)


def test_an_older_revision_is_refused_until_it_is_upgraded(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_a_later_migration(tmp_path, monkeypatch)
    with database.writing() as session:
        register(first_user(session))
    with pytest.raises(DatabaseUnusable, match=rf"older version \({HEAD}\); run: xiaohu db upgrade"):
        prepare(database)
    upgrade(database)
    prepare(database)
    with database.statement() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM added_later").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM reminders").scalar() == 9


def test_what_the_first_version_stored_survives_every_upgrade(tmp_path: Path) -> None:
    with _database(tmp_path / "old.db") as database:
        with database.statement() as connection:
            config = models.schema._config()
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.exec_driver_sql(
                "INSERT INTO users (id, name, planned_with, created_at) VALUES (1, '甲', '', '2026-01-01')"
            )
        upgrade(database)
        with database.reading() as session:
            assert session.scalars(select(User.name)).all() == ["甲"]
        with _database(tmp_path / "models.db") as made:
            with made.statement() as connection:
                Record.metadata.create_all(connection)
            assert _structure(database) == _structure(made)


def _with_a_later_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (folder / "versions" / "later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = 'later'\ndown_revision = '{HEAD}'\n\n\n"
        "def upgrade() -> None:\n    op.create_table('added_later', sa.Column('id', sa.Integer()))\n"
    )

    def config() -> Config:
        made = Config()
        made.set_main_option("script_location", str(folder))
        return made

    monkeypatch.setattr(models.schema, "_config", config)


def test_a_migration_that_fails_leaves_the_old_schema(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_a_later_migration(tmp_path, monkeypatch)
    later = tmp_path / "migrations" / "versions" / "later.py"
    later.write_text(later.read_text() + "    raise RuntimeError('the machine stops')\n")
    with pytest.raises(RuntimeError, match="the machine stops"):
        upgrade(database)
    with database.statement() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
        assert "added_later" not in tables
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    theirs = sqlite3.connect(file)
    theirs.execute("CREATE TABLE users (nickname TEXT)")
    theirs.commit()
    theirs.close()
    with (
        _database(file) as database,
        pytest.raises(DatabaseUnusable, match=r"another program \(tables users\); use an empty one"),
    ):
        prepare(database)
