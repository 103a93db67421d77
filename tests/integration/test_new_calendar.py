"""A calendar that changed, by a notice or with the library: dates follow, one message tells each user."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from catalog.calendars import load_calendar
from catalog.published_years import published_years
from models.registration import Target
from models.session import Database
from models.tables import Closure, HolidayNotice, Person, Reminder
from scheduler.starting_acts import StartsAt
from scheduler.workdays import WorkCalendar
from tests.closures import add_channel, add_user, beijing, first_user, planning, register, said, verify
from tests.scripted import Office, open_office
from worker import follow_calendar as following
from worker.follow_calendar import follow_calendar
from worker.run_log import status

NOW = "2026-12-01 10:00"
SPRING = date(2027, 2, 1)
TO_2026 = WorkCalendar(published_years(), "to-2026")


def _notice(database: Database, last: int = 16) -> None:
    """What a newer library would know: the festival of 2027 from 5 February on."""
    days = [{"name": "春节", "date": f"2027-02-{day:02}", "isOffDay": True} for day in range(5, last + 1)]
    text = json.dumps({"year": 2027, "days": days})
    with database.writing() as session:
        session.merge(HolidayNotice(year=2027, text=text, imported_at=beijing(NOW)))


def _registered(database: Database, calendar: WorkCalendar | None = None) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail", kind="email")
        plans = planning(NOW, calendar=calendar) if calendar else planning(NOW)
        for _ in range(2):
            register(user, "10个工作日", SPRING, plans)


def _texts(office: Office) -> list[str]:
    return [posted.message.text for posted in office.post.posted]


def test_one_message_lists_what_moved_and_comes_once(database: Database) -> None:
    _registered(database)
    _notice(database)
    with open_office(database, beijing(NOW), locale="en") as office:
        follow_calendar(office.deliverer)
        follow_calendar(office.deliverer)
        assert office.deliver_due() == 1
        [posted] = office.post.posted
        assert office.deliver_due(beijing("2026-12-20 10:00")) == 0
    assert "dates have moved" in posted.message.subject
    lines = [line for line in posted.message.text.splitlines() if "京东金条 (no. " in line]
    assert [("last day" in line, "2027 → " in line) for line in lines] == [(True, True)] * 2
    assert posted.message.html is not None
    assert all(line in posted.message.html for line in lines)
    with database.reading() as session:
        [told] = session.scalars(select(Reminder).where(Reminder.kind == "calendar"))
        assert (told.state, told.round_id) == ("sent", None)


def test_the_calendar_of_the_last_start_is_not_followed_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start goes through nobody's closures unless the calendar is another one."""
    _registered(database)
    with open_office(database, beijing(NOW)) as office:
        follow_calendar(office.deliverer)
        with monkeypatch.context() as patch:
            patch.setattr(following, "recalculate", lambda *_: pytest.fail("looked through"))
            follow_calendar(office.deliverer)
        _notice(database)
        follow_calendar(office.deliverer)
        assert office.deliver_due() == 1


@pytest.mark.parametrize("detail", ["full", "minimal"])
def test_whose_dates_moved_is_said_where_several_people_are_followed(database: Database, detail: str) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail").detail = detail
        for name in ("妈妈", "小林"):
            user.people.append(Person(name=name, created_at=beijing(NOW)))
        session.flush()
        for person in reversed(user.people):
            stated = said("10个工作日")
            Closure.register(person, Target("jd-jintiao", "京东金条", "app"), SPRING, stated, planning(NOW))
    _notice(database)
    with open_office(database, beijing(NOW), locale="en") as office:
        follow_calendar(office.deliverer)
        office.deliver_due()
        [text] = _texts(office)
    lines = [line.strip(" -*·") for line in text.splitlines() if "京东金条 (no. " in line]
    named = [line.partition(":")[0] for line in lines]
    own_first = ["京东金条 (no. 3)", "京东金条 (no. 2, 妈妈)", "京东金条 (no. 1, 小林)"]
    assert named == (own_first if detail == "full" else [])
    assert ("妈妈" in text) == (detail == "full")


def test_nothing_moved_is_nothing_said(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user, "3天", date(2026, 11, 30), planning(NOW))
    _notice(database)
    with open_office(database, beijing(NOW)) as office:
        follow_calendar(office.deliverer)
        assert office.deliver_due() == 0


def test_dates_that_were_empty_come_with_a_newer_library(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closure = register(user, "10个工作日", SPRING, planning(NOW, calendar=TO_2026))
        assert (closure.round.due_on, closure.round.no_calendar) == (None, 2027)
    with open_office(database, beijing(NOW), locale="en") as office:
        follow_calendar(office.deliverer)
        assert office.deliver_due() == 1
        assert "last day none → " in _texts(office)[0]
    with database.reading() as session:
        latest = session.scalars(select(Closure)).one().round
        assert (latest.no_calendar, latest.calendar_version) == (None, load_calendar().version)
        assert verify(latest.closure).day == latest.check_on


def test_what_a_user_has_finished_meanwhile_is_not_told(database: Database) -> None:
    _registered(database)
    _notice(database)
    with open_office(database, beijing(NOW)) as office:
        follow_calendar(office.deliverer)
        with database.writing() as session:
            for closure in session.scalars(select(Closure)):
                closure.withdraw(planning(NOW))
        office.deliver_due()
        assert office.post.posted == []
    with database.reading() as session:
        [told] = session.scalars(select(Reminder).where(Reminder.kind == "calendar"))
        assert told.state == "cancelled"


def test_minimal_detail_names_no_platform(database: Database) -> None:
    with database.writing() as session:
        user = add_user(session, "shy")
        add_channel(user, "relay").detail = "minimal"
        register(user, "10个工作日", SPRING, planning(NOW))
    _notice(database)
    with open_office(database, beijing(NOW), locale="en") as office:
        follow_calendar(office.deliverer)
        office.deliver_due()
        [text] = _texts(office)
    assert "京东" not in text
    assert "dates of 1 account closure have moved" in text
    assert "xiaohu list" in text


@pytest.mark.parametrize(
    ("day", "said"),
    [("10-31", ""), ("11-01", "the holidays of 2027"), ("12-10", "WARNING: the holidays of 2027")],
)
def test_the_run_log_says_that_the_notice_is_missing(database: Database, day: str, said: str) -> None:
    with database.reading() as session:
        line = status(session, beijing(f"2026-{day} 10:00"))
    assert (said in line) if said else ("holidays" not in line)


def test_a_question_for_the_call_back_is_told_with_its_command(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(
            user, "3天", date(2026, 12, 1), planning(NOW), starts_at=StartsAt.CALL_BACK, has_started=False
        )
    with open_office(database, beijing(NOW), locale="en") as office:
        assert office.deliver_due(beijing("2026-12-04 09:00")) == 1
        assert "xiaohu act 1 --on DATE" in _texts(office)[0]


def test_a_call_after_the_call_back_is_the_first_call(database: Database) -> None:
    """Steps are numbered through; what a reader is told counts those of one kind."""
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        closure = register(
            user,
            "连续打3天,7天后更新",
            date(2026, 12, 1),
            planning(NOW),
            starts_at=StartsAt.CALL_BACK,
            has_started=False,
        )
        closure.act(date(2026, 12, 1), planning(NOW))
    with open_office(database, beijing(NOW), locale="en") as office:
        office.deliver_due(beijing("2026-12-02 09:00"))
        assert any("call 2 of 3" in text for text in _texts(office))
