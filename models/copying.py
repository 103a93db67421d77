"""Moving an installation to another database: every row, in one transaction, counted on both sides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, insert, select, text

from config.i18n import N_
from config.told import Told
from models import postgresql
from models.record import Record
from models.schema import prepare, problem_with
from models.session import Database

AT_A_TIME = 1000


class Portion(NamedTuple):
    """Some rows of one table."""

    table: Table
    rows: list[dict[str, Any]]


Watch = Callable[[Iterable[Portion], int], Iterable[Portion]]
"""Hands on the portions while somebody sees them go by; with how many there will be."""


class CopyRefused(Told):
    """One database cannot be copied into the other: nothing was."""


def copy(source: Database, target: Database, watch: Watch = lambda portions, _: portions) -> int:
    """Copy everything into an empty PostgreSQL database; returns how many rows.

    Nobody else writes to the source meanwhile. All of it is there at the end, or nothing. Raises CopyRefused,
    DatabaseUnusable.
    """
    if target.is_sqlite:
        raise CopyRefused(N_("a copy goes into PostgreSQL: postgresql://user:password@host/name"))
    if (problem := problem_with(source)) is not None:
        raise problem
    prepare(target)
    with source.writing() as session, target.statement() as connection:
        postgresql.begin_migration(connection)
        _refuse_full(connection, target)
        counts = _counts(session.connection())
        for table, rows in watch(_portions(session.connection()), _how_many(counts)):
            connection.execute(insert(table), rows)
        _number_on(connection)
        if _counts(connection) != counts:
            raise CopyRefused(N_("what arrived is not what was sent; nothing of it is kept"))
    return sum(counts.values())


def _refuse_full(connection: Connection, target: Database) -> None:
    full = [name for name, count in _counts(connection).items() if count]
    if full:
        raise CopyRefused(
            N_("the database {place} is not empty (tables {tables}); use an empty one"),
            place=postgresql.place(target.url),
            tables=", ".join(full[:3]),
        )


def _counts(connection: Connection) -> Mapping[str, int]:
    tables = Record.metadata.sorted_tables
    asked = {table.name: select(func.count()).select_from(table) for table in tables}
    return {name: connection.scalar(count) or 0 for name, count in asked.items()}


def _how_many(counts: Mapping[str, int]) -> int:
    return sum(-(-count // AT_A_TIME) for count in counts.values())


def _portions(connection: Connection) -> Iterator[Portion]:
    """Parents before children."""
    for table in Record.metadata.sorted_tables:
        found = connection.execute(select(table).order_by(*table.primary_key.columns))
        for rows in found.mappings().partitions(AT_A_TIME):
            yield Portion(table, [dict(row) for row in rows])


def _number_on(connection: Connection) -> None:
    """The next row of each table gets the number after the last one copied."""
    for table in Record.metadata.sorted_tables:
        counted = table.autoincrement_column
        if counted is None:
            continue
        sequence = select(func.pg_get_serial_sequence(table.name, counted.name))
        last = connection.scalar(select(func.max(counted)))
        if (name := connection.scalar(sequence)) and last is not None:
            connection.execute(text("SELECT setval(:name, :last)"), {"name": name, "last": last})
