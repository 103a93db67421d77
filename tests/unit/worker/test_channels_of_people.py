"""A person's own channels: their reminders go there in the adviser's name, and nobody else's do."""

import pytest
from sqlalchemy import delete, select

from config.settings import Settings
from models.closure import Closure, Target
from models.session import Database
from models.tables import Channel, Person
from models.user import ConsentMissing, Relation
from notifiers.messages import render_due
from tests.closures import (
    CHECK_AT,
    REQUESTED_ON,
    STATED,
    add_channel,
    add_user,
    first_user,
    planning,
    register,
    said,
)
from tests.scripted import catalog
from worker.claim import Batch, claim
from worker.letters import Letter, read

SETTINGS = Settings(operator="box.example", locale="en")


def _client(database: Database, name: str, *, channel: str | None = None) -> None:
    """A client of 林顾问, with one closure that is due, and a channel of their own where it is named."""
    with database.writing() as session:
        lin = first_user(session)
        lin.name = lin.people[0].name = "林顾问"
        person = Person(
            user=lin,
            name=name,
            relation=Relation.CLIENT,
            consent_for="跟进销户",
            consent_on=REQUESTED_ON,
            created_at=CHECK_AT,
        )
        session.add(person)
        target = Target("", f"{name}的平台")
        Closure.register(person, target, REQUESTED_ON, said(STATED), planning())
        if channel:
            add_channel(lin, channel, 5).person = person


def _adviser(database: Database) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "adviser")


def _letters(database: Database) -> dict[str, Letter]:
    """What is due, by the channel that takes it."""
    with database.statement() as connection:
        batches = claim(connection, CHECK_AT, CHECK_AT)
    return {_label(database, batch): letter for batch in batches if (letter := _letter(database, batch))}


def _letter(database: Database, batch: Batch) -> Letter | None:
    with database.reading() as session:
        return read(session.connection(), batch, catalog(), SETTINGS, CHECK_AT)


def _label(database: Database, batch: Batch) -> str:
    with database.reading() as session:
        return session.get_one(Channel, batch.channel_id).label


def _platforms(letter: Letter) -> list[str]:
    return [entry.platform for entry in letter.due.entries]


def test_everybody_is_told_of_their_own_and_the_adviser_of_the_rest(database: Database) -> None:
    _adviser(database)
    for name, channel in (("陈先生", "chen"), ("李女士", "li"), ("赵先生", None)):
        _client(database, name, channel=channel)
    letters = _letters(database)
    assert {label: _platforms(letter) for label, letter in letters.items()} == {
        "chen": ["陈先生的平台"],
        "li": ["李女士的平台"],
        "adviser": ["赵先生的平台"],
    }
    assert [entry.person for entry in letters["chen"].due.entries] == [None], "one's own needs no name"


def test_a_message_to_a_client_names_the_adviser_and_no_other_client(database: Database) -> None:
    _adviser(database)
    _client(database, "陈先生", channel="chen")
    _client(database, "李女士")
    letters = _letters(database)
    message = render_due(letters["chen"].due, "<id@box.example>")
    assert "林顾问" in message.text
    assert "box.example" in message.text
    assert "李女士" not in repr(message)
    assert {each.platform for each in letters["chen"].due.coming} == {"陈先生的平台"}
    assert letters["adviser"].due.server.adviser is None


def test_what_a_persons_channel_refuses_comes_to_the_adviser_and_to_no_other_client(
    database: Database,
) -> None:
    _client(database, "陈先生", channel="chen")
    _client(database, "李女士", channel="li")
    assert {label: each.next_channel for label, each in _letters(database).items()} == {
        "chen": None,
        "li": None,
    }
    with database.writing() as session:
        adviser = add_channel(first_user(session), "adviser", 9)
        session.flush()
        number = adviser.id
    with database.statement() as connection:
        connection.exec_driver_sql(
            "UPDATE reminders SET state = 'scheduled', token = NULL, lease_until = NULL"
        )
    assert {label: each.next_channel for label, each in _letters(database).items()} == {
        "chen": number,
        "li": number,
    }


def test_a_paused_channel_of_a_person_leaves_it_to_the_adviser(database: Database) -> None:
    _adviser(database)
    _client(database, "陈先生", channel="chen")
    with database.writing() as session:
        session.scalars(select(Channel).where(Channel.label == "chen")).one().pause(CHECK_AT, "user")
    assert set(_letters(database)) == {"adviser"}


def test_withdrawal_takes_the_channel_along_and_drops_what_is_held(database: Database) -> None:
    _client(database, "陈先生", channel="chen")
    with database.statement() as connection:
        [batch] = claim(connection, CHECK_AT, CHECK_AT)
    with database.writing() as session:
        session.execute(delete(Person).where(Person.name == "陈先生"))
        assert session.scalars(select(Channel)).all() == []
    assert _letter(database, batch) is None


def test_another_users_reminders_do_not_go_there(database: Database) -> None:
    _client(database, "陈先生", channel="chen")
    with database.writing() as session:
        register(add_user(session, "wang"))
    assert set(_letters(database)) == {"chen"}


def test_messages_to_somebody_else_need_their_consent(database: Database) -> None:
    with database.writing() as session:
        mother = Person(name="妈妈", relation=Relation.FAMILY, created_at=CHECK_AT)
        user = first_user(session)
        user.people.append(mother)
        with pytest.raises(ConsentMissing, match="妈妈 has not consented"):
            mother.require_consent_to_messages()
