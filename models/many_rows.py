"""Many rows by one statement. SQLAlchemy's own way looks at each row's parameters anew, and on PostgreSQL at
each of their values: that takes longer than the writing.

SQLite takes a statement's rows one by one, from within the process; PostgreSQL all at once, as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Executable, Subquery, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from models.record import UtcDateTime, Words, in_utc

Rows = Sequence[Mapping[str, Any]]
_NUL = re.compile(r"((?<!\\)(?:\\\\)*)\\u0000")
_SQLITE = SQLiteDialect_pysqlite()


def execute_for_each(connection: Connection, statement: Executable, rows: Rows) -> None:
    """Execute a statement on SQLite for each row, which has values for all of its parameters.

    ``statement`` is one that is kept: what is made of it is kept with it.
    """
    made = _made(statement)
    if values := [tuple([give(row) for give in made.gives]) for row in rows]:
        connection.exec_driver_sql(made.sql, values)


def given_rows(name: str, kinds: Mapping[str, TypeEngine[Any]]) -> Subquery:
    """On PostgreSQL the rows that the parameter ``name`` has, by ``as_json``, in columns of these types."""
    columns = [column(each, kind) for each, kind in kinds.items()]
    given = cast(bindparam(name, type_=Text), JSON)
    rows = func.json_to_recordset(given).table_valued(*columns).render_derived(name="row", with_types=True)
    # All of them: without a limit the planner counts on a hundred, and reads other tables whole for them.
    all_of_them = select(*rows.c).limit(func.json_array_length(given))
    return all_of_them.subquery(f"given_{name}")


def as_json(rows: Rows) -> str:
    """Rows for ``given_rows``. Raises ValueError for an instant without a zone."""
    text = json.dumps(rows, default=_written)
    # PostgreSQL keeps no NUL characters: as models.record.Words has it.
    return _NUL.sub(r"\1\\ufffd", text) if r"\u0000" in text else text


def _written(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value).__name__} has no place in a row")
    return in_utc(value).isoformat()


@dataclass(frozen=True, slots=True)
class _Made:
    """A statement as the driver takes it, and what gives each of its parameters from a row."""

    sql: str
    gives: tuple[Callable[[Mapping[str, Any]], Any], ...]


@cache
def _made(statement: Executable) -> _Made:
    compiled = statement.compile(dialect=_SQLITE)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    return _Made(str(compiled), tuple(_giving(compiled, name) for name in compiled.positiontup or ()))


def _giving(compiled: SQLCompiler, name: str) -> Callable[[Mapping[str, Any]], Any]:
    parameter = compiled.binds[name]
    convert = _conversion(parameter.type)
    if not parameter.required:  # the statement's own
        own = convert(parameter.value) if convert else parameter.value
        return lambda _row: own
    if convert is None:
        return itemgetter(name)
    return lambda row: convert(row[name])


def _conversion(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """What SQLAlchemy does, but for the two types that most values have: the same in less time."""
    if isinstance(kind, Words):
        return None
    if isinstance(kind, UtcDateTime):
        return _stored
    return kind.dialect_impl(_SQLITE).bind_processor(_SQLITE)


def _stored(instant: datetime | None) -> str | None:
    if instant is None:
        return None
    return in_utc(instant).replace(tzinfo=None).isoformat(" ", "microseconds")
