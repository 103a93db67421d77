"""Values among others: among given ones, as a single parameter on PostgreSQL however many are given.

SQLAlchemy writes out an ``IN`` with a parameter for each value: another statement for each number of values,
which PostgreSQL has to plan each time. SQLite plans quickly, but reads the whole table for values that it
does not see.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, Select, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class among(FunctionElement[bool]):  # noqa: N801 (used as SQLAlchemy's functions are)
    """Whether a column's value is one of those that are given as the parameter ``name``."""

    # Of no type: a condition that is typed is compared to 1 on SQLite, and no index is used then.
    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=ARRAY(column.type)))


@compiles(among, "postgresql")
def _in_array(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, given = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} = ANY ({given})"


@compiles(among, "sqlite")
def _in_list(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, given = element.clauses
    return compiler.process(column.in_(bindparam(given.key, expanding=True)), **how)


class among_found(FunctionElement[bool]):  # noqa: N801 (as above)
    """Whether a column's value is one of those that a statement finds, which is asked first, and once.

    Of its own accord PostgreSQL asks for them as it thinks best by its statistics, for each row if these are
    old.
    """

    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[Any], found: Select[Any]) -> None:
        super().__init__(column, found.scalar_subquery())


@compiles(among_found, "postgresql")
def _in_found_array(element: among_found, compiler: SQLCompiler, **how: Any) -> str:
    column, found = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} = ANY (ARRAY{found})"


@compiles(among_found, "sqlite")
def _in_found_list(element: among_found, compiler: SQLCompiler, **how: Any) -> str:
    column, found = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN {found}"
