"""Putting a check off because a report was asked for is remembered as that."""

from datetime import date

from models.session import Database
from tests.closures import first_user, planning, register


def test_the_history_tells_a_report_that_was_asked_for_from_a_mere_delay(database: Database) -> None:
    plan = planning("2026-10-10 10:00")
    with database.writing() as session:
        closure = register(first_user(session))
        closure.snooze(date(2026, 10, 11), plan, report_asked=True)
        closure.snooze(date(2026, 10, 12), plan)
        asked, delayed = closure.events[-2:]
        assert asked.data == {"until": "2026-10-11", "report_asked": True}
        assert delayed.data == {"until": "2026-10-12"}
