"""On hold nothing is sent, whatever comes due; released, exactly what was chosen goes out."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.hold import hold_in_force
from models.session import Database
from models.tables import Event, Heartbeat, Hold, Reminder
from tests.closures import (
    CHECK_AT,
    add_channel,
    add_user,
    beijing,
    due_together,
    first_user,
    planning,
    verify,
)
from tests.scripted import Office, open_office
from worker.dead_man import ping
from worker.hold import NotOnHold, Overdue, release, waiting
from worker.run_log import WORKER, beat

HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
LATER = CHECK_AT + HOUR


def put_on_hold(database: Database, at: datetime = CHECK_AT) -> None:
    with database.writing() as session:
        session.add(Hold(since=at))


def two_users(database: Database) -> None:
    """One with two closures due at CHECK_AT, one with a single one."""
    with database.writing() as session:
        for number, count in enumerate((2, 1)):
            user = first_user(session) if not number else add_user(session, "other")
            add_channel(user, f"channel{number}")
            due_together(user, count)


def let_go(office: Office, overdue: Overdue | datetime, at: datetime) -> int:
    with office.database.writing() as session:
        return release(session, overdue, at).reminders


def states(database: Database) -> list[str]:
    with database.reading() as session:
        due = select(Reminder.state).where(Reminder.day == CHECK_AT.date()).order_by(Reminder.id)
        return list(session.scalars(due))


def test_on_hold_nothing_leaves_however_long_it_lasts(database: Database) -> None:
    two_users(database)
    put_on_hold(database)
    with open_office(database, CHECK_AT) as office:
        assert [office.deliver_due(CHECK_AT + days * A_DAY) for days in (0, 1, 10, 60)] == [0, 0, 0, 0]
        assert office.deliverer.next_due() is None
    assert states(database) == ["scheduled"] * 3


def test_sent_after_all_it_is_one_message_a_user(database: Database) -> None:
    two_users(database)
    put_on_hold(database)
    with open_office(database, LATER) as office:
        with database.reading() as session:
            due = waiting(session, LATER)
        assert (due.reminders, due.messages, due.oldest) == (3, 2, CHECK_AT)
        assert let_go(office, Overdue.SEND, LATER) == 3
        assert office.deliver_due() == 2


def test_dropped_it_is_not_sent_and_stands_in_the_history(database: Database) -> None:
    two_users(database)
    put_on_hold(database)
    with open_office(database, LATER) as office:
        assert let_go(office, Overdue.DROP, LATER) == 0
        assert office.deliver_due() == 0
        assert states(database) == ["failed"] * 3
        with database.reading() as session:
            told = session.scalars(select(Event).where(Event.kind == "passed_over")).all()
            assert [event.closure_id is not None for event in told] == [True] * 3
        assert office.deliver_due(CHECK_AT + 3 * A_DAY) == 2, "the next reminders come on their day"


def test_dropped_it_is_not_planned_anew_when_dates_are_worked_out_again(database: Database) -> None:
    """A cancelled reminder would be: it would be sent without anybody's consent."""
    two_users(database)
    put_on_hold(database)
    with open_office(database, LATER) as office:
        let_go(office, Overdue.DROP, LATER)
        with database.writing() as session:
            for closure in first_user(session).people[0].closures:
                closure.round.plan_reminders(first_user(session).id, planning("2026-10-10 11:00"))
        assert office.deliver_due(LATER + HOUR) == 0


def test_what_came_due_after_the_instant_is_sent_and_no_more(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "channel")
        early, late = due_together(user, 2)
        verify(late).due_at = CHECK_AT + 2 * HOUR
        ids = early.id, late.id
    put_on_hold(database)
    with open_office(database, CHECK_AT + 3 * HOUR) as office:
        assert let_go(office, CHECK_AT + HOUR, CHECK_AT + 3 * HOUR) == 1
        assert office.deliver_due() == 1
    with database.reading() as session:
        told = session.scalars(select(Event.closure_id).where(Event.kind == "passed_over")).all()
        assert told == [ids[0]]


def test_an_instant_ahead_does_not_drop_what_is_not_due(database: Database) -> None:
    two_users(database)
    put_on_hold(database, CHECK_AT - A_DAY)
    with open_office(database, CHECK_AT - A_DAY) as office:
        let_go(office, CHECK_AT + A_DAY, CHECK_AT - A_DAY)
        assert office.deliver_due(CHECK_AT) == 2


def test_released_once_and_remembered(database: Database) -> None:
    put_on_hold(database)
    with database.writing() as session:
        release(session, beijing("2026-10-10 08:00"), LATER)
        assert hold_in_force(session) is None
        with pytest.raises(NotOnHold):
            release(session, Overdue.SEND, LATER)
    with database.reading() as session:
        hold = session.scalars(select(Hold)).one()
        assert (hold.released_at, hold.released) == (LATER, "2026-10-10T00:00:00+00:00")


def test_two_restores_are_released_together(database: Database) -> None:
    put_on_hold(database)
    put_on_hold(database, LATER)
    with database.writing() as session:
        release(session, Overdue.SEND, LATER)
        assert hold_in_force(session) is None


def test_the_log_says_so_and_the_outside_monitor_hears_nothing(database: Database) -> None:
    two_users(database)
    put_on_hold(database)
    told: list[int] = []
    with open_office(database, CHECK_AT) as office:
        office.deliverer.monitor.ping = lambda: told.append(1)  # type: ignore[method-assign]
        office.deliver_due()
        ping(office.deliverer)
        assert told == []
        beat(office.deliverer)
        with database.reading() as session:
            assert session.get_one(Heartbeat, WORKER).said.startswith("ON HOLD after a restore")
        let_go(office, Overdue.SEND, CHECK_AT)
        ping(office.deliverer)
        assert told == [1]
