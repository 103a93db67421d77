"""The weekly digest through the real pipeline: once a week, at the user's hour, caught up, or skipped."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models.closure import Target
from models.session import Database
from models.tables import Delivery, Person, Reminder, User
from notifiers.outcome import Refused, Unreachable
from scheduler.lifecycle import Answer
from tests.closures import add_channel, add_user, beijing, first_user, planning, register
from tests.scripted import Office, open_office
from worker.digests import NOTHING, OVER, plan_digests

MONDAY = beijing("2026-10-12 09:00")
MOMENT, DAY, WEEK = timedelta(microseconds=1), timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def user(database: Database) -> User:
    """A user with a channel, who follows one closure that is due in weeks."""
    with database.writing() as session:
        user = first_user(session)
        user.created_at = beijing("2026-10-06 10:00")  # after the digest of the week before
        add_channel(user, "mail")
        register(user, "60天", date(2026, 10, 1), planning("2026-10-01 10:00"))
        return user


def look(office: Office, at: datetime) -> int:
    """What the worker does again and again: plan, then send what is due."""
    office.clock.moment = at
    plan_digests(office.deliverer)
    return office.deliver_due(at)


def digests(office: Office) -> list[Any]:
    return [each for each in office.post.posted if each.message.kind == "digest"]


def rows(database: Database) -> list[Reminder]:
    with database.reading() as session:
        return list(session.scalars(select(Reminder).where(Reminder.kind == "digest").order_by(Reminder.id)))


@pytest.fixture
def office(database: Database, user: User) -> Iterator[Office]:
    with open_office(database, beijing("2026-10-11 12:00"), digest_at="MON 09:00") as opened:
        yield opened


def test_it_comes_on_monday_at_nine_once(office: Office) -> None:
    looks = [MONDAY - DAY, MONDAY - MOMENT, MONDAY, MONDAY + MOMENT, MONDAY + DAY, MONDAY + 5 * DAY]
    assert [look(office, at) for at in looks] == [0, 0, 1, 0, 0, 0]
    [posted] = digests(office)
    assert posted.at == MONDAY
    assert "等待中 1 件" in posted.message.subject
    assert "京东金条" in posted.message.text


def test_every_week_has_one_and_no_week_two(office: Office) -> None:
    at = beijing("2026-10-12 00:00")
    while at < beijing("2026-11-09 00:00"):
        look(office, at)
        at += timedelta(hours=3)
    assert [row.ordinal for row in rows(office.database)] == [202642, 202643, 202644, 202645, 202646]
    assert [each.at.isoformat() for each in digests(office)] == [
        f"2026-{day}T01:00:00+00:00" for day in ("10-12", "10-19", "10-26", "11-02")
    ]
    assert len(set(office.post.ids)) == len(office.post.ids)


def test_it_is_a_message_of_its_own_beside_the_reminders_of_that_morning(office: Office) -> None:
    with office.database.writing() as session:
        plan = planning("2026-10-12 08:00")
        register(first_user(session), "连续打3天", date(2026, 10, 12), plan, target=Target("", "拍拍贷"))
    assert look(office, MONDAY) == 2
    assert sorted(each.message.kind for each in office.post.posted) == ["digest", "due"]
    [digest] = digests(office)
    assert "今天要做 1 件" in digest.message.subject


def test_downtime_is_caught_up_by_one_digest_for_the_present_week(office: Office) -> None:
    look(
        office, beijing("2026-10-18 12:00")
    )  # this week's is sent, the next planned; then three weeks of silence
    assert len(digests(office)) == 1
    back = beijing("2026-11-11 15:00")
    assert look(office, back) == 1
    assert [each.at for each in digests(office)][1:] == [back]
    assert "11月11日" in digests(office)[-1].message.subject
    assert {row.ordinal: row.state for row in rows(office.database)} == {
        202642: "sent",
        202643: "cancelled",
        202646: "sent",
    }


def test_a_row_whose_week_is_over_is_not_sent_even_if_it_is_claimed_before_the_plan(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.clock.moment = MONDAY - DAY
    plan_digests(office.deliverer)
    with caplog.at_level(logging.INFO):
        office.deliver_due(MONDAY + 8 * DAY)
    assert digests(office) == []
    assert {(row.state, row.failure) for row in rows(office.database)} == {("cancelled", OVER)}
    assert any("digest 2026-W42" in line and OVER in line for line in caplog.messages)


def test_the_quiet_hours_are_kept(office: Office) -> None:
    look(office, MONDAY - DAY)
    office.post.posted.clear()
    night = beijing("2026-10-12 23:30")
    assert look(office, night) == 1  # claimed, and put off
    assert digests(office) == []
    assert look(office, beijing("2026-10-13 08:00")) == 1
    assert len(digests(office)) == 1


def test_with_nothing_to_say_it_is_skipped_and_the_log_says_why(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with office.database.writing() as session:
        [closure] = first_user(session).people[0].closures
        closure.withdraw(planning("2026-10-02 10:00"))
    with caplog.at_level(logging.INFO):
        look(office, MONDAY)
        look(office, MONDAY + DAY)
    assert office.post.posted == []
    assert [(row.state, row.failure) for row in rows(office.database)] == [("cancelled", NOTHING)]
    said = [line for line in caplog.messages if NOTHING in line]
    assert len(said) == 1
    assert "2026-W42" in said[0]


def test_off_is_off_and_takes_back_what_was_planned(database: Database, user: User) -> None:
    with open_office(database, MONDAY - DAY / 2, digest_at="MON 09:00") as office:
        plan_digests(office.deliverer)
    with open_office(database, MONDAY - DAY / 3, digest_at="off") as office:
        assert look(office, MONDAY - DAY / 3) == 0
        assert look(office, MONDAY + DAY) == 0
    assert rows(database) == []


def test_another_hour_moves_what_was_planned(database: Database, user: User) -> None:
    before = beijing("2026-10-12 07:00")
    with open_office(database, before, digest_at="MON 09:00") as office:
        plan_digests(office.deliverer)
    with open_office(database, before, digest_at="TUE 18:30") as office:
        assert [look(office, MONDAY), look(office, beijing("2026-10-13 18:30"))] == [0, 1]
    assert [(row.ordinal, row.day.isoformat()) for row in rows(database)] == [(202642, "2026-10-13")]


def test_each_user_has_a_place_and_an_hour_of_their_own(database: Database) -> None:
    with database.writing() as session:
        for name, zone, hour in (
            ("shanghai", None, None),
            ("london", "Europe/London", None),
            ("wednesday", None, "WED 19:00"),
            ("never", None, "off"),
        ):
            user = add_user(session, name, timezone=zone, digest_at=hour)
            add_channel(user, name)
            register(user, "60天", date(2026, 10, 1), planning("2026-10-01 10:00"))
    with open_office(database, MONDAY - DAY, digest_at="MON 09:00") as office:
        with database.statement() as connection:
            connection.execute(update(User).values(created_at=beijing("2026-10-11 00:00")))
        for hours in range(0, 96, 1):
            look(office, MONDAY + timedelta(hours=hours - 2))
        times = {each.channel: each.at for each in digests(office)}
    assert times == {
        "shanghai": MONDAY,
        "london": beijing("2026-10-12 16:00"),
        "wednesday": beijing("2026-10-14 19:00"),
    }


def test_a_refusal_is_tried_again_as_the_same_message_and_then_goes_to_the_next_channel(
    office: Office,
) -> None:
    with office.database.writing() as session:
        add_channel(first_user(session), "second", 2)
    office.post.answers["mail"].extend(
        [Unreachable("gone"), Refused(False, "451", "later"), Refused(True, "550", "no")]
    )
    at = MONDAY
    for _ in range(60):
        look(office, at)
        at += timedelta(minutes=15)
    assert [each.channel for each in digests(office)] == ["mail", "mail", "mail", "second"]
    assert len(set(office.post.ids)) == 2, "one Message-ID a channel"
    assert [row.state for row in rows(office.database)] == ["sent"]


def test_what_was_verified_is_news_once(office: Office) -> None:
    look(office, MONDAY)
    with office.database.writing() as session:
        user = first_user(session)
        register(user, "60天", date(2026, 10, 1), planning("2026-10-01 10:00"), target=Target("", "拍拍贷"))
        user.people[0].closures[0].answer(Answer.VERIFIED, planning("2026-10-14 20:00"))
    look(office, MONDAY + WEEK)
    look(office, MONDAY + 2 * WEEK)
    counted = [each.message.subject.count("新核实 1 件") for each in digests(office)]
    assert counted == [0, 1, 0]


def test_a_channel_that_failed_is_named_until_it_works_again(office: Office) -> None:
    with office.database.writing() as session:
        user = first_user(session)
        add_channel(user, "second", 2)
        # Check on 10 October, overdue on the 13th: nothing but the digest goes out on Monday.
        register(user, "8天", date(2026, 10, 1), planning("2026-10-01 10:00"), target=Target("", "拍拍贷"))
    office.post.answers["mail"].append(Refused(True, "550", "mailbox full"))
    look(office, beijing("2026-10-10 10:00"))
    look(office, MONDAY)
    [digest] = digests(office)[-1:]
    assert "mailbox full" in digest.message.text
    assert "1 个渠道发送失败" in digest.message.subject
    assert "没有送达；" not in digest.message.text, "nothing was lost: the second channel took it"
    look(office, MONDAY + WEEK)  # the digest itself went over the first channel, which works again
    assert "mailbox full" not in digests(office)[-1].message.text


def test_after_the_eighth_overdue_reminder_it_stays_as_still_open(office: Office) -> None:
    with office.database.writing() as session:
        user = first_user(session)
        plan = planning("2026-07-01 10:00")
        register(user, "10天", date(2026, 7, 1), plan, target=Target("", "拍拍贷"))  # check on 14 July
    for day in range(70):
        office.deliver_due(beijing("2026-07-14 10:00") + day * DAY)
    look(office, MONDAY)
    assert "仍未了结 1 件" in digests(office)[-1].message.subject


def test_several_people_are_told_apart_and_a_table_comes_along(office: Office) -> None:
    with office.database.writing() as session:
        user = first_user(session)
        mother = Person(user=user, name="妈妈", created_at=user.created_at)
        session.add(mother)
        session.flush()
        user.people.insert(0, mother)
        register(user, "60天", date(2026, 10, 1), planning("2026-10-01 10:00"), target=Target("", "拍拍贷"))
    look(office, MONDAY)
    [digest] = digests(office)
    assert "妈妈的账户" in digest.message.text
    assert digest.message.table


def test_every_digest_has_its_receipt(office: Office) -> None:
    look(office, MONDAY)
    with office.database.reading() as session:
        [receipt] = session.scalars(select(Delivery))
    [row] = rows(office.database)
    assert (receipt.outcome, receipt.reminder_id, receipt.message_id) == ("sent", row.id, office.post.ids[0])
    assert (row.state, row.sent_at) == ("sent", MONDAY)
