"""The schema is brought up to date, or refused with one sentence that names the remedy."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text

from models.schema import MIGRATIONS, prepare, problem_with, revisions, upgrade
from models.session import Database, DatabaseUnusable
from models.tables import Closure, Record
from tests.closures import first_user, register
from tests.databases import DATABASES
from tests.migration.released import config_of, is_no_foreign_key, with_later

ADDED = "op.create_table('added_later', sa.Column('id', sa.Integer()))"


@contextmanager
def _database(folder: Path) -> Iterator[Database]:
    """A database of which nothing is made yet."""
    folder.mkdir()
    opened = Database(DATABASES.url(folder), durable=False)
    try:
        yield opened
    finally:
        opened.close()


def _structure(database: Database) -> dict[str, object]:
    """Columns, keys and indexes of every table, as the database knows them."""
    with database.statement() as connection:
        found = inspect(connection)
        looks = {
            "columns": found.get_columns,
            "key": found.get_pk_constraint,
            "foreign keys": partial(_foreign_keys, connection)
            if database.is_sqlite
            else found.get_foreign_keys,
            "unique": found.get_unique_constraints,
            "indexes": found.get_indexes,
        }
        return {
            f"{what} of {table}": sorted(map(_plain, _listed(look(table))))
            for table in found.get_table_names()
            if table != "alembic_version"
            for what, look in looks.items()
        }


def _foreign_keys(connection: Connection, table: str) -> list[object]:
    parts = '"table", "from", "to", on_update, on_delete'
    return [
        tuple(row)
        for row in connection.exec_driver_sql(f"SELECT {parts} FROM pragma_foreign_key_list('{table}')")
    ]


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else [found]


def _plain(found: object) -> str:
    # Conditions of indexes are clauses, which show only their place in memory.
    if isinstance(found, dict):
        return repr({name: _plain(value) for name, value in sorted(found.items())})
    return str(found)


def test_the_files_are_named_by_the_revisions_they_make() -> None:
    script = ScriptDirectory.from_config(config_of(MIGRATIONS))
    assert revisions() == [each.revision for each in reversed(list(script.walk_revisions()))]


def test_the_migrations_make_what_the_models_describe(tmp_path: Path) -> None:
    with _database(tmp_path / "new") as database:
        upgrade(database)
        with database.statement() as connection:
            told = {"compare_type": True, "include_object": is_no_foreign_key}
            context = MigrationContext.configure(connection, opts=told)
            assert compare_metadata(context, Record.metadata) == []


def test_a_migrated_database_is_built_like_one_made_from_the_models(tmp_path: Path) -> None:
    with _database(tmp_path / "new") as migrated, _database(tmp_path / "models") as made:
        upgrade(migrated)
        with made.statement() as connection:
            Record.metadata.create_all(connection)
        assert _structure(migrated) == _structure(made)


@pytest.mark.sqlite
def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    with _database(tmp_path / "new") as database:
        prepare(database)
        assert (tmp_path / "new" / "xiaohu.db").stat().st_mode & 0o777 == 0o600
        assert problem_with(database) is None


@pytest.mark.sqlite
def test_an_empty_file_is_made_a_database(tmp_path: Path) -> None:
    with _database(tmp_path / "empty") as database:
        (tmp_path / "empty" / "xiaohu.db").touch()
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
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    with pytest.raises(
        DatabaseUnusable, match=rf"made by a newer xiaohu \({revision}\); install that version or newer"
    ):
        prepare(database)


def test_a_database_in_which_nothing_was_made_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    opened = Database(DATABASES.url(tmp_path / "new"))
    problem = problem_with(opened)
    opened.close()
    assert problem is not None
    assert "there is nothing of xiaohu in the database yet" in str(problem)


def test_an_older_revision_is_refused_until_it_is_upgraded(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = with_later(tmp_path / "migrations", ADDED, monkeypatch)
    with database.writing() as session:
        register(first_user(session))
    with pytest.raises(DatabaseUnusable, match=rf"older version \({head}\); run: xiaohu db upgrade"):
        prepare(database)
    upgrade(database)
    prepare(database)
    with database.statement() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM added_later").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM reminders").scalar() == 9


def test_a_migration_that_fails_leaves_the_old_schema(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = with_later(tmp_path / "migrations", ADDED, monkeypatch)
    later = tmp_path / "migrations" / "versions" / "9000_later.py"
    later.write_text(later.read_text() + "    raise RuntimeError('the machine stops')\n")
    with pytest.raises(RuntimeError, match="the machine stops"):
        upgrade(database)
    with database.statement() as connection:
        assert "added_later" not in inspect(connection).get_table_names()
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == head


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    refused = pytest.raises(DatabaseUnusable, match=r"another program \(tables users\); use an empty one")
    with _database(tmp_path / "notes") as database:
        with database.statement() as connection:
            connection.execute(text("CREATE TABLE users (nickname TEXT)"))
        with refused:
            prepare(database)
