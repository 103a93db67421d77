"""The rows that say what became of attempts: receipts, what the reminders become, what their closures saw.

SQLite takes them one by one. PostgreSQL takes a group's in one statement each, as arrays: there a statement
is a message to another process, and costs more than what it writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Executable,
    ScalarSelect,
    and_,
    bindparam,
    column,
    func,
    insert,
    or_,
    select,
    update,
)

from models.reminder import SCHEDULED
from models.tables import Channel, Delivery, Event, Record, Reminder

Rows = Sequence[Mapping[str, Any]]
Given = Mapping[str, ColumnElement[Any]]
"""A row's values by name: a parameter each, or a column each of arrays."""


def write_rows(connection: Connection, receipts: Rows, becomes: Rows, events: Rows) -> None:
    """Write them, in this order, within the connection's transaction."""
    for kind, rows in ((Delivery, receipts), (Reminder, becomes), (Event, events)):
        if not rows:
            continue
        if connection.dialect.name == "postgresql":
            arrays = {_array(name): [row[name] for row in rows] for name in rows[0]}
            connection.execute(_all_at_once(kind), arrays)
        else:
            connection.execute(_one_by_one(kind), rows)


def _receipt(given: Given) -> dict[str, Any]:
    kept = ("reminder_id", "message_id", "at", "outcome", "code", "reason", "seconds")
    return {"channel_id": _channel(given)} | {name: given[name] for name in kept}


def _event(given: Given) -> dict[str, Any]:
    return {name: given[name] for name in ("at", "kind", "user_id", "closure_id", "data")}


def _become(given: Given) -> Executable:
    # Only the owner's token counts: a worker that lost its lease, or a user who answered, is not overwritten.
    # But what has left as this very message, and only waits to be sent once more, needs not to be.
    waits_as_this_message = and_(SCHEDULED, Reminder.batch == given["batch"])
    own = or_(Reminder.token == given["held"], and_(given["state"] == "sent", waits_as_this_message))
    return (
        update(Reminder)
        .where(Reminder.id == given["of"], own)
        .values(
            state=given["state"],
            due_at=func.coalesce(given["due_at"], Reminder.due_at),
            channel_id=_channel(given),
            batch=given["batch"],
            attempts=given["attempts"],
            failure=given["failure"],
            sent_at=given["sent_at"],
            unfinished=0,
            token=None,
            lease_until=None,
        )
    )


def _channel(given: Given) -> ScalarSelect[Any]:
    """The channel used, or nothing if its user has removed it in the meantime."""
    return select(Channel.id).where(Channel.id == given["channel"]).scalar_subquery()


_INSERTED = {Delivery: _receipt, Event: _event}
_NAMES: dict[type[Record], tuple[str, ...]] = {
    Delivery: ("reminder_id", "channel", "message_id", "at", "outcome", "code", "reason", "seconds"),
    Reminder: ("of", "held", "state", "due_at", "channel", "batch", "attempts", "failure", "sent_at"),
    Event: ("at", "kind", "user_id", "closure_id", "data"),
}
_COLUMNS = {"of": "id", "held": "token", "channel": "channel_id"}
"""Values that are named otherwise than the column whose type they have."""


@cache
def _one_by_one(kind: type[Record]) -> Executable:
    given = {name: bindparam(name, type_=_column(kind, name).type) for name in _NAMES[kind]}
    return insert(kind).values(_INSERTED[kind](given)) if kind in _INSERTED else _become(given)


@cache
def _all_at_once(kind: type[Record]) -> Executable:
    kinds = {name: _column(kind, name).type for name in _NAMES[kind]}
    arrays = [bindparam(_array(name), type_=ARRAY(each)) for name, each in kinds.items()]
    columns = [column(name, each) for name, each in kinds.items()]
    rows = func.unnest(*arrays).table_valued(*columns).render_derived(name="given")
    given = {name: rows.c[name] for name in kinds}
    if kind not in _INSERTED:
        return _become(given)
    values = _INSERTED[kind](given)
    return insert(kind).from_select(list(values), select(*values.values()))


def _array(name: str) -> str:
    return f"all_{name}"


def _column(kind: type[Record], name: str) -> Column[Any]:
    found: Column[Any] = kind.__table__.c[_COLUMNS.get(name, name)]  # type: ignore[assignment]
    return found
