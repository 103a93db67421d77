"""What belongs to a user, wherever it is stored: found by the tables' own keys, so that none is forgotten."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, Table, or_, select

from models.record import Record


def belongings(user_id: int) -> Iterator[tuple[Table, Select[tuple[object, ...]]]]:
    """Every table that holds something of users, parents first, with a query for this user's rows.

    A row belongs to a user if it would be deleted with them (ON DELETE CASCADE, over any number of tables).
    """
    users = Record.metadata.tables["users"]
    theirs: dict[Table, ColumnElement[bool]] = {users: users.c.id == user_id}
    for table in Record.metadata.sorted_tables:
        if table is not users and (ways := list(_ways(table, theirs))):
            theirs[table] = or_(*ways)
        if table in theirs:
            yield table, select(table).where(theirs[table]).order_by(*table.primary_key.columns)


def _ways(table: Table, theirs: dict[Table, ColumnElement[bool]]) -> Iterator[ColumnElement[bool]]:
    for key in table.foreign_keys:
        parent = key.column.table
        if parent in theirs and key.ondelete == "CASCADE":
            yield key.parent.in_(select(key.column).where(theirs[parent]))
