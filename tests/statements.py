"""What SQLAlchemy makes of a statement is kept for all SQLite files of a test process, not for each engine.

Each test opens a database of its own: to compile the same statements anew was a quarter of the tests' time.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect
from sqlalchemy.util import LRUCache

ROOM = 4000
"""Statements: more than there are."""


def keep_for_all() -> None:
    """From now on in this process."""
    kept: LRUCache[Any, Any] = LRUCache(ROOM)
    Engine._compiled_cache = property(lambda _: kept, lambda _engine, _own: None)  # type: ignore[assignment]
    Dialect.__eq__ = _is_like  # type: ignore[method-assign, assignment]
    Dialect.__hash__ = _hash  # type: ignore[method-assign, assignment]


def _is_like(one: Dialect, other: object) -> bool:
    return isinstance(other, Dialect) and _way(one) == _way(other)


def _hash(one: Dialect) -> int:
    return hash(_way(one))


def _way(dialect: Dialect) -> tuple[object, ...]:
    """What tells two apart that talk to SQLite: how they read and write JSON."""
    return type(dialect), dialect._json_serializer, dialect._json_deserializer
