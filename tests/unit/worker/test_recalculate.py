"""A new holiday notice: open closures follow it, and only what moved is told."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import Settings
from models.session import Database
from models.tables import Closure, HolidayNotice
from tests.closures import beijing, calendar, first_user, planning, register, verify
from tests.scripted import ScriptedClock
from worker.installation import Installation
from worker.recalculate import Moved, recalculate

NOW = "2026-12-01 10:00"
SPRING = date(2027, 2, 1)
"""Ten working days from here cross the Spring Festival of 2027 (eve on 5 February)."""


@pytest.fixture
def installation(database: Database, tmp_path: Path) -> Installation:
    return Installation(
        Settings(data_dir=tmp_path, operator="box.example"), database, ScriptedClock(beijing(NOW))
    )


def _import(installation: Installation, first: int, last: int) -> list[Moved]:
    """The notice of 2027 with one festival, off on those days of February."""
    days = [{"name": "春节", "date": f"2027-02-{day:02}", "isOffDay": True} for day in range(first, last + 1)]
    text = json.dumps({"year": 2027, "days": days})
    with installation.database.writing() as session:
        session.add(HolidayNotice(year=2027, text=text, imported_at=beijing(NOW)))
        return recalculate(session, installation)


def _closure(installation: Installation) -> Closure:
    with installation.database.writing() as session:
        return register(first_user(session), "10个工作日", SPRING, planning(NOW))


def test_a_date_that_moved_is_told_and_its_reminder_follows(installation: Installation) -> None:
    before = _closure(installation).round
    [moved] = _import(installation, 5, 16)
    assert moved.before == (before.due_on, before.check_on)
    assert moved.after[0] is not None
    assert before.due_on is not None
    assert moved.after[0] > before.due_on
    with installation.database.reading() as session:
        closure = session.scalars(select(Closure)).one()
        assert (closure.round.due_on, closure.round.check_on) == moved.after
        assert verify(closure).day == closure.round.check_on
        assert not closure.round.provisional
        assert [event.kind for event in closure.events] == ["registered", "recalculated"]


def test_a_date_that_stays_is_not_told(installation: Installation) -> None:
    _closure(installation)
    off = [day for day in range(1, 29) if not calendar().is_workday(date(2027, 2, day))]
    festival = [day for day in off if date(2027, 2, day).weekday() < 5]
    assert _import(installation, festival[0], festival[-1]) == []
    with installation.database.reading() as session:
        assert [event.kind for event in session.scalars(select(Closure)).one().events] == ["registered"]


def test_a_finished_closure_keeps_its_dates(installation: Installation) -> None:
    with installation.database.writing() as session:
        register(first_user(session), "10个工作日", SPRING, planning(NOW)).withdraw(planning(NOW))
    assert _import(installation, 5, 16) == []
