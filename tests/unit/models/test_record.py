"""Instants are stored in UTC, and never without a zone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from models.record import UtcDateTime
from models.session import Database
from models.tables import Event
from tests.closures import first_user

BEIJING = timezone(timedelta(hours=8))
NAIVE = datetime(2026, 10, 10, 9)  # noqa: DTZ001 (what is refused)


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    with (
        pytest.raises(StatementError, match=r"naive instant .*2026, 10, 10.* give it a time zone"),
        database.writing() as session,
    ):
        session.add(Event(at=NAIVE, kind="registered", data={}))
    with database.reading() as session:
        assert session.scalars(select(Event)).all() == []


def test_a_question_with_an_instant_without_a_zone_is_refused_too(database: Database) -> None:
    with pytest.raises(StatementError, match="naive instant"), database.reading() as session:
        session.scalars(select(Event).where(Event.at < NAIVE)).all()


def test_an_instant_comes_back_in_utc_whatever_zone_it_was_given_in(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        user.created_at = datetime(2026, 10, 10, 9, tzinfo=BEIJING)
    with database.reading() as session:
        stored = first_user(session).created_at
        assert stored == datetime(2026, 10, 10, 1, tzinfo=UTC)
        assert stored.tzinfo is UTC


@pytest.mark.sqlite
def test_an_instant_is_stored_in_one_form_because_sqlite_compares_text(database: Database) -> None:
    with database.writing() as session:
        first_user(session).created_at = datetime(2026, 10, 10, 9, tzinfo=BEIJING)
        session.flush()
        [raw] = session.execute(text("SELECT created_at FROM users")).scalars()
    assert raw == "2026-10-10 01:00:00.000000"


@given(st.datetimes(timezones=st.timezones(), min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001
def test_every_instant_survives_both_databases(instant: datetime) -> None:
    column = UtcDateTime()
    for dialect in (sqlite.dialect(), postgresql.dialect()):  # type: ignore[no-untyped-call]
        stored = column.process_bind_param(instant, dialect)
        assert column.process_result_value(stored, dialect) == instant.astimezone(UTC)
    assert column.process_bind_param(None, sqlite.dialect()) is None
    assert column.process_result_value(None, sqlite.dialect()) is None
