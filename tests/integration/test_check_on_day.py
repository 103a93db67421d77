"""The main job: a message on the check-on day, once, not before, whatever the clocks do."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.session import Database
from models.tables import Delivery, Event, Reminder
from scheduler.lifecycle import Answer
from tests.closures import (
    CHECK_AT,
    REQUESTED_ON,
    STATED,
    add_channel,
    add_user,
    beijing,
    calendar,
    first_user,
    planning,
    register,
)
from tests.scripted import Office, open_office
from worker.preferences import planning_for

MICROSECOND, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)


def _follow_one(database: Database, stated: str = STATED, on: date = REQUESTED_ON) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail", kind="email")
        register(user, stated, on)


def _sent_on(office: Office, moments: list[str]) -> list[int]:
    """How many messages each look at a Beijing time sends."""
    return [office.deliver_due(beijing(moment)) for moment in moments]


def test_it_arrives_on_the_check_on_day_at_the_users_hour_and_not_before(database: Database) -> None:
    _follow_one(database)
    with open_office(database, beijing("2026-09-24 10:00")) as office:
        assert _sent_on(office, ["2026-10-09 23:59", "2026-10-10 08:59"]) == [0, 0]
        assert office.deliver_due(CHECK_AT - MICROSECOND) == 0
        assert office.deliver_due(CHECK_AT) == 1
    [posted] = office.post.posted
    assert posted.at == CHECK_AT
    assert "京东金条" in posted.message.text
    assert posted.message.html is not None
    assert posted.message.written_at == CHECK_AT


def test_a_channel_that_shows_no_pages_gets_the_text_alone(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "chat")
        register(user)
    with open_office(database, CHECK_AT) as office:
        assert office.deliver_due() == 1
    [posted] = office.post.posted
    assert "京东金条" in posted.message.text
    assert posted.message.html is None


def test_it_arrives_once(database: Database) -> None:
    _follow_one(database)
    with open_office(database, CHECK_AT) as office:
        looks = [
            office.deliver_due(CHECK_AT + later) for later in (0 * HOUR, MICROSECOND, HOUR, DAY, 2 * DAY)
        ]
        assert looks == [1, 0, 0, 0, 0]
    with open_office(database, CHECK_AT + DAY) as restarted:
        assert restarted.deliver_due() == 0


def test_without_an_answer_it_asks_again_by_the_cadence_and_then_falls_silent(database: Database) -> None:
    _follow_one(database)
    days = {}
    with open_office(database, beijing("2026-09-24 10:00")) as office:
        for after in range(120):
            moment = CHECK_AT + timedelta(days=after)
            if office.deliver_due(moment):
                days[after] = len(office.post.posted)
    assert days == dict(zip((0, 3, 7, 14, 21, 28, 35, 42, 49), range(1, 10), strict=True))


def test_an_answer_ends_the_reminders(database: Database) -> None:
    _follow_one(database)
    with open_office(database, CHECK_AT) as office:
        assert office.deliver_due() == 1
        with database.writing() as session:
            first_user(session).people[0].closures[0].answer(Answer.VERIFIED, planning("2026-10-10 20:00"))
        assert office.deliver_due(CHECK_AT + 100 * DAY) == 0


def test_a_clock_that_jumps_never_sends_early_and_never_twice(database: Database) -> None:
    """Each look goes by what the clock shows then: back and forth, the instant decides, and only once."""
    _follow_one(database)
    with open_office(database, beijing("2026-09-24 10:00")) as office:
        looks = [
            ("2026-10-10 08:59", 0),
            ("2026-10-09 07:00", 0),  # set back by a day
            ("2026-10-10 09:00", 1),
            ("2026-10-09 09:00", 0),  # set back after it was sent
            ("2026-10-10 09:00", 0),
            ("2026-10-12 12:00", 0),
            ("2026-10-10 12:00", 0),
            ("2026-10-13 09:00", 1),  # the first overdue one
        ]
        sent = _sent_on(office, [moment for moment, _ in looks])
    assert sent == [expected for _, expected in looks]


def test_a_clock_set_back_does_not_hold_up_what_comes_next(database: Database) -> None:
    """A lease is in real time: one written by a clock that ran ahead is over when its worker ends."""
    _follow_one(database)
    with open_office(database, CHECK_AT) as office:
        office.clock.real = CHECK_AT + HOUR
        office.deliver_due()
        office.clock.real = CHECK_AT
        assert office.deliver_due(CHECK_AT + 3 * DAY) == 1
        assert office.deliverer.idle()


def test_readers_abroad_are_reminded_at_their_own_hour_after_the_clocks_changed(database: Database) -> None:
    now = beijing("2026-10-12 10:00")
    hours = {
        "Asia/Shanghai": "2026-10-28 09:00",
        "Asia/Urumqi": "2026-10-28 11:00",
        "Europe/London": "2026-10-28 17:00",  # 09:00 GMT: summer time ended on the 25th
        "America/New_York": "2026-10-28 21:00",  # 09:00 EDT: there it has not
    }
    with open_office(database, now) as office:
        with database.writing() as session:
            for zone in hours:
                user = add_user(session, zone, timezone=zone)
                add_channel(user, zone)
                plan = planning_for(user, office.deliverer.settings, calendar(), now)
                register(user, "15天", date(2026, 10, 12), plan)
        for zone, moment in hours.items():
            assert office.deliver_due(beijing(moment) - MICROSECOND) == 0
            assert office.deliver_due(beijing(moment)) == 1
            assert office.post.posted[-1].channel == zone


def test_the_29th_of_february_and_the_months_end(database: Database) -> None:
    _follow_one(database, "一个月", on=date(2028, 1, 31))
    with open_office(database, beijing("2028-02-01 10:00")) as office:
        assert _sent_on(office, ["2028-02-29 23:00", "2028-03-01 08:59", "2028-03-01 09:00"]) == [0, 0, 1]


def test_everything_that_happened_is_written_down(database: Database) -> None:
    _follow_one(database)
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
    with database.reading() as session:
        [delivery] = session.scalars(select(Delivery))
        assert (delivery.outcome, delivery.at) == ("sent", CHECK_AT)
        assert [delivery.message_id] == office.post.ids
        kinds = [event.kind for event in session.scalars(select(Event).order_by(Event.id))]
        assert kinds == ["registered", "reminded"]
        reminder = session.get_one(Reminder, delivery.reminder_id)
        assert (reminder.state, reminder.sent_at) == ("sent", CHECK_AT)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_message_says_whose_server_it_is_in_the_readers_language(database: Database, locale: str) -> None:
    _follow_one(database)
    with open_office(database, CHECK_AT, locale=locale) as office:
        office.deliver_due()
    [posted] = office.post.posted
    assert "box.example" in posted.message.text
    assert ("Account closure check" in posted.message.subject) == (locale == "en")
