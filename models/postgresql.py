"""PostgreSQL: how it is connected to, how writers take turns, and what its errors mean."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from config.i18n import N_
from config.told import Told
from models.unusable import BUSY, DatabaseBusy, DatabaseUnusable

DRIVER = "postgresql+psycopg"
_CONNECTION = {
    # A server that is gone, or cut off without a word, is noticed within half a minute (libpq's own names).
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "application_name": "xiaohu",
}
STATEMENT_SECONDS = 60
"""What takes longer is given up: only migrations may."""
FORGOTTEN_SECONDS = 30
"""A transaction that did nothing for so long is of a process that hangs: it must not hold rows for longer
than a lease lasts."""
RESTED_SECONDS = 1.0
"""A connection that was not used for longer is asked whether it lives before it is used again. To ask each
time is a second question for each of a worker's."""
_LEFT = "left"
_LONGEST_REASON = 200
_ALL = 0x786961_6F6875
"""The advisory lock of who writes about everybody; others share it. Their own locks are negative."""
_MIGRATION = _ALL + 1


def with_driver(url: URL) -> URL:
    """The URL for the one driver that is used, however it was written."""
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername=DRIVER)
    return url


def options(url: URL, busy_seconds: float) -> dict[str, Any]:
    """How its engine is made. What the URL itself says is left as it is."""
    return {
        "connect_args": _connect_args(url, busy_seconds),
        "pool_size": 10,
        "pool_use_lifo": True,
        "max_overflow": 20,
        "pool_timeout": busy_seconds,
    }


def connect_options(url: URL, busy_seconds: float = 5.0) -> tuple[str, dict[str, Any]]:
    """The same without SQLAlchemy: the URL as libpq reads it, and what it does not say."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return plain, _connect_args(url, busy_seconds)


def _connect_args(url: URL, busy_seconds: float) -> dict[str, Any]:
    settings = {
        "timezone": "UTC",
        "lock_timeout": f"{busy_seconds:.3f}s",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{FORGOTTEN_SECONDS}s",
        # The server's side of it: a machine that is gone must not hold its locks for the usual two hours.
        "tcp_keepalives_idle": "10",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
    }
    given = _CONNECTION | {"options": " ".join(f"-c {name}={value}" for name, value in settings.items())}
    return {name: value for name, value in given.items() if name not in url.query}


def use_well(engine: Engine) -> None:
    """Keep the values of rows out of errors: the server adds them, and errors reach the log. And use
    no connection that died while it rested."""

    @event.listens_for(engine, "checkin")
    def note(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_LEFT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        now = time.monotonic()
        if now - record.info.get(_LEFT, now) <= RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error  # what rested beside it is no better

    @event.listens_for(engine, "handle_error")
    def say_less(failed: ExceptionContext) -> None:
        diagnosis = getattr(failed.original_exception, "diag", None)
        if diagnosis is None or not diagnosis.message_detail:
            return
        failed.original_exception.args = (diagnosis.message_primary,)
        if failed.sqlalchemy_exception is not None:
            kind = type(failed.original_exception)
            failed.sqlalchemy_exception.args = (
                f"({kind.__module__}.{kind.__name__}) {diagnosis.message_primary}",
            )


@contextmanager
def turn(connection: Connection, whose: str | None) -> Iterator[None]:
    """Hold the turn to write about one visitor (or about everybody) while the block lasts.

    Outside the transaction: its snapshot must be younger than the turn. It ends with the session.
    """
    locks = _LOCKS if whose else _LOCK
    given = {"all": _ALL, "mine": _number(whose or "")}
    _outside(connection, locks[0], given)
    try:
        yield
    finally:
        if not connection.invalidated:
            _outside(connection, locks[1], given)


_LOCK = text("SELECT pg_advisory_lock(:all)"), text("SELECT pg_advisory_unlock(:all)")
_LOCKS = (
    text("SELECT pg_advisory_lock_shared(:all), pg_advisory_lock(:mine)"),
    text("SELECT pg_advisory_unlock(:mine), pg_advisory_unlock_shared(:all)"),
)


def _outside(connection: Connection, statement: Any, given: dict[str, int]) -> None:
    connection.execution_options(isolation_level="AUTOCOMMIT")
    connection.execute(statement, given)
    connection.commit()
    connection.execution_options(isolation_level="REPEATABLE READ")


def _number(whose: str) -> int:
    return -1 - int.from_bytes(sha256(whose.encode()).digest()[:7])


@contextmanager
def remaking(connection: Connection) -> Iterator[None]:
    """The transaction of a migration; several nodes may start at once."""
    with connection.begin():
        begin_migration(connection)
        yield


def take_time(connection: Connection) -> None:
    """What is done for everybody may think for long between two statements; it ends with the transaction."""
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10min'"))


def begin_migration(connection: Connection) -> None:
    """One migration at a time, for as long as it takes; it ends with the transaction."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION})


_ASKS_AGAIN = ("40001", "40P01", "55P03", "57014", "53300")
"""Somebody changed the same, was faster, holds it, took too long; too many connections."""
_GONE = ("08", "57P", "28", "3D", "3F", "42501", "25006", "53", "58")
"""Classes and codes: the connection, the server, who we are, which database, rights, disk and memory."""


def meaning(error: DBAPIError, url: URL) -> Told | None:
    """What the error says to a user; None for what is a defect of the program."""
    code = getattr(error.orig, "sqlstate", None)
    if code in _ASKS_AGAIN:
        return DatabaseBusy(BUSY)
    no_answer = code is None and isinstance(error, OperationalError | InterfaceError)
    if error.connection_invalidated or no_answer or (code or "").startswith(_GONE):
        return DatabaseUnusable(
            N_("the database {place} cannot be used: {reason}; check XIAOHU_DATABASE_URL and the server"),
            place=place(url),
            reason=_reason(error.orig),
        )
    return None


def place(url: URL) -> str:
    """Where the database is, without who asks and how."""
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"


def _reason(error: BaseException | None) -> str:
    """The last line says most; the driver's own errors hold no password."""
    said = " ".join(str(error).split())
    return said.rpartition("FATAL: ")[2].strip()[:_LONGEST_REASON]
