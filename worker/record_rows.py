"""The rows that say what became of attempts: receipts, what the reminders become, what their closures saw,
and the channels that took something.

SQLite takes them one by one. PostgreSQL takes all of a group's by one statement: there a statement is a
message to another process, and costs more than what it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Insert,
    ScalarSelect,
    Update,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.types import TypeEngine

from models.many_rows import Rows, as_json, execute_for_each, given_rows
from models.reminder import SCHEDULED
from models.tables import Channel, Delivery, Event, Record, Reminder
from worker.standing import BY_REFUSALS

Given = Mapping[str, ColumnElement[Any]]
"""A row's values by name: a parameter each, or a column each of many rows."""


@dataclass(frozen=True, slots=True)
class Written:
    """Rows of each of ``_KINDS``, with its values."""

    receipts: Rows
    becomes: Rows
    events: Rows
    taken: Rows
    """The channels that took something."""


def write_rows(connection: Connection, rows: Written) -> None:
    """Write them; on PostgreSQL by a single statement, which needs no transaction around it."""
    if connection.dialect.name == "postgresql":
        connection.execute(_together(), {name: as_json(getattr(rows, name)) for name in _KINDS})
        return
    for name in _KINDS:
        execute_for_each(connection, _one_by_one(name), getattr(rows, name))


def _receipt(given: Given) -> Insert:
    kept = ("reminder_id", "message_id", "at", "outcome", "code", "reason", "seconds")
    return _inserted(Delivery, {"channel_id": _channel(given)} | {name: given[name] for name in kept})


def _event(given: Given) -> Insert:
    return _inserted(Event, given)


def _become(given: Given) -> Update:
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


def _taken(given: Given) -> Update:
    """Its refusals are over. A test that was taken ends the pause that refusals brought about."""
    by_refusals = Channel.paused_by == BY_REFUSALS
    calm = and_(Channel.refusals == 0, Channel.paused_by.is_distinct_from(BY_REFUSALS))
    return (
        update(Channel)
        .where(Channel.id == given["channel"], ~calm)
        .values(
            refusals=0,
            paused_at=case((by_refusals, None), else_=Channel.paused_at),
            paused_by=case((by_refusals, None), else_=Channel.paused_by),
        )
    )


def _channel(given: Given) -> ScalarSelect[Any]:
    """The channel used, or nothing if its user has removed it in the meantime."""
    return select(Channel.id).where(Channel.id == given["channel"]).scalar_subquery()


def _inserted(kind: type[Record], values: Given) -> Insert:
    return insert(kind).from_select(list(values), select(*values.values()))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is written where, by which values."""

    write: Callable[[Given], Insert | Update]
    table: type[Record]
    values: tuple[str, ...]

    def types(self) -> dict[str, TypeEngine[Any]]:
        """Those of the values."""
        return {name: self._column(name).type for name in self.values}

    def _column(self, name: str) -> Column[Any]:
        table, named = (Channel, "id") if name == "channel" else (self.table, _COLUMNS.get(name, name))
        found: Column[Any] = table.__table__.c[named]  # type: ignore[assignment]
        return found


_KINDS: Mapping[str, _Kind] = {
    "receipts": _Kind(
        _receipt,
        Delivery,
        ("reminder_id", "channel", "message_id", "at", "outcome", "code", "reason", "seconds"),
    ),
    "becomes": _Kind(
        _become,
        Reminder,
        ("of", "held", "state", "due_at", "channel", "batch", "attempts", "failure", "sent_at"),
    ),
    "taken": _Kind(_taken, Channel, ("channel",)),
    "events": _Kind(_event, Event, ("at", "kind", "user_id", "closure_id", "data")),
}
"""In the order in which they are written."""
_COLUMNS = {"of": "id", "held": "token"}
"""Values that are named otherwise than the column whose type they have."""


@cache
def _one_by_one(name: str) -> Insert | Update:
    kind = _KINDS[name]
    return kind.write({each: bindparam(each, type_=of_type) for each, of_type in kind.types().items()})


@cache
def _together() -> Insert | Update:
    *first, last = (_of_many(name) for name in _KINDS)
    return last.add_cte(*(each.cte(f"write_{name}") for each, name in zip(first, _KINDS, strict=False)))


def _of_many(name: str) -> Insert | Update:
    rows = given_rows(name, _KINDS[name].types())
    return _KINDS[name].write({each: rows.c[each] for each in _KINDS[name].values})
