"""Answers of the API are kept for a day, whatever a simulated clock shows."""

from datetime import timedelta

from models.session import Database
from models.tables import Account, IdempotencyKey
from tests.closures import beijing, first_user
from tests.scripted import ScriptedClock, open_office
from worker.answers import forget_answers

NOW = beijing("2026-10-10 10:00")


def test_answers_are_forgotten_after_a_day(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        session.add(Account(id=1, user=user, name="wang", password_hash="", operator=True, created_at=NOW))
        session.flush()
        for hours in (0, 23, 25, 48):
            session.add(
                IdempotencyKey(
                    account_id=1,
                    key=str(hours),
                    request_hash="",
                    status=201,
                    answer="{}",
                    created_at=NOW - timedelta(hours=hours),
                )
            )
    with open_office(database, beijing("2030-01-01 00:00")) as office:
        clock = office.deliverer.clock
        assert isinstance(clock, ScriptedClock)
        clock.real = NOW
        assert forget_answers(office.deliverer) == 2
        assert forget_answers(office.deliverer) == 0
    with database.reading() as session:
        assert [row.key for row in session.query(IdempotencyKey)] == ["0", "23"]
