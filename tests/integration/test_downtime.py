"""Downtime is caught up, not repeated: one message per user and channel, in order, quiet hours kept."""

from datetime import date, timedelta

from sqlalchemy import select

from models.closure import Target
from models.pull_wishes import stored_wishes
from models.session import Database
from models.tables import Delivery, Person, Reminder
from scheduler.pulls import Wishes
from tests.closures import add_channel, add_user, beijing, first_user, register
from tests.scripted import open_office

FIRST_DUE = date(2026, 10, 12)
STARTED = date(2026, 9, 14)
MORNING = beijing("2026-10-12 08:00")
BACK = beijing("2026-10-20 10:30")


def _follow(database: Database, users: int, closures: int) -> None:
    """That many closures a user, due evenly over the seven days from 12 October."""
    with database.writing() as session:
        for number in range(users):
            user = add_user(session, f"user {number}")
            add_channel(user, user.name)
            for index in range(closures):
                window = f"{28 + index % 7}天"
                register(user, window, STARTED, target=Target("", f"平台{index:03}"))


def test_two_hundred_due_over_a_week_are_one_message_per_user_with_everything_in_it(
    database: Database,
) -> None:
    _follow(database, users=4, closures=50)
    with open_office(database, BACK) as office:
        assert office.deliver_due() == 4
        assert office.deliver_due(BACK + timedelta(hours=1)) == 0
    assert sorted(each.channel for each in office.post.posted) == [f"user {n}" for n in range(4)]
    for posted in office.post.posted:
        listed = [f"平台{index:03}" for index in range(50) if f"平台{index:03}" in posted.message.text]
        assert len(listed) == 50
    with database.reading() as session:
        due = select(Reminder).where(Reminder.due_at <= BACK)
        assert {reminder.state for reminder in session.scalars(due)} == {"sent"}
        assert len(set(session.scalars(select(Delivery.message_id)))) == 4


def test_reminders_of_one_round_that_piled_up_are_told_once(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with open_office(database, beijing("2026-11-15 10:00")) as office:
        assert office.deliver_due() == 1
        assert office.deliver_due(beijing("2026-11-20 10:00")) == 0
        assert office.deliver_due(beijing("2026-11-21 09:00")) == 1  # the next of the cadence
    assert "1" in office.post.posted[0].message.subject


def test_a_second_message_carries_only_what_came_due_since(database: Database) -> None:
    _follow(database, users=1, closures=7)
    with database.writing() as session:
        for person in session.scalars(select(Person)):
            person.pull_wishes = stored_wishes(Wishes(wait=timedelta(0)))  # each report on its own day
    with open_office(database, beijing("2026-10-14 10:00")) as office:
        assert office.deliver_due() == 1
        first = office.post.posted[0].message.text
        assert office.deliver_due(beijing("2026-10-14 11:00")) == 0
        assert ("平台000" in first, "平台006" in first) == (True, False)


def test_what_became_due_in_downtime_does_not_wake_anybody(database: Database) -> None:
    """A start at night is no reason to send at night: what is planned then waits for the morning."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with open_office(database, beijing("2026-10-12 02:00")) as office:
        office.deliver_due()
        assert office.post.posted == []
        assert office.deliverer.next_due() == MORNING
        with database.writing() as session:
            register(first_user(session), "10天", date(2026, 9, 29))  # came due at nine the day before
        office.deliver_due(beijing("2026-10-12 03:00"))
        assert office.post.posted == []
        assert office.deliver_due(MORNING) == 1
    [posted] = office.post.posted
    assert "2" in posted.message.subject
    with database.reading() as session:
        assert {reminder.unfinished for reminder in session.scalars(select(Reminder))} == {0}


def test_a_test_message_is_sent_in_quiet_hours_too(database: Database) -> None:
    """Somebody sits before the screen and waits for it."""
    night = beijing("2026-10-12 02:00")
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        test = Reminder(user_id=user.id, kind="test", ordinal=0, day=FIRST_DUE, due_at=night)
        test.state = "scheduled"
        session.add(test)
    with open_office(database, night) as office:
        office.deliver_due()
        assert [each.message.kind for each in office.post.posted] == ["test"]
