"""Values among given ones: one parameter, however many they are, and an index finds them."""

from typing import Any

import pytest
from sqlalchemy import bindparam, event, select

from models.among import among
from models.session import Database
from models.tables import Channel, Reminder, User
from tests.closures import add_channel, add_user
from tests.databases import plan_of

_NAMED = select(User.name).where(among(User.name, "names")).order_by(User.name)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([], []),
        (["Anna"], ["Anna"]),
        (["Carl", "Anna"], ["Anna", "Carl"]),
        (["Anna", "Anna", "nobody"], ["Anna"]),
        (["anna", 'An"na', "{Anna}", "张'三, 李\\四"], ["张'三, 李\\四"]),
    ],
)
def test_those_are_found_that_are_given(database: Database, names: list[str], found: list[str]) -> None:
    with database.writing() as session:
        for name in ("Anna", "Bea", "Carl", "张'三, 李\\四"):
            add_user(session, name)
    with database.reading() as session:
        assert session.scalars(_NAMED, {"names": names}).all() == found


def test_it_stands_beside_other_conditions(database: Database) -> None:
    with database.writing() as session:
        ids = [add_user(session, name).id for name in ("Anna", "Bea", "Carl")]
    chosen = select(User.id).where(among(User.id, "ids"), User.name != bindparam("but")).order_by(User.id)
    with database.reading() as session:
        assert session.scalars(chosen, {"ids": ids, "but": "Bea"}).all() == [ids[0], ids[2]]


def test_those_are_found_that_a_statement_finds(database: Database) -> None:
    with database.writing() as session:
        owners = [add_user(session, name) for name in ("Anna", "Bea", "Carl")]
        for owner in (owners[0], owners[2], owners[2]):
            add_channel(owner, owner.name)
    theirs = select(Channel.user_id).order_by(Channel.id.desc()).limit(bindparam("most"))
    named = select(User.name).where(among(User.id, theirs), User.name != "Bea").order_by(User.name)
    with database.reading() as session:
        found = {most: session.scalars(named, {"most": most}).all() for most in (0, 1, 2, 3)}
    assert found == {0: [], 1: ["Carl"], 2: ["Carl"], 3: ["Anna", "Carl"]}


def test_the_table_is_not_read_for_it(database: Database) -> None:
    held = select(Reminder.id).where(among(Reminder.id, "ids"), among(Reminder.token, "tokens"))
    executed: list[tuple[str, Any]] = []
    with database.reading() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: executed.append(told[2:4]))
        connection.execute(held, {"ids": [1, 2, 3], "tokens": ["a", "b"]})
        plan = plan_of(connection, *executed[0])
    assert ("SEARCH reminders USING INTEGER PRIMARY KEY" if database.is_sqlite else "pk_reminders") in plan
