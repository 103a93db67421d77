"""An installation outgrows its file: everything moves to PostgreSQL, and goes on there."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import models.copying
from config.settings import Settings
from models.copying import CopyRefused, Portion, copy
from models.schema import prepare
from models.session import Database, DatabaseBusy
from models.tables import AllowedNetwork, Closure, ExternalId, HolidayNotice, Record, Reminder
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer
from tests.closures import CHECK_AT, add_channel, add_user, first_user, planning, register
from tests.command_line import CommandLine, assert_refused
from tests.databases import DATABASES
from tests.scripted import open_office
from tests.web.scene import new_scene
from worker.claim import DELIVERABLE
from worker.installation import open_installation
from worker.run_log import beat
from worker.service import only_scheduler

pytestmark = pytest.mark.postgresql
_NOTICE = '{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}'


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Database]:
    """An SQLite file with something of every kind, and reminders that were sent."""
    folder = tmp_path / "outgrown"
    folder.mkdir()
    url = f"sqlite:///{folder / 'xiaohu.db'}"
    with open_installation(Settings(data_dir=folder, operator="box.example", database_url=url)):
        pass
    new_scene(Database(url, durable=False), folder)
    database = Database(url, durable=False)
    with database.writing() as session:
        _add_the_rest(session)
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
        beat(office.deliverer)
    yield database
    database.close()


def _add_the_rest(session: Session) -> None:
    user = add_user(session, "third")
    add_channel(user, "mail")
    closure = register(user)
    filed = register(user)
    filed.answer(Answer.STILL_OPEN, planning("2026-10-10 09:00"))
    filed.escalate(Filing(Rung.OBJECTION, date(2026, 10, 10)), planning("2026-10-10 10:00"))
    session.flush()
    session.add(ExternalId(user_id=user.id, external_id="crm-1", closure_id=closure.id))
    session.add(HolidayNotice(year=2027, text=_NOTICE, imported_at=CHECK_AT))
    session.add(AllowedNetwork(user_id=user.id, network="10.0.0.0/8", allowed_at=CHECK_AT))


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Database]:
    database = Database(DATABASES.url(tmp_path / "new"), durable=False)
    yield database
    database.close()


def _rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading() as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for table in Record.metadata.sorted_tables
        }


def test_every_row_arrives_as_it_was(source: Database, target: Database) -> None:
    before = _rows(source)
    assert copy(source, target) == sum(map(len, before.values()))
    assert _rows(target) == before == _rows(source)
    empty = {name for name, rows in before.items() if not rows}
    reports = {"report_verdicts", "imported_observations"}
    assert empty == {"idempotency_keys", "login_failures", "holds", *reports}


def test_what_is_added_there_gets_numbers_of_its_own(source: Database, target: Database) -> None:
    copy(source, target)
    with target.writing() as session:
        added = register(first_user(session))
        session.flush()
        assert added.id == max(session.scalars(select(Closure.id)))
    with target.reading() as session:
        assert len(session.get_one(Closure, added.id).round.reminders) == 9


def test_what_was_sent_is_not_sent_again_and_what_is_due_later_is(source: Database, target: Database) -> None:
    with source.reading() as session:
        sent = session.scalars(select(Reminder).where(Reminder.state == "sent")).all()
        later = min(session.scalars(select(Reminder.due_at).where(DELIVERABLE, Reminder.due_at > CHECK_AT)))
    assert sent
    copy(source, target)
    with open_office(target, CHECK_AT) as office:
        assert office.deliver_due() == 0
        assert office.deliver_due(later) > 0


def test_a_database_with_anything_in_it_is_refused(source: Database, target: Database) -> None:
    copy(source, target)
    with pytest.raises(CopyRefused, match=r"is not empty \(tables heartbeats, "):
        copy(source, target)
    assert _rows(target) == _rows(source)


def test_a_copy_that_is_cut_off_leaves_nothing_and_can_be_begun_again(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(portions: Iterable[Portion], total: int) -> Iterator[Portion]:
        for done, portion in enumerate(portions):
            yield portion
            if done == total // 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(models.copying, "AT_A_TIME", 3)
    with pytest.raises(KeyboardInterrupt):
        copy(source, target, cut)
    assert not any(_rows(target).values())
    copy(source, target)
    assert _rows(target) == _rows(source)


def test_rows_that_do_not_arrive_are_noticed(source: Database, target: Database) -> None:
    with pytest.raises(CopyRefused, match="not what was sent"):
        copy(
            source, target, lambda portions, _: [each for each in portions if each.table.name != "deliveries"]
        )
    assert not any(_rows(target).values())


def test_nobody_writes_meanwhile(source: Database, target: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.session.BUSY_SECONDS", 0.05)
    other = Database(str(source.url))

    def writing(portions: Iterable[Portion], _total: int) -> Iterator[Portion]:
        with pytest.raises(DatabaseBusy), other.writing() as session:
            first_user(session)
        yield from portions

    copy(source, target, writing)
    other.close()


def test_into_a_file_is_refused(source: Database, tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="goes into PostgreSQL"):
        copy(source, Database(f"sqlite:///{tmp_path}/x.db"))


@pytest.fixture
def xiaohu(tmp_path: Path) -> CommandLine:
    """One on an SQLite file."""
    made = CommandLine(tmp_path / "old")
    made.more["XIAOHU_DATABASE_URL"] = f"sqlite:///{tmp_path / 'old' / 'xiaohu.db'}"
    return made


def test_the_command_says_what_follows_and_works_from_then_on(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu.folder.mkdir()
    xiaohu("add", "jd-jintiao", "--note", "before")
    url = DATABASES.url(tmp_path / "new").replace("//xiaohu@", "//xiaohu:hunter2@")
    said = xiaohu("db", "copy", "-", typed=f"{url}\n")
    assert said.code == 0, said.err
    assert "rows copied and counted" in said.out
    assert "channels.key" in said.out
    assert "hunter2" not in said.out + said.err
    assert_refused(xiaohu("db", "copy", url), 2, "is not empty")
    xiaohu.more["XIAOHU_DATABASE_URL"] = url
    assert [closure["note"] for closure in xiaohu("list", "--json").json] == ["before"]
    assert xiaohu("add", "jd-jintiao").code == 0
    assert xiaohu("doctor").code == 0


def test_a_scheduler_at_work_is_in_the_way(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu.folder.mkdir()
    xiaohu("add", "jd-jintiao")
    url = DATABASES.url(tmp_path / "new")
    opened = Database(xiaohu.more["XIAOHU_DATABASE_URL"])
    with only_scheduler(opened):
        assert_refused(xiaohu("db", "copy", url), 75, "stop it first")
    opened.close()


def test_a_newer_or_older_target_is_refused(xiaohu: CommandLine, tmp_path: Path) -> None:
    xiaohu.folder.mkdir()
    xiaohu("add", "jd-jintiao")
    target = Database(DATABASES.url(tmp_path / "new"))
    prepare(target)
    with target.statement() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    target.close()
    assert_refused(xiaohu("db", "copy", DATABASES.url(tmp_path / "new")), 1, "newer xiaohu")
