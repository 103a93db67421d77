"""Millions of reminders by the database's own means: a crowd's rows are multiplied in SQL.

Each person follows five closures with four reminders ahead of each: twenty are pending for everybody.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, delete, text

from benchmarks.crowd import FIRST, add_crowd, look_around
from models.tables import Channel, Closure, Person, Reminder, Round, User
from worker.installation import Installation

CLOSURES, AHEAD = 5, 4
EACH = CLOSURES * AHEAD
BASE = 1_000_000
"""The number of the first of what a crowd is multiplied to."""
# By table: how many there are of each person, and which of its columns are numbers of other rows.
_TABLES: tuple[tuple[type, int, dict[str, str]], ...] = (
    (User, 1, {}),
    (Channel, 1, {"user_id": "n.i"}),
    (Person, 1, {"user_id": "n.i"}),
    (Closure, CLOSURES, {"person_id": f"n.i / {CLOSURES}"}),
    (Round, CLOSURES, {"closure_id": "n.i"}),
    (Reminder, EACH, {"user_id": f"n.i / {EACH}", "round_id": f"n.i / {AHEAD}"}),
)


def add_multitude(installation: Installation, pending: int, due: Sequence[datetime]) -> int:
    """Have ``pending`` reminders wait, due at the few instants of ``due`` in turn. Returns the people."""
    people = pending // EACH
    add_crowd(installation, due)
    with installation.database.statement() as connection:
        if not installation.database.is_sqlite:
            # Foreign keys hold by construction; asking for each of twenty million is not what is measured.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        for table, each, others in _TABLES:
            _multiply(connection, table.__table__, people * each, len(due), others)  # type: ignore[attr-defined]
        # The crowd itself stays, with nothing to wait for: a few dozen people.
        connection.execute(delete(Reminder).where(Reminder.id < BASE))
    look_around(installation)
    return people


def _multiply(
    connection: Connection, table: Table, count: int, templates: int, others: dict[str, str]
) -> None:
    values = {column.name: f"t.{column.name}" for column in table.columns}
    values |= {name: f"{BASE} + {number}" for name, number in others.items()}
    values["id"] = f"{BASE} + n.i"
    if table.name == "reminders":
        # The first look at each closure, on its own day, then the steps that follow.
        values["ordinal"] = f"n.i % {AHEAD}"
        values["kind"] = f"CASE n.i % {AHEAD} WHEN 0 THEN 'verify' ELSE 'overdue' END"
    names, chosen = (", ".join(f'"{name}"' for name in values), ", ".join(map(_quoted, values.values())))
    numbers = f"SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1}"
    connection.execute(
        text(
            f'WITH RECURSIVE n AS ({numbers}) INSERT INTO "{table.name}" ({names}) SELECT {chosen}'
            f' FROM n JOIN "{table.name}" AS t ON t.id = {FIRST} + n.i % {templates}'
        )
    )


def _quoted(value: str) -> str:
    return f't."{value[2:]}"' if value.startswith("t.") else value
