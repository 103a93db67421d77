"""Many rows by one statement: what arrives is what was given, whatever it is."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import dictionaries, lists, none, sampled_from, text
from sqlalchemy import bindparam, insert, select

from models.many_rows import as_json, execute_for_each, given_rows
from models.session import Database
from models.tables import Event

AT = datetime(2026, 10, 10, 1, 2, 3, 456_789, UTC)
_TABLE = Event.__table__.c
_KINDS = {name: _TABLE[name].type for name in ("at", "kind", "user_id", "data")}
_ONE = insert(Event).values({name: bindparam(name, type_=kind) for name, kind in _KINDS.items()})
_STORED = select(Event.at, Event.kind, Event.user_id, Event.data).order_by(Event.id)


def _write(
    database: Database, rows: list[dict[str, Any]], at: datetime | None = None
) -> list[dict[str, Any]]:
    """What is in the table after that, or what is found at an instant."""
    with database.statement() as connection:
        if database.is_sqlite:
            execute_for_each(connection, _ONE, rows)
        else:
            source = given_rows("rows", _KINDS)
            chosen = select(*(source.c[name] for name in _KINDS))
            connection.execute(insert(Event).from_select(list(_KINDS), chosen), {"rows": as_json(rows)})
        wanted = _STORED if at is None else _STORED.where(Event.at == at)
        found = [dict(row._mapping) for row in connection.execute(wanted)]
        connection.rollback()
    return found


def _row(**changed: Any) -> dict[str, Any]:
    return {"at": AT, "kind": "reminded", "user_id": 1, "data": {}} | changed


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lists(
        dictionaries(sampled_from(["channel", "failure"]), none() | text(), max_size=2),
        min_size=1,
        max_size=5,
    ),
    text(),
)
def test_what_arrives_is_what_was_given(database: Database, data: list[dict[str, Any]], kind: str) -> None:
    rows = [
        _row(kind=kind, user_id=None, data=each, at=AT + timedelta(seconds=n)) for n, each in enumerate(data)
    ]
    assert _write(database, rows) == [_arrived(row, database) for row in rows]


def _arrived(value: Any, database: Database) -> Any:
    """PostgreSQL keeps no NUL characters: they become the mark for what cannot be shown."""
    if isinstance(value, dict):
        return {name: _arrived(each, database) for name, each in value.items()}
    return value.replace("\0", "\ufffd") if isinstance(value, str) and not database.is_sqlite else value


@pytest.mark.parametrize(
    ("given_text", "on_a_server"),
    [
        ("a\0b", "a\ufffdb"),
        ("\\u0000", "\\u0000"),
        ("\\\0", "\\\ufffd"),
        ("\\\\u0000\0\0", "\\\\u0000\ufffd\ufffd"),
    ],
)
def test_only_a_real_nul_is_marked(database: Database, given_text: str, on_a_server: str) -> None:
    [row] = _write(database, [_row(kind=given_text, data={"said": given_text})])
    expected = given_text if database.is_sqlite else on_a_server
    assert (row["kind"], row["data"]) == (expected, {"said": expected})


@pytest.mark.parametrize("at", [AT, AT.replace(microsecond=0), AT.replace(microsecond=7), AT.replace(year=9)])
def test_an_instant_is_stored_as_every_other(database: Database, at: datetime) -> None:
    """SQLite compares text: in another form a row would not be found."""
    here = at.astimezone(timezone(timedelta(hours=8)))
    with database.statement() as connection:
        connection.execute(insert(Event), [_row(at=at)])
    assert [row["at"] for row in _write(database, [_row(at=here)], at)] == [at, at]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [(_row(at=datetime(2026, 10, 10, 9)), ValueError), (_row(data={"x": {1}}), TypeError)],  # noqa: DTZ001
)
def test_what_cannot_be_stored_is_refused_with_all_of_its_group(
    database: Database, wrong: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        _write(database, [_row(), wrong])
    assert _write(database, []) == []
