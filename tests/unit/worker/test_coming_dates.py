"""Which dates of a closure a calendar shows."""

from datetime import date, timedelta

from config.settings import Settings
from models.pull_wishes import stored_wishes
from models.session import Database
from notifiers.due import Coming
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from scheduler.pulls import Wishes
from tests.closures import add_user, beijing, first_user, planning, register
from worker.coming_dates import coming_of, timetable

SETTINGS = Settings(operator="box.example")


def test_the_last_day_and_the_check_day_of_the_running_round(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        assert set(coming_of(closure)) == {
            Coming(closure.id, "京东金条", "due", date(2026, 10, 9)),
            Coming(closure.id, "京东金条", "check", date(2026, 10, 10)),
        }
        closure.answer(Answer.NOT_UPDATED, planning("2026-10-10 10:00"))
        assert {each.on for each in coming_of(closure)} == {date(2026, 11, 30), date(2026, 12, 1)}


def test_a_check_that_was_put_off_moves(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.snooze(date(2026, 10, 15), planning("2026-10-10 10:00"))
        assert {each.on for each in coming_of(closure) if each.what == "check"} == {date(2026, 10, 15)}


def test_calls_stay_until_they_were_made(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session), "连续打3天,7天后更新", on=date(2026, 11, 2))
        calls = [(each.ordinal, each.on.day) for each in coming_of(closure) if each.what == "call"]
        assert calls == [(1, 2), (2, 3), (3, 4)]
        closure.act(date(2026, 11, 3), planning("2026-11-03 10:00"))
        assert [each.on.day for each in coming_of(closure) if each.what == "call"] == [4]


def test_the_answer_to_what_was_filed(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        filing = Filing(Rung.OBJECTION, date(2026, 10, 12))
        closure.escalate(filing, planning("2026-10-12 10:00"))
        [asked] = [each for each in coming_of(closure) if each.what == "answer_due"]
        assert asked.on == date(2026, 11, 2), "the day after the last one"


def test_one_pull_answers_for_several_accounts_of_a_person(database: Database) -> None:
    with database.writing() as session:
        user = add_user(session, "li")
        first, second = register(user), register(user, "20天")
        shown = timetable(session, user, "full", SETTINGS, beijing("2026-09-25 10:00"))
        assert [(pull.on, set(pull.closures)) for pull in shown.pulls] == [
            (date(2026, 10, 15), {first.id, second.id})
        ]
        assert shown.pulls[0].person is None


def test_pulls_are_planned_with_what_the_person_wishes(database: Database) -> None:
    with database.writing() as session:
        user = add_user(session, "li")
        register(user)
        register(user, "20天")
        alone = stored_wishes(Wishes(wait=timedelta(0)))
        user.people[0].pull_wishes = alone
        shown = timetable(session, user, "full", SETTINGS, beijing("2026-09-25 10:00"))
        apart = {each.on for each in shown.dates if each.what == "check"}
        assert {pull.on for pull in shown.pulls} == apart == {date(2026, 10, 10), date(2026, 10, 15)}
