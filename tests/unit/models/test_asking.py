"""Who asks again and again sees what others wrote, holds nobody up, and gets over a question that failed."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.asking import Asker
from models.erasing import clear_log
from models.session import Database, DatabaseUnusable
from models.tables import User
from tests.closures import add_user

HOW_MANY = select(func.count()).select_from(User)


@pytest.fixture
def asker(database: Database) -> Iterator[Asker]:
    made = database.asker()
    yield made
    made.close()


def _people(asker: Asker) -> int | None:
    with asker.connection() as connection:
        return connection.scalar(HOW_MANY)


def test_it_sees_what_others_have_written_since(database: Database, asker: Asker) -> None:
    before = _people(asker)
    with database.writing() as session:
        add_user(session, "one more")
    assert before is not None
    assert _people(asker) == before + 1


@pytest.mark.sqlite
def test_what_was_deleted_can_be_cleared_from_the_log_beside_it(database: Database, asker: Asker) -> None:
    """An open reader would keep it there."""
    _people(asker)
    with database.writing() as session:
        add_user(session, "one more")
    assert clear_log(database)


def test_a_question_that_failed_does_not_spoil_the_next(asker: Asker) -> None:
    assert _people(asker) is not None
    with pytest.raises(DBAPIError), asker.connection() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert _people(asker) is not None


@pytest.mark.postgresql
def test_a_connection_that_was_cut_while_it_rested_costs_nothing(
    database: Database, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asker.connection() as connection:
        own = connection.scalar(text("SELECT pg_backend_pid()"))
    with database.statement() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
    monkeypatch.setattr("models.asking.RESTED_SECONDS", 0.0)
    assert _people(asker) is not None


@pytest.mark.postgresql
def test_a_connection_that_was_cut_is_made_anew(database: Database, asker: Asker) -> None:
    with asker.connection() as connection:
        own = connection.scalar(text("SELECT pg_backend_pid()"))
    with database.statement() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
    with pytest.raises(DatabaseUnusable):
        _people(asker)
    assert _people(asker) is not None


def test_it_is_closed_as_often_as_one_likes(database: Database) -> None:
    asker = database.asker()
    asker.close()
    assert _people(asker) is not None
    asker.close()
    asker.close()
