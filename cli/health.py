"""The doctor's table: everything between a registered closure and a message that arrives, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import text

from cli import health_machine, health_rows
from cli.check import Check, Patient, State
from config.settings import ConfigError, Settings, load_settings
from desk.mistakes import told
from desk.wording import _
from models.schema import is_empty, problem_with, refuse_another_programs
from models.session import Database, DatabaseBusy, DatabaseUnusable
from worker.clock import clock_from
from worker.key_file import OTHERS

Look = Callable[[Patient], Iterator[Check]]
OF_MACHINE: tuple[Look, ...] = (
    health_machine.settings,
    health_machine.disk,
    health_machine.clock,
    health_machine.time_zones,
    health_machine.base_url,
    health_machine.signing_keys,
    health_machine.pictures,
    health_machine.calendar,
)
OF_ROWS: tuple[Look, ...] = (
    health_rows.hold,
    health_rows.networks,
    health_rows.channels,
    health_rows.scheduler,
    health_rows.backup,
)
"""Left out where the database cannot be worked with."""


def examine() -> list[Check]:
    """All checks. Nothing is changed."""
    try:
        settings = load_settings()
    except ConfigError as error:
        return [Check("settings", State.PROBLEM, told(error))]
    clock = clock_from(settings.clock)
    with (
        _database(settings) as (database, said),
        database.reading() if database else nullcontext() as session,
    ):
        patient = Patient(settings, clock.now(), clock.real_now(), session)
        looks = (*OF_MACHINE, lambda _patient: iter([said]), *(OF_ROWS if session else ()))
        return [check for look in looks for check in look(patient)]


@contextmanager
def _database(settings: Settings) -> Iterator[tuple[Database | None, Check]]:
    """The database if it can be worked with, and what is to be said of it."""
    database, problem = None, None
    try:
        database = _reached(settings)
        if database and is_empty(database):
            refuse_another_programs(database)
            database.close()
            database = None
        unusable = database and problem_with(database)
        problem = told(unusable) if unusable else database and _damage(database)
    except (DatabaseBusy, DatabaseUnusable) as error:
        problem = told(error)
    if problem:
        yield None, Check("database", State.PROBLEM, problem)
    elif database is None:
        said = _("none yet; the first command that stores something makes it")
        yield None, Check("database", State.WARNING, said)
    elif database.file and database.file.stat().st_mode & OTHERS:
        said = _("others on this machine may read it: chmod 600 {file}", file=database.file)
        yield database, Check("database", State.WARNING, said)
    else:
        yield database, Check("database", State.OK, _("reachable, of this version, whole"))
    if database is not None:
        database.close()


def _reached(settings: Settings) -> Database | None:
    """None where none was made yet."""
    if not settings.database_url and not settings.data_dir.exists():
        return None
    database = Database(settings.database)
    return None if database.file and not database.file.exists() else database


def _damage(database: Database) -> str | None:
    if database.file is None:
        return None
    with database.reading() as session:
        found = session.scalar(text("PRAGMA quick_check"))
        orphan = session.execute(text("PRAGMA foreign_key_check")).first()
    if found == "ok" and orphan:
        found = f"{orphan[0]} -> {orphan[2]}"
    return None if found == "ok" else _("the file is damaged: {found}; restore a backup", found=found)
