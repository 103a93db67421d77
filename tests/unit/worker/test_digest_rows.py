"""What a user's digest is made from: their own closures, each with its latest round, and their channels."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from config.settings import Settings
from models.closure import Closure, Target
from models.pull_wishes import stored_wishes
from models.session import Database
from models.tables import Channel, Delivery, Person, Reminder, User
from scheduler.digest import Digest, Group
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from scheduler.pulls import Wishes
from scheduler.starting_acts import StartsAt
from tests.closures import (
    REQUESTED_ON,
    add_channel,
    add_user,
    beijing,
    first_user,
    planning,
    register,
    said,
    verify,
)
from worker.digest_rows import read_digest, week_of
from worker.digests import new_row

NOW = beijing("2026-10-12 09:00")
TODAY = date(2026, 10, 12)
WEEK = week_of(TODAY, TODAY, None, ZoneInfo("Asia/Shanghai"), Settings(operator="box.example"))


def read(database: Database, user_id: int = 1) -> Digest:
    with database.reading() as session:
        return read_digest(session, user_id, WEEK, NOW)


def test_a_closure_with_several_rounds_is_told_once_by_its_latest(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.answer(Answer.NOT_UPDATED, planning("2026-10-11 10:00"))
    [entry] = read(database).entries
    assert (entry.group, entry.followed.check_on) == (Group.WAITING, date(2026, 12, 1))


def test_a_question_that_was_answered_is_not_asked_again(database: Database) -> None:
    """The call back came: what is left is the wait, not the question of the 14th."""
    asked: dict[str, Any] = {"starts_at": StartsAt.CALL_BACK, "has_started": False}
    with database.writing() as session:
        closure = register(first_user(session), "30天", date(2026, 9, 30), **asked)
    [entry] = read(database).entries
    assert entry.step == "call_back"
    with database.writing() as session:
        session.get_one(Closure, closure.id).act(date(2026, 10, 10), planning("2026-10-11 10:00"))
    [entry] = read(database).entries
    assert (entry.group, entry.step) == (Group.WAITING, None)


def test_the_answer_awaited_first_is_told_and_the_clock_of_a_step_that_was_overtaken_is_not(
    database: Database,
) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        for rung, day in ((Rung.OBJECTION, 11), (Rung.BRANCH, 12)):
            now = planning(f"2026-10-{day} 10:00")
            closure.escalate(Filing(rung, date(2026, 10, day), date(2026, 10, day)), now)
    [entry] = read(database).entries
    assert entry.followed.answer_due_on == date(2026, 10, 31)
    with database.writing() as session:
        later = planning("2026-11-01 10:00")
        session.get_one(Closure, closure.id).escalate(Filing(Rung.HOTLINE, date(2026, 11, 1)), later)
    [entry] = read(database).entries
    assert entry.followed.answer_due_on == date(2026, 11, 11)


def test_everybody_reads_of_their_own_closures_only(database: Database) -> None:
    with database.writing() as session:
        other = add_user(session, "other")
        register(first_user(session))
        register(other, target=Target("", "拍拍贷"))
    assert [entry.followed.platform for entry in read(database).entries] == ["京东金条"]
    assert [entry.followed.platform for entry in read(database, other.id).entries] == ["拍拍贷"]
    assert not read(database, 4711)


@pytest.mark.parametrize(
    ("answered", "last_sent", "news"),
    [
        ("2026-10-05 09:01", None, True),
        ("2026-10-05 08:59", None, False),  # more than a week ago, and there was no digest before
        ("2026-09-20 10:00", "2026-09-14 09:00", True),  # the weeks between had none
        ("2026-10-08 10:00", "2026-10-08 10:01", False),
        ("2026-10-08 10:00", "2026-10-08 09:59", True),
    ],
)
def test_news_is_what_was_verified_since_the_digest_before(
    database: Database, answered: str, last_sent: str | None, news: bool
) -> None:
    with database.writing() as session:
        user = first_user(session)
        register(user, on=date(2026, 9, 1)).answer(Answer.VERIFIED, planning(answered))
        if last_sent:
            sent_at = beijing(last_sent)
            before = new_row(user.id, TODAY - timedelta(weeks=1), sent_at)
            session.add(Reminder(**before | {"state": "sent", "sent_at": sent_at}))
    assert bool(read(database)) == news


def test_the_weeks_own_digest_does_not_make_its_news_old(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        register(user).answer(Answer.VERIFIED, planning("2026-10-09 10:00"))
        session.add(Reminder(**new_row(user.id, TODAY, NOW) | {"state": "sent", "sent_at": NOW}))
    assert read(database).counts == {Group.VERIFIED: 1}


def _deliver(
    database: Database, channel: Channel, reminder: Reminder, at: datetime, outcome: str, reason: str = ""
) -> None:
    with database.writing() as session:
        receipt = Delivery(reminder_id=reminder.id, channel_id=channel.id, message_id="<m@x>", at=at)
        receipt.outcome, receipt.code, receipt.reason, receipt.seconds = outcome, "550", reason, 0.1
        session.add(receipt)


@pytest.fixture
def channel(database: Database) -> Channel:
    with database.writing() as session:
        channel = add_channel(first_user(session), "mail")
        session.flush()
        return channel


@pytest.fixture
def reminder(database: Database) -> Reminder:
    with database.writing() as session:
        reminder = verify(register(first_user(session)))
        session.flush()
        return reminder


def test_a_channel_that_works_again_is_not_worth_a_line(
    database: Database, channel: Channel, reminder: Reminder
) -> None:
    _deliver(database, channel, reminder, beijing("2026-10-10 09:00"), "refused", "mailbox full")
    [failure] = read(database).failures
    assert (failure.channel, failure.on, failure.reason, failure.lost) == (
        "mail",
        date(2026, 10, 10),
        "mailbox full",
        0,
    )
    _deliver(database, channel, reminder, beijing("2026-10-10 09:20"), "sent")
    assert read(database).failures == ()


def _pause(database: Database, channel: Channel, at: datetime, by: str) -> None:
    with database.writing() as session:
        session.get_one(Channel, channel.id).pause(at, by)


def test_a_channel_that_refusals_have_paused_is_told_every_week(
    database: Database, channel: Channel, reminder: Reminder
) -> None:
    long_ago = beijing("2026-09-01 09:00")
    _deliver(database, channel, reminder, long_ago - timedelta(days=1), "sent")
    _deliver(database, channel, reminder, long_ago, "refused", "invalid webhook")
    assert read(database).failures == ()
    _pause(database, channel, long_ago, "refusals")
    [failure] = read(database).failures
    assert (failure.reason, failure.on, failure.paused) == ("invalid webhook", date(2026, 9, 1), True)
    assert not failure.news, "not worth a digest by itself every week"


def test_what_its_user_has_paused_has_not_failed(
    database: Database, channel: Channel, reminder: Reminder
) -> None:
    at = beijing("2026-10-10 09:00")
    _deliver(database, channel, reminder, at, "refused", "mailbox full")
    _pause(database, channel, at, "user")
    assert read(database).failures == ()


def test_what_was_lost_is_told_though_the_channel_works_again(
    database: Database, channel: Channel, reminder: Reminder
) -> None:
    _deliver(database, channel, reminder, beijing("2026-10-10 09:00"), "refused")
    with database.writing() as session:
        later = verify(register(first_user(session)))
        session.flush()
    _deliver(database, channel, later, beijing("2026-10-10 10:00"), "sent")
    with database.statement() as connection:
        connection.execute(update(Reminder).where(Reminder.id == reminder.id).values(state="failed"))
    [failure] = read(database).failures
    assert (failure.reason, failure.lost) == ("550", 1), "the code where nothing was said"


def test_failures_of_long_ago_and_of_others_are_not_told(
    database: Database, channel: Channel, reminder: Reminder
) -> None:
    _deliver(database, channel, reminder, beijing("2026-10-05 08:59"), "refused")
    assert read(database).failures == ()
    with database.writing() as session:
        other = add_user(session, "other")
        theirs = add_channel(other, "theirs")
        session.flush()
    _deliver(database, theirs, reminder, beijing("2026-10-11 09:00"), "refused")
    assert read(database).failures == ()
    assert len(read(database, other.id).failures) == 1


def test_the_readers_own_report_has_no_name_on_it(database: Database) -> None:
    with database.writing() as session:
        register(first_user(session))
        session.get_one(User, 1).people[0].name = "another name"
    assert read(database).people == ("another name",)
    with database.writing() as session:
        user = session.get_one(User, 1)
        user.people[0].name = user.name
    assert read(database).people == (None,)


def test_a_call_that_was_recorded_is_done(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), "连续打3天,7天后更新", date(2026, 10, 11))
    [entry] = read(database).entries
    assert (entry.group, entry.step) == (Group.TODAY, "call")
    with database.writing() as session:
        session.get_one(Closure, closure.id).act(TODAY, planning("2026-10-12 08:00"))
    [entry] = read(database).entries
    assert (entry.group, entry.step, entry.days) == (Group.THIS_WEEK, "call", 1)


def planned(database: Database) -> list[tuple[str | None, str, tuple[int, ...]]]:
    return [(each.person, each.pull.on.isoformat(), each.pull.closures) for each in read(database).pulls]


def test_reports_are_planned_for_each_person_by_their_own_wishes(database: Database) -> None:
    """Check-on days 15 October and 25 October; by 妈妈's wish nobody waits for the other."""
    with database.writing() as session:
        user = first_user(session)
        wishes = stored_wishes(Wishes(wait=timedelta(days=0)))
        session.add(Person(user=user, name="妈妈", created_at=NOW, pull_wishes=wishes))
        session.flush()
        session.refresh(user)
        for person in user.people:
            for window in ("20天", "30天"):
                Closure.register(person, Target("", "拍拍贷"), REQUESTED_ON, said(window), planning())
    assert planned(database) == [
        ("妈妈", "2026-10-15", (3,)),
        (None, "2026-10-27", (1, 2)),
        ("妈妈", "2026-10-27", (4,)),
    ]


def test_no_report_is_planned_for_what_waits_for_one_that_was_asked_for(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
    assert planned(database) == [(None, "2026-10-12", (closure.id,))]
    with database.writing() as session:
        mine = session.get_one(Closure, closure.id)
        mine.snooze(date(2026, 10, 13), planning("2026-10-12 08:00"), report_asked=True)
    assert planned(database) == []
    with database.writing() as session:
        session.get_one(Closure, closure.id).snooze(date(2026, 10, 14), planning("2026-10-12 08:30"))
    assert planned(database) == [(None, "2026-10-14", (closure.id,))]
