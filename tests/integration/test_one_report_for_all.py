"""Checks of one person wait for one report: one message with the list, and nothing is told twice."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from models.closure import Target
from models.pull_wishes import stored_wishes
from models.session import Database
from models.tables import Closure, Person, Reminder, User
from models.user import Relation
from scheduler.lifecycle import Answer
from scheduler.pulls import Wishes
from tests.closures import add_channel, beijing, first_user, planning, register, said
from tests.scripted import Office, open_office
from worker.follow_pulls import follow_plans

STARTED = date(2026, 9, 14)
FIRST = beijing("2026-10-13 09:00")
"""The check-on day of 28 days counted from the 14th; of 31 days it is the 16th, of 35 the 20th."""


def follow(user: User, days: int, name: str) -> Closure:
    return register(user, f"{days}天", STARTED, target=Target("", name))


def listed(office: Office) -> list[tuple[str, list[str]]]:
    """On which day which platforms were told of."""
    names = [f"平台{letter}" for letter in "甲乙丙丁"]
    return [
        (f"{posted.at:%m-%d}", [name for name in names if name in posted.message.text])
        for posted in office.post.posted
    ]


def by_day(office: Office, until: str) -> None:
    """Look every morning until that day."""
    moment = FIRST
    while moment <= beijing(f"2026-{until} 09:00"):
        office.deliver_due(moment)
        moment += timedelta(days=1)


def three(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        for days, name in ((28, "平台甲"), (31, "平台乙"), (35, "平台丙")):
            follow(user, days, name)


def test_a_report_is_reminded_of_once_with_its_list(database: Database) -> None:
    three(database)
    with open_office(database, FIRST) as office:
        by_day(office, "10-20")
        assert listed(office) == [("10-20", ["平台甲", "平台乙", "平台丙"])]
        assert office.post.posted[0].message.subject.count("3") == 1


def test_a_lone_check_keeps_its_own_day_and_minute(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        follow(user, 28, "平台甲")
        follow(user, 90, "平台丁")  # too far away to wait for
    with open_office(database, FIRST) as office:
        assert office.deliver_due(FIRST - timedelta(minutes=1)) == 0
        assert office.deliver_due(FIRST) == 1
        assert listed(office) == [("10-13", ["平台甲"])]


def test_after_the_report_reminders_go_on_without_repeating_those_before(database: Database) -> None:
    three(database)
    with open_office(database, FIRST) as office:
        by_day(office, "10-31")
        days = [day for day, _names in listed(office)]
    assert days[0] == "10-20"
    with database.reading() as session:
        told = session.execute(
            select(Reminder.round_id, Reminder.kind, Reminder.day).where(Reminder.state == "sent")
        ).all()
    assert len(told) == len(set(told))
    assert all(day >= date(2026, 10, 20) for _round, _kind, day in told)


def test_a_closure_that_comes_meanwhile_joins_the_report(database: Database) -> None:
    three(database)
    with open_office(database, FIRST) as office:
        by_day(office, "10-14")
        with database.writing() as session:
            follow(first_user(session), 37, "平台丁")
        by_day(office, "10-22")
        assert listed(office) == [("10-22", ["平台甲", "平台乙", "平台丙", "平台丁"])]


def test_when_nothing_is_left_to_wait_for_the_check_is_told_at_once(database: Database) -> None:
    three(database)
    with open_office(database, FIRST) as office:
        office.deliver_due(FIRST)
        office.clock.moment = beijing("2026-10-14 10:00")
        with database.writing() as session:
            for closure in session.scalars(select(Closure).where(Closure.platform_name != "平台甲")):
                closure.withdraw(planning("2026-10-14 10:00"))
        assert follow_plans(office.deliverer) == 1
        assert office.deliver_due() == 1
        assert listed(office) == [("10-14", ["平台甲"])]


def test_an_answer_that_moves_the_plan_moves_what_waits(database: Database) -> None:
    three(database)
    with open_office(database, FIRST) as office:
        office.deliver_due(FIRST)
        with database.writing() as session:
            third = session.scalars(select(Closure).where(Closure.platform_name == "平台丙")).one()
            third.answer(Answer.NOT_UPDATED, planning("2026-10-13 12:00"), said("60天"))
        office.clock.moment = beijing("2026-10-13 12:00")
        assert follow_plans(office.deliverer) == 1
        assert follow_plans(office.deliverer) == 0
        by_day(office, "10-17")
        assert listed(office) == [("10-16", ["平台甲", "平台乙"])]


def test_a_goal_is_kept(database: Database) -> None:
    three(database)
    with database.writing() as session:
        person = first_user(session).people[0]
        person.pull_wishes = stored_wishes(Wishes(goal=date(2026, 10, 18)))
    with open_office(database, FIRST) as office:
        by_day(office, "10-20")
        assert listed(office)[0] == ("10-16", ["平台甲", "平台乙"])
        assert "平台丙" in listed(office)[-1][1]


def test_a_day_that_the_user_chose_stays(database: Database) -> None:
    three(database)
    with database.writing() as session:
        first = session.scalars(select(Closure).where(Closure.platform_name == "平台甲")).one()
        first.snooze(date(2026, 10, 15), planning("2026-10-10 10:00"))
    with open_office(database, FIRST) as office:
        by_day(office, "10-20")
        assert listed(office)[0] == ("10-15", ["平台甲"])


def test_one_persons_checks_do_not_wait_for_anothers(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        follow(user, 28, "平台甲")
        other = Person(
            user=user, name="妈妈", relation=Relation.FAMILY, created_at=beijing("2026-09-01 10:00")
        )
        session.add(other)
        session.flush()
        Closure.register(other, Target("", "平台乙"), STARTED, said("31天"), planning("2026-09-14 10:00"))
    with open_office(database, FIRST) as office:
        by_day(office, "10-16")
        assert listed(office)[0] == ("10-13", ["平台甲"])
        assert listed(office)[1] == ("10-16", ["平台甲", "平台乙"])  # the first is overdue by now


def test_calls_are_told_on_their_days_whatever_the_plan(database: Database) -> None:
    three(database)
    with database.writing() as session:
        register(first_user(session), "连续打3天,60天", date(2026, 10, 12), target=Target("", "平台丁"))
    with open_office(database, FIRST) as office:
        office.deliver_due(FIRST)
        assert listed(office) == [("10-13", ["平台丁"])]
