"""Rounds that are alike, changed together: what has to happen to one is written down once, then done to all.

After a notice a hundred thousand rounds are of a few hundred shapes. Three temporary tables say of which
shape each round is, what its row becomes, and what its reminders become; five statements do it.
"""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    null,
    select,
    update,
)

from models.round_dates import Dates
from models.tables import Event, Reminder, Round

ADD, MOVE, CANCEL = "add", "move", "cancel"
MOST_SHAPES = 5000
"""Kept in mind at once: with those of a notice to come there are some hundred."""
_DATES = tuple(each.name for each in fields(Dates))
_METADATA = MetaData()
_NUMBER = Round.__table__.columns["id"].type


def _like(model: type[Round] | type[Reminder] | type[Event], *names: str) -> list[Column[Any]]:
    columns = model.__table__.columns
    return [Column(name, columns[name].type) for name in names]


_ROUNDS = Table(
    "alike_rounds",
    _METADATA,
    Column("round_id", _NUMBER, primary_key=True, autoincrement=False),
    Column("closure_id", _NUMBER),
    Column("user_id", _NUMBER),
    Column("shape", Integer),
    prefixes=["TEMPORARY"],
)
_SHAPES = Table(
    "alike_shapes",
    _METADATA,
    Column("shape", Integer, primary_key=True, autoincrement=False),
    *_like(Round, *_DATES),
    Column("moved", JSON(none_as_null=True)),
    prefixes=["TEMPORARY"],
)
_REMINDERS = Table(
    "alike_reminders",
    _METADATA,
    Column("shape", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("ordinal", _NUMBER, primary_key=True, autoincrement=False),
    Column("what", String),
    *_like(Reminder, "step", "day", "due_at"),
    prefixes=["TEMPORARY"],
)

_OF_SHAPE = _ROUNDS.c.shape == _SHAPES.c.shape
# Named first, so that no database thinks of looking through all rounds and reminders there are.
_BATCH = select(_ROUNDS.c.round_id)
_REMINDED = _BATCH.where(_ROUNDS.c.shape.in_(select(_REMINDERS.c.shape)))
_IN_ROUND = and_(
    Reminder.round_id.in_(_REMINDED),
    Reminder.round_id == _ROUNDS.c.round_id,
    Reminder.kind == _REMINDERS.c.kind,
    Reminder.ordinal == _REMINDERS.c.ordinal,
    Reminder.state.in_(("scheduled", "cancelled")),  # never what was claimed, sent or failed
    _ROUNDS.c.shape == _REMINDERS.c.shape,
)
_SET_DATES = (
    update(Round)
    .where(Round.id.in_(_BATCH), Round.id == _ROUNDS.c.round_id, _OF_SHAPE)
    .values({name: _SHAPES.c[name] for name in _DATES})
    .values(calendar_version=bindparam("version"))
)
_MOVE = (
    update(Reminder)
    .where(_IN_ROUND, _REMINDERS.c.what == MOVE)
    .values({name: _REMINDERS.c[name] for name in ("step", "day", "due_at")})
    .values(state="scheduled", batch=null(), attempts=0, unfinished=0)
)
_CANCEL = update(Reminder).where(_IN_ROUND, _REMINDERS.c.what == CANCEL).values(state="cancelled")
_NEW = ("user_id", "round_id", "kind", "ordinal", "step", "day", "due_at", "state", "attempts", "unfinished")
_ADD = insert(Reminder).from_select(
    _NEW,
    select(
        _ROUNDS.c.user_id,
        _ROUNDS.c.round_id,
        *(_REMINDERS.c[name] for name in ("kind", "ordinal", "step", "day", "due_at")),
        literal("scheduled"),
        literal(0),
        literal(0),
    )
    .join_from(_ROUNDS, _REMINDERS, _ROUNDS.c.shape == _REMINDERS.c.shape)
    .where(_REMINDERS.c.what == ADD)
    .order_by(_ROUNDS.c.round_id, _REMINDERS.c.day),
)
_HAPPENS = {ADD: _ADD, MOVE: _MOVE, CANCEL: _CANCEL}
_TELL = insert(Event).from_select(
    ("at", "kind", "user_id", "closure_id", "data"),
    select(
        bindparam("now", type_=Event.__table__.columns["at"].type),
        literal("recalculated"),
        _ROUNDS.c.user_id,
        _ROUNDS.c.closure_id,
        _SHAPES.c.moved,
    )
    .join_from(_ROUNDS, _SHAPES, _OF_SHAPE)
    .where(_SHAPES.c.moved.is_not(null()))
    .order_by(_ROUNDS.c.closure_id),
)


class Alike:
    """Shapes with what becomes of them, and the rounds of one batch: ``write`` does it to these.

    A shape is known by its key until there are too many of them; then all are forgotten.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[Hashable, int] = {}
        self._happens: set[str] = set()
        self._made = False
        self._rows: dict[Table, list[dict[str, Any]]] = {_ROUNDS: [], _SHAPES: [], _REMINDERS: []}

    def shape(self, key: Hashable) -> int | None:
        """The number of a shape that is known."""
        return self._known.get(key)

    def new_shape(self, key: Hashable, dates: Dates, moved: Mapping[str, Any] | None) -> int:
        """A shape whose rounds get these dates, and an event with what moved."""
        number = self._known[key] = len(self._known)
        columns = {name: getattr(dates, name) for name in _DATES}
        self._rows[_SHAPES].append({"shape": number, "moved": moved, **columns})
        return number

    def remind(self, shape: int, what: str, kind: str, ordinal: int, **columns: Any) -> None:
        """Add, move or cancel this reminder of every round of the shape."""
        self._happens.add(what)
        given = {"step": None, "day": None, "due_at": None} | columns
        self._rows[_REMINDERS].append(
            {"shape": shape, "what": what, "kind": kind, "ordinal": ordinal, **given}
        )

    def put(self, shape: int, round_id: int, closure: int, user: int) -> None:
        """A round of the batch."""
        row = {"round_id": round_id, "closure_id": closure, "user_id": user, "shape": shape}
        self._rows[_ROUNDS].append(row)

    def write(self, version: str, now: datetime) -> None:
        """Do it to the rounds of the batch: ``version`` is the calendar's, ``now`` the events' instant."""
        if not self._made:
            _METADATA.create_all(self._connection, checkfirst=False)
            self._made = True
        for table, rows in self._rows.items():
            if rows:
                self._connection.execute(insert(table), rows)
            rows.clear()
        self._connection.execute(_SET_DATES, {"version": version})
        for what in sorted(self._happens):
            self._connection.execute(_HAPPENS[what])
        self._connection.execute(_TELL, {"now": now})
        self._connection.execute(delete(_ROUNDS))
        if len(self._known) > MOST_SHAPES:
            self._forget()

    def close(self) -> None:
        """Take the tables away."""
        if self._made:
            _METADATA.drop_all(self._connection, checkfirst=False)

    def _forget(self) -> None:
        self._known.clear()
        self._happens.clear()
        for table in (_SHAPES, _REMINDERS):
            self._connection.execute(delete(table))


@contextmanager
def alike(connection: Connection) -> Iterator[Alike]:
    """The temporary tables are there from the first batch, which seldom comes, until the block ends."""
    shapes = Alike(connection)
    yield shapes
    shapes.close()
