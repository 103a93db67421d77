"""Letters read together at the claim are looked at again before their lane's turn."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from config.settings import Settings
from models.session import Database
from models.tables import Reminder
from notifiers.due import MovedDates
from scheduler.lifecycle import Answer
from tests.closures import (
    CHECK_AT,
    add_channel,
    add_user,
    due_together,
    first_user,
    planning,
    register,
    settings_of,
)
from tests.scripted import ScriptedClock, catalog
from worker import mailbag
from worker.claim import Batch, claim
from worker.mailbag import Mailbag


@pytest.fixture
def bag(database: Database) -> Mailbag:
    return Mailbag(database, ScriptedClock(CHECK_AT), Settings(operator="box.example"), catalog())


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every letter has waited longer than its reading may be trusted."""
    monkeypatch.setattr(mailbag, "JUST_NOW", 0.0)


@pytest.fixture
def batch(database: Database) -> Batch:
    """A claimed message about two closures."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        due_together(user, 2)
    return _claim(database)[0]


def _claim(database: Database) -> list[Batch]:
    with database.statement() as connection:
        return claim(connection, CHECK_AT, CHECK_AT)


def _claim_five(database: Database) -> list[Batch]:
    """A message for each of five users."""
    with database.writing() as session:
        for number in range(5):
            user = add_user(session, f"user {number}")
            add_channel(user, user.name)
            register(user)
    return _claim(database)


def _change(database: Database, batch: Batch, **values: Any) -> None:
    with database.statement() as connection:
        first = Reminder.id == batch.reminder_ids[0]
        connection.execute(update(Reminder).where(first).values(**values))


def test_every_message_has_its_letter(database: Database, bag: Mailbag) -> None:
    batches = _claim_five(database)
    bag.fill(batches)
    letters = [bag.take(batch) for batch in batches]
    assert [letter.reminder_ids for letter in letters if letter] == [each.reminder_ids for each in batches]
    names = [settings_of(letter.channel_config)["name"] for letter in letters if letter]
    assert names == [f"user {n}" for n in range(5)]


@pytest.mark.usefixtures("waited")
def test_what_was_answered_while_the_letter_waited_is_left_out(
    database: Database, bag: Mailbag, batch: Batch
) -> None:
    bag.fill([batch])
    with database.writing() as session:
        closure = first_user(session).people[0].closures[0]
        closure.answer(Answer.VERIFIED, planning("2026-10-10 09:01"))
    letter = bag.take(batch)
    assert letter is not None
    assert letter.reminder_ids == batch.reminder_ids[1:]
    assert len(letter.due.entries) == 1


@pytest.mark.usefixtures("waited")
def test_a_letter_whose_rows_were_taken_over_is_none(database: Database, bag: Mailbag, batch: Batch) -> None:
    bag.fill([batch])
    with database.statement() as connection:
        connection.execute(update(Reminder).values(token="another worker's"))
    assert bag.take(batch) is None


@pytest.mark.usefixtures("waited")
def test_a_letter_that_nobody_touched_is_the_one_that_was_read(
    database: Database, bag: Mailbag, batch: Batch
) -> None:
    bag.fill([batch])
    letter = bag.take(batch)
    assert letter is not None
    assert letter.reminder_ids == batch.reminder_ids


def test_a_letter_is_taken_once_and_read_anew_after_that(
    database: Database, bag: Mailbag, batch: Batch
) -> None:
    bag.fill([batch])
    assert bag.take(batch) is not None
    _change(database, batch, token="another worker's")
    again = bag.take(batch)
    assert again is not None
    assert again.reminder_ids == batch.reminder_ids[1:]


@pytest.mark.usefixtures("waited")
def test_letters_whose_turns_come_next_are_looked_at_together(
    database: Database, bag: Mailbag, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = _claim_five(database)
    bag.fill(batches)
    _change(database, batches[3], token="another worker's")
    assert bag.take(batches[0]) is not None
    monkeypatch.setattr(mailbag, "JUST_NOW", 3600.0)
    # Looked at just now, as the first one was: of these the fourth was found to be gone.
    _change(database, batches[4], token="another worker's")
    taken = [bag.take(batch) is not None for batch in batches[1:]]
    assert taken == [True, True, False, True]


def test_a_letter_whose_turn_will_not_come_is_let_go(database: Database, bag: Mailbag, batch: Batch) -> None:
    bag.fill([batch])
    bag.drop([batch])
    _change(database, batch, token="another worker's")
    again = bag.take(batch)
    assert again is not None
    assert again.reminder_ids == batch.reminder_ids[1:]


def test_what_cannot_be_read_holds_up_only_itself(database: Database, bag: Mailbag, batch: Batch) -> None:
    """Poison among others: they are read one by one, each in its own lane."""
    with database.writing() as session:
        other = add_user(session, "other")
        add_channel(other, "other's")
        register(other)
    [fine] = _claim(database)
    _change(database, batch, kind="not a kind")
    bag.fill([batch, fine])
    assert bag.take(fine) is not None
    with pytest.raises(ValueError, match="not a kind"):
        bag.take(batch)


@pytest.mark.usefixtures("waited")
def test_moved_dates_are_read_again(bag: Mailbag, batch: Batch) -> None:
    """Their row stays claimed when the closure it tells of is answered meanwhile."""
    bag.fill([batch])
    letter, at = bag._letters[batch]
    overtaken = replace(letter.due, moved=(MovedDates(1, "已答", ()),))
    bag._letters[batch] = replace(letter, due=overtaken), at
    taken = bag.take(batch)
    assert taken is not None
    assert taken.due.moved == ()
