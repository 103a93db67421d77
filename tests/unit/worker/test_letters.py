"""From claimed rows to what one reader is told."""

from datetime import date, datetime

import pytest
from sqlalchemy import update

from config.settings import Settings
from models.closure import Target
from models.session import Database
from models.tables import Channel, Person, Reminder, User
from notifiers.due import Filed
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from tests.closures import (
    CHECK_AT,
    add_channel,
    add_user,
    beijing,
    due_together,
    first_user,
    planning,
    register,
    verify,
)
from tests.scripted import catalog
from worker.claim import Batch, claim
from worker.letters import Letter, read

SETTINGS = Settings(operator="box.example")


def _claim(database: Database, now: datetime = CHECK_AT) -> Batch:
    with database.statement() as connection:
        [batch] = claim(connection, now, now)
    return batch


def _letter(database: Database, batch: Batch) -> Letter | None:
    with database.reading() as session:
        return read(session.connection(), batch, catalog(), SETTINGS, CHECK_AT)


def _user_with_mail(database: Database) -> None:
    with database.writing() as session:
        add_channel(first_user(session), "mail")


def test_a_letter_tells_what_the_closure_and_the_catalogue_know(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closure = register(user)
    letter = _letter(database, _claim(database))
    assert letter is not None
    [entry] = letter.due.entries
    platform = catalog().get("jd-jintiao")
    assert platform is not None
    assert (entry.closure, entry.platform, entry.kind) == (closure.id, "京东金条", "verify")
    assert (entry.requested_on, entry.due_on, entry.check_on) == (
        date(2026, 9, 24),
        date(2026, 10, 9),
        date(2026, 10, 10),
    )
    assert (entry.stated, entry.window_source, entry.person) == ("3-5个工作日更新", "stated", None)
    assert entry.institutions == platform.institutions
    assert (letter.closure_ids, letter.reminder_ids) == ((closure.id,), (verify(closure).id,))
    assert (letter.due.server.operator, letter.due.reader.locale) == ("box.example", "zh_CN")
    assert letter.due.now == CHECK_AT


def test_an_answer_that_was_due_is_told_with_what_was_filed(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closure = register(user, stated="45天", on=date(2026, 9, 10))
        filing = Filing(Rung.OBJECTION, date(2026, 9, 19))
        closure.escalate(filing, planning("2026-09-19 10:00"), "T-77")
    letter = _letter(database, _claim(database))
    assert letter is not None
    [entry] = letter.due.entries
    assert entry.kind == "step"
    assert entry.step == "answer_due"
    assert entry.filed == Filed(Rung.OBJECTION, date(2026, 9, 19), date(2026, 10, 9), "T-77")


def test_a_platform_that_the_catalogue_does_not_know_is_told_by_its_name(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user, target=Target("", "某小贷"))
    letter = _letter(database, _claim(database))
    assert letter is not None
    [entry] = letter.due.entries
    assert (entry.platform, entry.institutions, entry.phones) == ("某小贷", (), ())


def test_another_persons_closure_names_them(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        user.people.insert(0, Person(name="母亲", created_at=CHECK_AT))
        session.flush()
        register(user)
    letter = _letter(database, _claim(database))
    assert letter is not None
    assert [entry.person for entry in letter.due.entries] == ["母亲"]


def test_what_was_answered_since_the_claim_is_left_out(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        answered, left = due_together(user, 2)
    batch = _claim(database)
    with database.writing() as session:
        session.merge(answered).answer(Answer.VERIFIED, planning("2026-10-10 09:01"))
    letter = _letter(database, batch)
    assert letter is not None
    assert [entry.closure for entry in letter.due.entries] == [left.id]
    assert letter.closure_ids == (left.id,)


@pytest.mark.parametrize("change", [{"token": "another worker's"}, {"token": None, "state": "cancelled"}])
def test_nothing_is_said_of_rows_that_are_no_longer_this_workers(
    database: Database, change: dict[str, str | None]
) -> None:
    _user_with_mail(database)
    with database.writing() as session:
        register(first_user(session))
    batch = _claim(database)
    with database.statement() as connection:
        connection.execute(update(Reminder).values(**change))
    assert _letter(database, batch) is None


def test_nothing_is_said_over_a_channel_that_was_removed(database: Database) -> None:
    _user_with_mail(database)
    with database.writing() as session:
        register(first_user(session))
    batch = _claim(database)
    with database.writing() as session:
        session.delete(session.get_one(Channel, batch.channel_id))
    assert _letter(database, batch) is None


def test_piled_up_reminders_of_one_round_are_one_entry_and_all_are_done(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closure = register(user)
        for reminder in closure.round.reminders[:3]:
            reminder.due_at = CHECK_AT
    letter = _letter(database, _claim(database))
    assert letter is not None
    assert [(entry.kind, entry.ordinal) for entry in letter.due.entries] == [("overdue", 2)]
    assert len(letter.reminder_ids) == 3


def test_the_next_channel_is_the_users_following_one(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "first", 1)
        other = add_user(session, "other")
        add_channel(other, "other's", 2)
        register(user)
    batch = _claim(database)
    first = _letter(database, batch)
    assert first is not None
    assert first.next_channel is None
    with database.writing() as session:
        second = add_channel(first_user(session), "second", 5)
    letter = _letter(database, batch)
    assert letter is not None
    assert letter.next_channel == second.id


def test_the_reader_has_their_own_language_zone_and_hours(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        user.locale, user.timezone = "en", "Europe/London"
        add_channel(user, "mail").detail = "minimal"
        register(user)
    letter = _letter(database, _claim(database))
    assert letter is not None
    reader = letter.due.reader
    assert (reader.locale, str(reader.zone), reader.detail) == ("en", "Europe/London", "minimal")
    assert letter.hours.zone == "Europe/London"


def test_the_dates_to_come_are_those_of_the_readers_open_closures(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        due = register(user)
        later = register(user, "30-45天", target=Target("", "以后"))
        gone = register(user, "30-45天", target=Target("", "撤回"))
        gone.withdraw(planning())
        stranger = add_user(session, "stranger")
        register(stranger, "30-45天")
    letter = _letter(database, _claim(database))
    assert letter is not None
    coming = [(each.closure, each.what, each.on) for each in letter.due.coming]
    assert coming == [(due.id, "check", date(2026, 10, 10)), (later.id, "check", later.round.check_on)]


def test_the_days_to_ask_for_an_answer_are_among_the_dates_to_come(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        due, filed = register(user), register(user, "30-45天", target=Target("", "以后"))
        for number, day in enumerate((date(2026, 9, 28), date(2026, 9, 29)), start=1):
            filed.escalate(Filing(Rung.OBJECTION, day), planning("2026-09-29 10:00"))
            assert filed.escalations[-1].number == number
        gone = register(user, "30-45天", target=Target("", "撤回"))
        gone.escalate(Filing(Rung.OBJECTION, date(2026, 9, 28)), planning("2026-09-29 10:00"))
        gone.withdraw(planning())
    letter = _letter(database, _claim(database))
    assert letter is not None
    coming = [(each.closure, each.what, each.ordinal, each.on) for each in letter.due.coming]
    assert coming == [
        (due.id, "check", 1, date(2026, 10, 10)),
        (filed.id, "answer_due", 1, date(2026, 10, 19)),
        (filed.id, "answer_due", 2, date(2026, 10, 20)),
        (filed.id, "check", 1, filed.round.check_on),
    ]


def test_an_answer_that_is_due_keeps_the_name_of_its_date(database: Database) -> None:
    """In the calendar file it is the same event, before and on its day."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closure = register(user, "30-45天")
        closure.escalate(Filing(Rung.OBJECTION, date(2026, 9, 25)), planning("2026-09-25 10:00"))
    letter = _letter(database, _claim(database, beijing("2026-10-16 09:00")))
    assert letter is not None
    [entry] = letter.due.entries
    assert (entry.step, entry.step_on, entry.ordinal) == ("answer_due", date(2026, 10, 16), 1)


def test_a_row_without_a_round_is_a_test_message(database: Database) -> None:
    _user_with_mail(database)
    with database.writing() as session:
        session.add(_test_row(first_user(session)))
    letter = _letter(database, _claim(database))
    assert letter is not None
    assert (letter.due.entries, letter.closure_ids, len(letter.reminder_ids)) == ((), (), 1)


def _test_row(user: User) -> Reminder:
    return Reminder(
        user_id=user.id,
        kind="test",
        ordinal=0,
        day=date(2026, 10, 10),
        due_at=beijing("2026-10-10 08:30"),
        state="scheduled",
    )
