"""Opening the database: engines, and the two kinds of transaction."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm import Session

from config.i18n import N_
from models import postgresql, sqlite
from models.asking import Asker
from models.unusable import BUSY, DatabaseBusy, DatabaseUnusable

BUSY_SECONDS = 5.0


_TROUBLE: dict[URL, str] = {}
"""By database, for the whole process: the pages and the scheduler each open it for themselves."""


class Database:
    """One database for the life of a process.

    ``durable`` asks SQLite to sync every commit to disk (synchronous FULL): for what a user registers.
    The worker goes without: what it loses in a power cut are records of sends, which are then repeated.
    PostgreSQL always syncs.
    """

    def __init__(self, url: str, *, durable: bool = True) -> None:
        self.url = _checked(url)
        self.engine = _engine(self.url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._reading = self._writing = self._stating = self._asking = self.engine
        if self.is_sqlite:
            sqlite.use_well(self.engine, durable=durable)
            self._writing = self._stating = self.engine.execution_options(**{sqlite.BEGIN: sqlite.WRITE})
            self._asking = self.engine.execution_options(**{sqlite.BEGIN: sqlite.NONE})
        else:
            postgresql.use_well(self.engine)
            self._writing = self.engine.execution_options(isolation_level="REPEATABLE READ")
            self._reading = self._writing.execution_options(postgresql_readonly=True)
            self._asking = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._one_writer = threading.Lock()
        self._single = self.asker()
        self._open: dict[object, float] = {}

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for another database."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with self._translated(), Session(self._reading) as session:
            yield session

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection for one question that changes nothing: no transaction has to be begun for it."""
        with self._translated(), self._asking.connect() as connection:
            yield connection

    def asker(self) -> Asker:
        """The same for who asks again and again; to be closed."""
        return Asker(self._asking.connect, self._translated)

    @contextmanager
    def writing(self, whose: str | None = None) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all.

        Writers take turns: on SQLite all of them, on PostgreSQL those with the same ``whose`` (a visitor);
        one without has everything to itself, but for the worker. A row that the worker changed in between
        raises DatabaseBusy: nothing is overwritten unseen.
        """
        with (
            self._noted(),
            self._translated(),
            self._turn(whose) as connection,
            Session(connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            if whose is None and not self.is_sqlite:
                postgresql.take_time(session.connection())
            yield session

    @contextmanager
    def statement(self, *, single: bool = False) -> Iterator[Connection]:
        """A writing transaction without objects: for the worker's bulk statements, which lock what they
        change row by row.

        ``single``: it is one statement on PostgreSQL, which then needs not be told of a transaction; one of
        them at a time, over a connection that is kept.
        """
        with self._noted():
            if single and not self.is_sqlite:
                with self._single.connection() as connection:
                    yield connection
            else:
                with self._translated(), self._alone(), self._stating.begin() as connection:
                    yield connection

    @contextmanager
    def remaking(self) -> Iterator[Connection]:
        """A writing transaction that may make tables anew: SQLite deletes what belongs to a dropped one.

        Foreign keys are off while it lasts, and looked at before it ends. Raises DatabaseUnusable.
        """
        with self._translated(), self._alone(), self._stating.connect() as connection:
            remaking = sqlite.remaking if self.is_sqlite else postgresql.remaking
            with remaking(connection):
                yield connection

    @property
    def trouble(self) -> str:
        """Why the last write of this process to this database failed; empty where it did not."""
        return _TROUBLE.get(self.url, "")

    def close(self) -> None:
        """Close all connections."""
        self._single.close()
        self.engine.dispose()

    @contextmanager
    def _turn(self, whose: str | None) -> Iterator[Connection]:
        with self._alone(), self._writing.connect() as connection:
            if self.is_sqlite:
                yield connection
                return
            with postgresql.turn(connection, whose):
                yield connection

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """SQLite has one writer: threads of this process wait here, in order."""
        if not self.is_sqlite:
            yield
            return
        with self._one_writer:
            yield

    def longest(self) -> float:
        """Seconds that the oldest transaction is open; 0 when there is none."""
        return max((time.monotonic() - since for since in list(self._open.values())), default=0.0)

    @contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except DatabaseUnusable as error:
            _TROUBLE[self.url] = str(error)
            raise
        _TROUBLE.pop(self.url, None)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        this = object()
        self._open[this] = time.monotonic()
        try:
            yield
        except PoolExhausted:
            raise DatabaseBusy(BUSY) from None
        except DBAPIError as error:
            told = sqlite.meaning(error) if self.is_sqlite else postgresql.meaning(error, self.url)
            if told is None:
                raise
            raise told from (error if isinstance(told, DatabaseBusy) else None)
        finally:
            del self._open[this]


def _checked(url: str) -> URL:
    try:
        parsed = postgresql.with_driver(make_url(url))
    except ArgumentError:
        shown = url.rsplit("@", maxsplit=1)[-1]
        raise DatabaseUnusable(
            N_(
                "XIAOHU_DATABASE_URL={url}: not a database URL; use sqlite:////path/to/file.db, or"
                " postgresql://user:password@host/name"
            ),
            url=shown,
        ) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        folder = Path(parsed.database).parent
        if not folder.is_dir():
            raise DatabaseUnusable(
                N_("{folder}: there is no such folder for the database; create it first"), folder=folder
            )
    return parsed


def _engine(url: URL) -> Engine:
    try:
        return create_engine(url, **_options(url))
    except (ArgumentError, ModuleNotFoundError):
        raise DatabaseUnusable(
            N_(
                "XIAOHU_DATABASE_URL: xiaohu cannot talk to {driver} here; use sqlite:////path/to/file.db, or"
                " postgresql://… with the extra xiaohu[cluster] installed"
            ),
            driver=url.drivername,
        ) from None


def _options(url: URL) -> dict[str, Any]:
    own = sqlite.options(BUSY_SECONDS)
    if url.get_backend_name() == "postgresql":
        own = postgresql.options(url, BUSY_SECONDS)
    # An error's text reaches the log, and the values of a statement are lenders and people.
    return {"json_deserializer": _read_json, "hide_parameters": True, **own}


def _read_json(text: str | bytes) -> Any:
    # Most stored lists are empty; the parser costs more than the rest of such a row.
    return [] if text in ("[]", b"[]") else json.loads(text)


__all__ = ["BUSY_SECONDS", "Database", "DatabaseBusy", "DatabaseUnusable"]
