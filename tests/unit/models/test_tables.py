"""What the database itself holds, whatever the program does."""

import re

import pytest
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import object_session

from models.session import Database
from models.tables import (
    Channel,
    Closure,
    Delivery,
    Event,
    Person,
    Reminder,
    Round,
)
from tests.closures import CHECK_AT, add_channel, first_user, planning, register, said, verify
from tests.databases import plan_of

ID_NUMBER = re.compile(r"id_?(card|number|no)|identity|passport|sfz|shenfen|certificate|ssn|身份证", re.I)


def _copy(reminder: Reminder, **changed: object) -> Reminder:
    return Reminder(
        **{
            "user_id": reminder.user_id,
            "round_id": reminder.round_id,
            "kind": reminder.kind,
            "ordinal": reminder.ordinal,
            "day": reminder.day,
            "due_at": reminder.due_at,
            "state": "scheduled",
        }
        | changed
    )


def test_a_round_has_one_reminder_of_each_kind_and_ordinal(database: Database) -> None:
    with database.writing() as session:
        planned = verify(register(first_user(session)))
    for different in ({"kind": "step"}, {"ordinal": 77}):
        with database.writing() as session:
            session.add(_copy(planned, **different))
    for state in ("scheduled", "sent", "cancelled"):
        with pytest.raises(IntegrityError, match=r"round_id.*kind.*ordinal"), database.writing() as session:
            session.add(_copy(planned, state=state))


def test_a_closure_has_one_round_of_each_number(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        second = closure.start_round(said("15天"), closure.requested_on, planning())
        second.number = 1
        with pytest.raises(IntegrityError, match=r"rounds.*closure_id.*number"):
            session.flush()
        session.rollback()


def test_no_table_has_a_place_for_an_id_number(database: Database) -> None:
    names = [
        f"{table}.{column['name']}"
        for table in inspect(database.engine).get_table_names()
        for column in inspect(database.engine).get_columns(table)
    ]
    assert len(names) > 60
    assert [name for name in names if ID_NUMBER.search(name)] == []
    assert ID_NUMBER.search("people.id_card_number")  # the search finds what it is for


def test_removing_a_closure_removes_all_that_hangs_on_it(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        kept, removed = register(user), register(user)
        session.flush()
        _deliver(removed)
        session.delete(removed)
    with database.reading() as session:
        assert session.scalars(select(Closure.id)).all() == [kept.id]
        assert session.scalars(select(Round.closure_id)).all() == [kept.id]
        assert session.scalar(select(func.count()).select_from(Reminder)) == 9
        assert session.scalars(select(Event.closure_id)).all() == [kept.id]
        assert session.scalars(select(Delivery)).all() == []


def _deliver(closure: Closure) -> None:
    session = object_session(closure)
    assert session is not None
    reminder_id = verify(closure).id
    session.add(
        Delivery(
            reminder_id=reminder_id,
            channel_id=None,
            message_id="<1@x>",
            at=CHECK_AT,
            outcome="sent",
            code="",
            reason="",
            seconds=0.1,
        )
    )


def test_removing_a_channel_keeps_the_reminders_that_were_to_use_it(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        channel = add_channel(user, "mail")
        planned = verify(register(user))
        session.flush()
        planned.channel_id = channel.id
    with database.writing() as session:
        session.delete(session.get_one(Channel, channel.id))
    with database.reading() as session:
        assert session.get_one(Reminder, planned.id).channel_id is None


def test_a_row_without_its_parent_is_refused(database: Database) -> None:
    with database.writing() as session:
        planned = verify(register(first_user(session)))
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.writing() as session:
        session.add(_copy(planned, round_id=4711))


def test_two_people_of_one_user_have_different_names(database: Database) -> None:
    with database.reading() as session:
        user = first_user(session)
        twin = Person(user_id=user.id, name=user.people[0].name, created_at=CHECK_AT)
    with pytest.raises(IntegrityError, match="people"), database.writing() as session:
        session.add(twin)


def test_the_scheduler_asks_an_index_of_what_is_scheduled_only(database: Database) -> None:
    """An empty look must cost the same however much was sent before or waits."""
    question = "SELECT due_at FROM reminders WHERE state = 'scheduled' ORDER BY due_at LIMIT 1"
    with database.statement() as connection:
        plan = plan_of(connection, question)
    assert "ix_reminders_scheduled" in plan
    assert not re.search("TEMP B-TREE|Sort|Seq Scan", plan)
