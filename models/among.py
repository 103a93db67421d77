"""Values among others: among given ones, as a single parameter on PostgreSQL however many are given.

SQLAlchemy writes out an ``IN`` with a parameter for each value: another statement for each number of values,
which PostgreSQL has to plan each time. SQLite plans quickly, but reads the whole table for values that it
does not see.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BindParameter, Select, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class among(FunctionElement[bool]):  # noqa: N801 (used as SQLAlchemy's functions are)
    """Whether a column's value is one of those that a parameter has, by its name, or that a statement finds.

    The statement is asked first, and once. Of its own accord PostgreSQL asks as it thinks best by its
    statistics: for each row, if these are old.
    """

    # Of no type: a condition that is typed is compared to 1 on SQLite, and no index is used then.
    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[Any], others: str | Select[Any]) -> None:
        if isinstance(others, str):
            super().__init__(column, bindparam(others, type_=ARRAY(column.type)))
        else:
            super().__init__(column, others.scalar_subquery())


@compiles(among, "postgresql")
def _in_array(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, others = (compiler.process(each, **how) for each in element.clauses)
    given = isinstance(list(element.clauses)[1], BindParameter)
    return f"{column} = ANY ({others})" if given else f"{column} = ANY (ARRAY{others})"


@compiles(among, "sqlite")
def _in_list(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, others = element.clauses
    given = isinstance(others, BindParameter)
    return compiler.process(column.in_(bindparam(others.key, expanding=True) if given else others), **how)
