"""Dates worked out again: reminders follow, what was sent stays sent, a missing calendar is named."""

from datetime import date

import pytest

from catalog.published_years import published_years
from models.session import Database
from scheduler.workdays import WorkCalendar
from tests.closures import beijing, calendar, first_user, planning, register, verify

TO_2026 = WorkCalendar(published_years(), "to-2026")
UNKNOWN = date(2033, 9, 24)


def test_a_year_without_a_calendar_leaves_the_dates_empty_and_says_which(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), on=UNKNOWN, plan=planning("2033-09-24 10:00"))
    latest = closure.round
    assert (latest.opens_on, latest.due_on, latest.check_on, latest.no_calendar) == (None, None, None, 2033)
    assert (latest.reminders, latest.provisional) == ([], False)
    assert (closure.state, latest.stated) == ("waiting", "3-5个工作日更新")


def test_the_dates_appear_with_the_years_notice(database: Database) -> None:
    december = date(2026, 12, 24)
    with database.writing() as session:
        without = planning("2026-12-24 10:00", calendar=TO_2026)
        closure = register(first_user(session), "10个工作日", december, without)
        assert (closure.round.no_calendar, closure.round.reminders) == (2027, [])
        closure.round.work_out_dates(planning("2026-12-25 10:00"))
        closure.round.plan_reminders(closure.person.user.id, planning("2026-12-25 10:00"))
    assert (closure.round.due_on, closure.round.no_calendar) == (date(2027, 1, 8), None)
    assert closure.round.provisional
    assert closure.round.calendar_version == calendar().version
    assert verify(closure).day == date(2027, 1, 9)


def test_moved_dates_move_the_reminders_that_are_not_out(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.round.check_on = date(2026, 10, 14)
        closure.round.plan_reminders(closure.person.user.id, planning("2026-09-25 10:00"))
    assert [(r.kind, r.day) for r in closure.round.reminders[:2]] == [
        ("verify", date(2026, 10, 14)),
        ("overdue", date(2026, 10, 17)),
    ]
    assert verify(closure).due_at == beijing("2026-10-14 09:00")
    assert len(closure.round.reminders) == 9


@pytest.mark.parametrize("state", ["sent", "claimed", "failed"])
def test_what_was_sent_or_is_in_hand_is_neither_moved_nor_repeated(database: Database, state: str) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        out = verify(closure)
        out.state = state
        closure.round.check_on = date(2026, 10, 20)
        closure.round.plan_reminders(closure.person.user.id, planning("2026-10-11 10:00"))
    assert (out.state, out.day) == (state, date(2026, 10, 10))
    assert [r.kind for r in closure.round.reminders].count("verify") == 1
    ahead = [(r.ordinal, r.day) for r in closure.round.reminders if r.state == "scheduled"]
    assert ahead[0] == (1, date(2026, 10, 23))


def test_replanning_without_a_change_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        before = [(r.id, r.kind, r.ordinal, r.day, r.due_at, r.state) for r in closure.round.reminders]
        closure.round.work_out_dates(planning("2026-10-01 10:00"))
        closure.round.plan_reminders(closure.person.user.id, planning("2026-10-01 10:00"))
        assert [
            (r.id, r.kind, r.ordinal, r.day, r.due_at, r.state) for r in closure.round.reminders
        ] == before


def test_a_date_that_comes_to_lie_in_the_past_reminds_once_today(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.round.check_on = date(2026, 10, 1)
        closure.round.plan_reminders(closure.person.user.id, planning("2026-10-06 12:00"))
    scheduled = [(r.kind, r.ordinal, r.day) for r in closure.round.reminders if r.state == "scheduled"]
    assert scheduled[:2] == [("verify", 0, date(2026, 10, 6)), ("overdue", 2, date(2026, 10, 8))]
    assert verify(closure).due_at == beijing("2026-10-06 12:00")


def test_the_days_to_wait_after_the_window_are_a_setting(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), plan=planning(check_after_days=5))
    assert (closure.round.check_on, verify(closure).day) == (date(2026, 10, 14), date(2026, 10, 14))
