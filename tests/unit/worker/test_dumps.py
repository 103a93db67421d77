"""Backup and restore on PostgreSQL: by its own programs, in one transaction, and on hold at once."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from config.settings import Settings
from models import dumps
from models.copies import CopyDamaged
from models.hold import hold_in_force
from models.session import Database, DatabaseBusy, DatabaseUnusable
from models.tables import Closure, Heartbeat
from tests.closures import CHECK_AT, first_user, register
from tests.databases import server_in_use
from worker.backups import Backup, back_up, backups_in
from worker.restore import restore
from worker.restored import RestoreRefused
from worker.run_log import WORKER

pytestmark = pytest.mark.postgresql
MADE = datetime(2026, 10, 10, 1, 2, 3, tzinfo=UTC)
NOW = MADE + timedelta(days=2)


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(server_in_use().programs))


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Iterator[Backup]:
    """One closure, backed up; a second one came afterwards, and another program's table."""
    with database.writing() as session:
        register(first_user(session))
    made = back_up(database, tmp_path / "copies", MADE)
    with database.writing() as session:
        register(first_user(session))
        session.merge(Heartbeat(worker=WORKER, started_at=CHECK_AT, seen_at=CHECK_AT, said=""))
        session.execute(text("CREATE TABLE theirs AS SELECT 1 AS kept"))
    database.close()
    yield made
    database.close()


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    url = database.url.render_as_string(hide_password=False)
    return Settings(data_dir=tmp_path, operator="box.example", database_url=url)


def closures(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(Closure.id))) or 0


def test_a_backup_is_counted_and_holds_no_other_programs_tables(database: Database, backup: Backup) -> None:
    assert (backup.manifest.rows["closures"], backup.manifest.rows["reminders"]) == (1, 9)
    again = back_up(database, backup.file.parent, MADE + timedelta(days=1))
    assert "theirs" not in again.file.read_text()
    assert again.file.stat().st_mode & 0o777 == 0o600


def test_while_others_write_it_holds_one_state(database: Database, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with database.writing() as session:
                register(first_user(session))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [back_up(database, tmp_path / "copies", NOW + timedelta(days=n)) for n in range(3)]
    finally:
        stop.set()
        writer.join()
    counts = [each.manifest.rows for each in made]
    assert all(rows["reminders"] == 9 * rows["closures"] == 9 * rows["rounds"] for rows in counts)
    assert counts[-1]["closures"] > counts[0]["closures"], "nobody wrote meanwhile: nothing was tried"
    inserted = made[-1].file.read_text().partition("COPY public.closures ")[2].partition("\\.\n")[0]
    assert len(inserted.splitlines()) - 1 == counts[-1]["closures"], "the counts are the copy's own"


def test_it_takes_the_place_on_hold_and_the_old_one_is_one_more_backup(
    settings: Settings, database: Database, backup: Backup
) -> None:
    done = restore(settings, backup.file, NOW)
    assert closures(database) == 1
    with database.reading() as session:
        hold = hold_in_force(session)
        assert hold is not None
        assert (hold.since, hold.made_at, hold.worked_until) == (NOW, MADE, CHECK_AT)
        assert session.scalar(text("SELECT kept FROM theirs")) == 1
    [kept] = backups_in(settings.backups)
    assert done.aside == kept.file
    assert kept.manifest.rows["closures"] == 2
    with database.writing() as session:
        register(first_user(session))  # the numbers go on where they were


def test_while_others_are_connected_it_is_refused(
    settings: Settings, database: Database, backup: Backup
) -> None:
    with database.reading() as session:
        assert first_user(session)
        with pytest.raises(DatabaseBusy, match="stop xiaohu everywhere"):
            restore(settings, backup.file, NOW)
    assert closures(database) == 2


def test_what_is_damaged_unnamed_newer_or_of_the_other_kind_is_refused(
    settings: Settings, database: Database, backup: Backup, tmp_path: Path
) -> None:
    manifest = backup.file.with_suffix(".json")
    written = manifest.read_text()
    (tmp_path / "file.db").touch()
    with pytest.raises(RestoreRefused, match="other kind of database"):
        restore(settings, tmp_path / "file.db", NOW)
    manifest.write_text(written.replace(f'"{backup.manifest.schema}"', '"9999"'))
    with pytest.raises(RestoreRefused, match=r"newer xiaohu \(9999\)"):
        restore(settings, backup.file, NOW)
    manifest.unlink()
    with pytest.raises(RestoreRefused, match="manifest is not beside it"):
        restore(settings, backup.file, NOW)
    manifest.write_text(written)
    with backup.file.open("a") as opened:
        opened.write("DROP TABLE theirs;")
    with pytest.raises(CopyDamaged, match="checksum differs"):
        restore(settings, backup.file, NOW)
    assert closures(database) == 2


def test_a_dump_that_cannot_be_loaded_changes_nothing(
    settings: Settings, database: Database, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(database: Database, file: Path, then: str) -> None:
        dumps.load(database, file, "SELECT 1/0")

    monkeypatch.setattr("worker.restore_dump.load", interrupted)
    with pytest.raises(DatabaseUnusable, match=r"psql failed: .*division by zero"):
        restore(settings, backup.file, NOW)
    assert closures(database) == 2


def test_without_its_programs_it_is_one_sentence(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DatabaseUnusable, match="pg_dump is not installed here"):
        back_up(database, tmp_path / "copies", NOW)
    assert list((tmp_path / "copies").iterdir()) == []
