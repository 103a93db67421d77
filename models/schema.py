"""The schema of the database: brought up to date, or refused with the reason."""

import os
from pathlib import Path

from sqlalchemy import String, inspect, literal_column, select, table

from config.i18n import N_
from models.session import Database, DatabaseUnusable

MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = table("alembic_version")


def upgrade(database: Database) -> None:
    """Create or upgrade the schema to this program's revision, in one transaction: all of it or nothing.

    Raises DatabaseUnusable where rows would belong to rows that are not there.
    """
    # Alembic is for upgrades alone: every other command starts a tenth of a second sooner without it.
    from alembic import command
    from alembic.config import Config

    if database.file and not database.file.exists():
        # The file holds lenders' names and channel secrets: its owner's alone.
        os.close(os.open(database.file, os.O_CREAT | os.O_WRONLY, 0o600))
    with database.remaking() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def prepare(database: Database) -> None:
    """Make a new database; accept one of this revision; raise DatabaseUnusable for any other."""
    if _revision(database) is None:
        refuse_another_programs(database)
        upgrade(database)
    elif (problem := problem_with(database)) is not None:
        raise problem


def refuse_another_programs(database: Database) -> None:
    """Raises DatabaseUnusable where there are tables and none of them is ours."""
    if database.file and not database.file.exists():
        return
    with database.reading() as session:
        tables = inspect(session.connection()).get_table_names()
        if tables and "alembic_version" not in tables:  # another process may just have made it
            named = ", ".join(tables[:3])
            raise DatabaseUnusable(
                N_("the database belongs to another program (tables {tables}); use an empty one"),
                tables=named,
            )


def problem_with(database: Database) -> DatabaseUnusable | None:
    """Why this program cannot work with the database's schema; None when it can."""
    found = _revision(database)
    if found == revisions()[-1]:
        return None
    if found is None:
        return DatabaseUnusable(
            N_(
                "there is nothing of xiaohu in the database yet; the first command that stores something"
                " makes it"
            )
        )
    if older_revision(database) is not None:
        return DatabaseUnusable(
            N_("the database is of an older version ({found}); run: xiaohu db upgrade"), found=found
        )
    return DatabaseUnusable(
        N_("the database was made by a newer xiaohu ({found}); install that version or newer"), found=found
    )


def older_revision(database: Database) -> str | None:
    """The revision of a database that can be upgraded; None for one that need not be, or cannot."""
    found = _revision(database)
    return found if found and knows(found) and found != revisions()[-1] else None


def knows(revision: str) -> bool:
    """Whether this program can bring that revision up to its own."""
    return revision in revisions()


def revisions() -> list[str]:
    """Those this program knows, oldest first: they are numbered, and their files are named by them."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def is_empty(database: Database) -> bool:
    """Whether no schema of ours was made in it yet."""
    return _revision(database) is None


def _revision(database: Database) -> str | None:
    if database.file and not database.file.exists():
        return None
    with database.reading() as session:
        connection = session.connection()
        if not inspect(connection).has_table(_VERSION.name):
            return None
        return connection.scalar(select(literal_column("version_num", String)).select_from(_VERSION))
