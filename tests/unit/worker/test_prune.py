"""Retention: off unless asked for, by the day a closure ended, and what is deleted is gone."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from catalog.loading import load_catalog
from config.settings import ConfigError, Settings, load_settings
from models.session import Database
from models.tables import Closure, Event, ExternalId, Reminder, Round
from scheduler.lifecycle import Answer
from tests.closures import beijing, first_user, planning, register
from worker import prune as pruning
from worker.clock import SteppedClock
from worker.deliver import Deliverer
from worker.jobs import RECURRING
from worker.prune import prune

ENDED = "2026-10-10 12:00"


def pruned(database: Database, now: str, days: int | None, tmp_path: Path) -> int:
    settings = Settings(data_dir=tmp_path, operator="box.example", keep_finished_days=days)
    deliverer = Deliverer(database, SteppedClock(beijing(now)), settings, load_catalog())
    try:
        return prune(deliverer)
    finally:
        deliverer.stop()


def finished(database: Database, note: str = "") -> int:
    """A closure verified on 10 October at noon."""
    with database.writing() as session:
        closure = register(first_user(session), note=note)
        closure.answer(Answer.VERIFIED, planning(ENDED))
        return closure.id


def numbers(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(Closure.id).order_by(Closure.id)))


@pytest.mark.parametrize(
    ("now", "days", "gone"),
    [
        ("2026-11-09 12:00", 30, 0),
        ("2026-11-09 12:01", 30, 1),
        ("2026-11-09 12:01", 31, 0),
        ("2099-01-01 12:00", None, 0),
    ],
)
def test_a_finished_closure_goes_so_many_days_after_its_end(
    database: Database, now: str, days: int | None, gone: int, tmp_path: Path
) -> None:
    number = finished(database)
    assert pruned(database, now, days, tmp_path) == gone
    assert numbers(database) == ([] if gone else [number])


def test_nothing_is_written_where_nothing_is_to_go(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write of nothing would hold others up, and say that a full disk has room again."""
    finished(database)
    monkeypatch.setattr(Database, "writing", None)
    assert pruned(database, "2026-11-09 12:00", 30, tmp_path) == 0


def test_what_is_open_stays_however_old(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        user = first_user(session)
        open_one = register(user).id
        escalated = register(user)
        escalated.answer(Answer.STILL_OPEN, planning(ENDED))
        kept = [open_one, escalated.id]
    finished(database)
    assert pruned(database, "2030-01-01 12:00", 1, tmp_path) == 1
    assert numbers(database) == kept


def test_all_that_belongs_to_it_goes_too_and_no_byte_is_left(database: Database, tmp_path: Path) -> None:
    mark = "mark-of-a-note-nobody-may-find"
    finished(database, note=mark)
    pruned(database, "2030-01-01 12:00", 30, tmp_path)
    with database.reading() as session:
        for table in (Round, Reminder, Event, ExternalId):
            assert session.scalar(select(func.count()).select_from(table)) == 0
    for file in tmp_path.glob("xiaohu.db*"):
        assert mark.encode() not in file.read_bytes(), file


def test_many_are_deleted_in_small_transactions(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "AT_A_TIME", 2)
    for _ in range(5):
        finished(database)
    assert pruned(database, "2030-01-01 12:00", 30, tmp_path) == 5
    assert numbers(database) == []


def test_the_log_says_how_many_but_not_whose(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    finished(database)
    with caplog.at_level(logging.INFO):
        pruned(database, "2026-11-09 12:00", 30, tmp_path)
        assert caplog.messages == []
        pruned(database, "2030-01-01 12:00", 30, tmp_path)
    assert caplog.messages == ["1 closure(s) that ended more than 30 days ago are deleted"]


def test_it_recurs() -> None:
    assert [work.every for work in RECURRING if work.do is prune] == [timedelta(hours=1)]


@pytest.mark.parametrize("days", ["0", "-1", "soon", "36501"])
def test_a_number_of_days_that_makes_no_sense_is_refused(days: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAOHU_KEEP_FINISHED_DAYS", days)
    with pytest.raises(ConfigError, match="XIAOHU_KEEP_FINISHED_DAYS"):
        load_settings()
