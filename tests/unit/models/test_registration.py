"""Many closures are registered as one is: the same rows, in order."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from models.closure import Closure
from models.registration import Registration, Target, register_all
from models.session import Database
from models.tables import ExternalId, Record, Reminder, Round
from scheduler.appointments import AppointmentRule, plan_appointment
from tests.closures import add_user, calendar, first_user, planning, said
from tests.databases import ON_POSTGRESQL

TABLES = ("closures", "rounds", "reminders", "events")
RULE = AppointmentRule(
    call_workdays_before=10, deposit="day_before", deposit_by=None, letter_workdays_after=2
)
APPOINTMENT = plan_appointment(RULE, date(2026, 10, 30), date(2026, 9, 24), calendar())


def wanted(stated: str, on: str = "2026-09-24", **rest: Any) -> Registration:
    rest.setdefault("external_id", None)
    return Registration(
        1, Target("jd-jintiao", "京东金条", "app"), date.fromisoformat(on), said(stated), **rest
    )


MANY = (
    wanted("3-5个工作日更新"),
    wanted("连续打3天,7天后更新"),
    wanted("3-5个工作日更新", note="the same dates again"),
    wanted("30天", on="2026-08-01"),
    wanted("10个工作日", on="2040-01-01"),
    wanted("10个工作日再确认", appointment=APPOINTMENT),
    wanted("10个工作日再确认", day0=APPOINTMENT.letter_on, appointment=APPOINTMENT),
)


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.reading() as session:
        tables = [Record.metadata.tables[name] for name in TABLES]
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
            for table in tables
        }


def forget_all(database: Database) -> None:
    """The next closure is number 1 again."""
    again = "TRUNCATE closures RESTART IDENTITY CASCADE" if ON_POSTGRESQL else "DELETE FROM closures"
    with database.statement() as connection:
        connection.execute(text(again))


def test_many_at_once_are_the_same_rows_as_one_after_the_other(database: Database) -> None:
    with database.writing() as session:
        person = first_user(session).people[0]
        for each in MANY:
            Closure.register(
                person,
                each.target,
                each.requested_on,
                each.statement,
                planning(),
                day0=each.day0,
                appointment=each.appointment,
                note=each.note,
            )
    one_by_one = rows(database)
    forget_all(database)
    with database.statement() as connection:
        numbers = register_all(connection, 1, MANY, planning())
    together = rows(database)
    assert numbers == [closure[0] for closure in together["closures"]]
    for table in TABLES:
        key = {"reminders": lambda row: row[1:6], "events": lambda row: row[4]}.get(table, lambda row: row[0])
        without_id = [sorted((row for row in found[table]), key=key) for found in (one_by_one, together)]
        assert [row[1:] for row in without_id[0]] == [row[1:] for row in without_id[1]], table


def test_numbers_come_in_the_order_of_what_was_wanted(database: Database) -> None:
    many = [wanted("3天", note=str(number)) for number in range(2500)]
    with database.statement() as connection:
        numbers = register_all(connection, 1, many, planning())
    with database.reading() as session:
        notes = {row.id: row.note for row in session.execute(select(Closure.id, Closure.note))}
        assert [notes[number] for number in numbers] == [each.note for each in many]
        strays = select(func.count()).where(Reminder.round_id == Round.id, Round.closure_id.not_in(numbers))
        assert session.scalar(strays) == 0


def test_nothing_wanted_stores_nothing(database: Database) -> None:
    with database.statement() as connection:
        assert register_all(connection, 1, [], planning()) == []
    assert rows(database) == {table: [] for table in TABLES}


def test_an_external_id_is_unique_for_its_user_only(database: Database) -> None:
    with database.writing() as session:
        other = add_user(session, "other").id
    once = wanted("3天", external_id="crm-1")
    with database.statement() as connection:
        register_all(connection, 1, [once], planning())
        register_all(connection, other, [once], planning())
    with pytest.raises(IntegrityError, match="external_ids"), database.statement() as connection:
        register_all(connection, 1, [wanted("3天"), once], planning())
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ExternalId)) == 2
        assert session.scalar(select(func.count()).select_from(Closure)) == 2
