"""The digests' rows: planned once, aligned with the user's hour, ended when their week is over."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from models.session import Database
from models.tables import Reminder, User
from scheduler.digest_weeks import A_WEEK
from tests.closures import add_channel, add_user, beijing, calendar, first_user, register
from tests.scripted import Office, open_office
from worker import digests
from worker.digests import OVER, new_row, plan_digests, settle_due_digests
from worker.follow_hours import follow_hours_of
from worker.preferences import planning_for
from worker.run_log import status
from worker.service import run_once

MONDAY = beijing("2026-10-12 09:00")
BEFORE = beijing("2026-10-12 08:00")


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """A worker an hour before the digest of a user who came the week before."""
    with database.statement() as connection:
        connection.execute(update(User).values(created_at=beijing("2026-10-06 10:00")))
    with open_office(database, BEFORE, digest_at="MON 09:00") as opened:
        yield opened


def plan(office: Office, at: datetime | None = None) -> list[Reminder]:
    office.clock.moment = at or office.clock.moment
    plan_digests(office.deliverer)
    with office.database.reading() as session:
        return list(session.scalars(select(Reminder).where(Reminder.kind == "digest").order_by(Reminder.id)))


def test_a_digest_is_planned_for_its_instant_under_a_name_of_its_own(office: Office) -> None:
    with office.database.writing() as session:
        add_user(session, "other")
    mine, theirs = plan(office)
    assert (mine.ordinal, mine.day, mine.due_at) == (202642, date(2026, 10, 12), MONDAY)
    assert (mine.round_id, mine.state, mine.user_id) == (None, "scheduled", 1)
    assert mine.batch != theirs.batch
    assert mine.batch is not None


def test_planning_again_changes_nothing(office: Office) -> None:
    def seen() -> list[tuple[object, ...]]:
        return [(row.id, row.due_at, row.batch, row.state) for row in plan(office)]

    first = seen()
    assert [seen() for _ in range(3)] == [first] * 3
    office.clock.moment = MONDAY + timedelta(hours=5)  # late, not sent: it stays due since nine
    assert seen() == first


def test_one_that_was_sent_or_skipped_is_not_planned_again(office: Office) -> None:
    plan(office)
    for state in ("sent", "cancelled", "failed", "claimed"):
        with office.database.statement() as connection:
            connection.execute(update(Reminder).values(state=state))
        assert [row.state for row in plan(office, MONDAY + timedelta(days=2))] == [state]


def test_the_database_keeps_a_second_one_of_a_week_out(office: Office) -> None:
    plan(office)
    row = new_row(1, date(2026, 10, 18), MONDAY)
    with pytest.raises(IntegrityError), office.database.statement() as connection:
        connection.execute(insert(Reminder), [row])


def test_a_worker_that_was_overtaken_while_planning_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stale = digests._changes

    def overtaken(*given: object) -> digests.Changes:
        changes = stale(*given)  # type: ignore[arg-type]
        changes.add = [new_row(1, date(2026, 10, 12), MONDAY), new_row(1, date(2026, 10, 13), MONDAY)]
        return changes

    monkeypatch.setattr(digests, "_changes", overtaken)
    with caplog.at_level(logging.INFO):
        assert plan(office) == []
    assert "another worker" in caplog.text


def test_changed_reminder_hours_leave_the_digest_alone(office: Office) -> None:
    [row] = plan(office)
    with office.database.writing() as session:
        user = first_user(session)
        settings = office.deliverer.settings
        register(user, plan=planning_for(user, settings, calendar(), BEFORE))
        user.remind_at = time(11)
        assert follow_hours_of(user, session, settings, BEFORE) == 9
        assert session.get_one(Reminder, row.id).due_at == MONDAY


def test_without_a_channel_weeks_do_not_pile_up(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for week in range(4):
            rows = plan(office, MONDAY + timedelta(weeks=week, hours=1))
    assert [row.state for row in rows] == ["cancelled"] * 3 + ["scheduled"]
    assert {row.failure for row in rows[:3]} == {OVER}
    assert sum(OVER in line for line in caplog.messages) == 3
    with office.database.reading() as session:
        assert status(session, office.clock.now()).startswith("1 reminder(s) are due but there is no channel")


def test_a_start_plans_before_it_sends(office: Office) -> None:
    """For cron users too: nobody else plans for them."""
    with office.database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    office.clock.moment = MONDAY + timedelta(days=1)
    run_once(office.deliverer)
    assert [each.message.kind for each in office.post.posted].count("digest") == 1


def test_a_retry_keeps_its_place(office: Office) -> None:
    [row] = plan(office)
    later = MONDAY + timedelta(minutes=20)
    with office.database.statement() as connection:
        connection.execute(update(Reminder).values(attempts=1, due_at=later))
    assert [(each.id, each.due_at) for each in plan(office)] == [(row.id, later)]


def test_before_a_first_look_what_is_over_ends_and_nobody_else_is_looked_at(office: Office) -> None:
    with office.database.writing() as session:
        add_user(session, "other")
    plan(office)
    with office.database.statement() as connection:
        connection.execute(update(Reminder).where(Reminder.user_id != 1).values(due_at=BEFORE + 99 * A_WEEK))
    office.clock.moment = MONDAY + timedelta(days=8)
    settle_due_digests(office.deliverer)
    with office.database.reading() as session:
        rows = session.scalars(select(Reminder).order_by(Reminder.id)).all()
    first, theirs, *later = [(row.user_id, row.state) for row in rows]
    assert (first, theirs[1]) == ((1, "cancelled"), "scheduled")
    assert {user for user, _ in later} == {1}
