"""The database a world plays on: real SQLite, in memory where the system has a folder for that."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from sqlalchemy import Connection, event

from config.settings import Settings
from models import sqlite
from models.session import Database
from models.tables import Channel, Person, User
from worker.follow_hours import planned_with
from worker.installation import open_installation

READERS, CHANNELS = 3, 2
BEGIN, COMMIT = "begin", "commit"
_MEMORY = Path("/dev/shm")  # noqa: S108 (the system's own name for it)
_LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


class SharedDatabase(Database):
    """The same file, but whoever works on it does not own it: leases keep workers apart, as on PostgreSQL."""

    @property
    def file(self) -> Path | None:
        """None: there is no lock of the file's to hold."""
        return None


def _quiet(_what: str, _connection: Connection) -> None:
    pass


@dataclass
class Stage:
    """``watch`` is called where a writing transaction begins and where it commits; ``writes`` counts that."""

    settings: Settings
    alone: Database
    shared: Database
    restorer: sqlite3.Connection
    watch: Callable[[str, Connection], None] = field(default=_quiet)
    writes: int = 0

    def clear(self) -> None:
        """All rows as they were when the stage was made.

        Row by row, for the databases stay open: a new file would have every statement prepared anew.
        """
        for statement in self._restoring:
            self.restorer.execute(statement)

    @cached_property
    def _restoring(self) -> list[str]:
        found = self.restorer.execute("SELECT name FROM new.sqlite_schema WHERE type = 'table'").fetchall()
        each = "DELETE FROM main.{0}", "INSERT INTO main.{0} SELECT * FROM new.{0}"
        return ["BEGIN IMMEDIATE", *(what.format(name) for (name,) in found for what in each), "COMMIT"]

    def listen(self) -> None:
        """Pass on what the databases do."""
        for database in (self.alone, self.shared):
            event.listen(database.engine, BEGIN, self._begins, insert=True)
            event.listen(database.engine, COMMIT, self._commits)

    def _begins(self, connection: Connection) -> None:
        if _writes(connection):
            self.writes += 1
            self.watch(BEGIN, connection)

    def _commits(self, connection: Connection) -> None:
        if _writes(connection):
            self.writes += 1
            self.watch(COMMIT, connection)


def _writes(connection: Connection) -> bool:
    return connection.get_execution_options().get(sqlite.BEGIN) == sqlite.WRITE


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage while the block lasts: making it takes a second, clearing it a moment."""
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="xiaohu-simulation-", dir=where) as folder:
        settings = _settings(Path(folder))
        with open_installation(settings, durable=False) as opened, opened.database.writing() as session:
            keys, present = opened.keys, opened.user(session)
            _furnish(present, settings)
            for number in range(2, READERS + 1):
                user = User(name=f"reader {number}", created_at=_LONG_AGO)
                user.people = [Person(name=user.name, created_at=_LONG_AGO)]
                session.add(user)
                _furnish(user, settings)
            session.flush()
            for user in session.query(User):
                for position in range(1, CHANNELS + 1):
                    config = keys.seal(session, "gotify", {"name": f"{user.id}.{position}"})
                    user.channels.append(_channel(config, position))
        with (
            closing(Database(settings.database, durable=False)) as alone,
            closing(SharedDatabase(settings.database, durable=False)) as shared,
            closing(_restorer(settings.data_dir)) as restorer,
        ):
            made = Stage(settings, alone, shared, restorer)
            made.listen()
            yield made


def _restorer(folder: Path) -> sqlite3.Connection:
    """A connection to the database, with a copy of it as it is now beside it as ``new``."""
    new = shutil.copyfile(folder / "xiaohu.db", folder / "new.db")
    connection = sqlite3.connect(folder / "xiaohu.db", isolation_level=None)
    connection.execute("ATTACH ? AS new", (str(new),))
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _settings(folder: Path) -> Settings:
    """Nothing of this machine's own installation."""
    return Settings(
        data_dir=folder,
        database_url="",
        base_url="https://xiaohu.example",
        operator="simulation.example",
        timezone="Asia/Shanghai",
        locale="zh_CN",
        remind_at=time(9),
        quiet_hours="22:00-08:00",
        digest_at="off",
        check_after_days=1,
        keep_finished_days=None,
        key_file=None,
        ping_url=SecretStr(""),
        clock=None,
        crash_at="",
    )


def _furnish(user: User, settings: Settings) -> None:
    user.created_at = _LONG_AGO
    user.planned_with = planned_with(user, settings)


def _channel(config: str, position: int) -> Channel:
    return Channel(
        kind="gotify",
        config=config,
        label=str(position),
        detail="full",
        position=position,
        created_at=_LONG_AGO,
    )
