"""What a worker holds of a person whose data is deleted meanwhile is not said any more."""

from datetime import timedelta

from sqlalchemy import delete

from models.session import Database
from models.tables import Person, Reminder
from tests.closures import CHECK_AT, add_channel, first_user, register
from worker.claim import claim
from worker.letter_rows import read_rows


def test_a_claimed_reminder_of_a_deleted_person_is_dropped(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with database.statement() as connection:
        batches = claim(connection, CHECK_AT, CHECK_AT)
    assert batches
    with database.writing() as session:
        session.execute(delete(Person))
    with database.reading() as session:
        assert read_rows(session.connection(), batches, CHECK_AT.date()).held == {}
        assert session.query(Reminder).count() == 0
    with database.statement() as connection:
        assert claim(connection, CHECK_AT + timedelta(days=99), CHECK_AT) == []
