"""A backup takes the database's place whole and on hold, or nothing changes; what was there stays beside."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import Settings
from models.copies import CopyDamaged
from models.hold import hold_in_force
from models.session import Database, DatabaseBusy, DatabaseUnusable
from models.tables import Account, Closure, Heartbeat, WebSession
from tests.closures import CHECK_AT, first_user, register
from worker.backups import Backup, back_up
from worker.installation import open_installation
from worker.restore import restore
from worker.restored import Restored, RestoreRefused
from worker.run_log import WORKER
from worker.service import SchedulerRunning, only_scheduler

pytestmark = pytest.mark.sqlite


MADE = datetime(2026, 10, 10, 1, 2, 3, tzinfo=UTC)
NOW = MADE + timedelta(days=2)


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    """An installation with one closure, backed up; after that a second one was registered."""
    return Settings(data_dir=tmp_path, operator="box.example")


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Backup:
    with database.writing() as session:
        register(first_user(session))
    made = back_up(database, tmp_path / "copies", MADE)
    with database.writing() as session:
        register(first_user(session))
        session.merge(Heartbeat(worker=WORKER, started_at=CHECK_AT, seen_at=CHECK_AT, said=""))
    database.close()
    return made


def closures(settings: Settings) -> int:
    with open_installation(settings) as opened, opened.database.reading() as session:
        return len(session.scalars(select(Closure)).all())


def untouched(tmp_path: Path) -> None:
    """As it was, and nothing lies about."""
    assert closures(Settings(data_dir=tmp_path, operator="box.example")) == 2
    assert not [file.name for file in tmp_path.iterdir() if "restor" in file.name or "replaced" in file.name]


def test_it_takes_the_place_on_hold_and_the_old_one_stays_beside(settings: Settings, backup: Backup) -> None:
    done = restore(settings, backup.file, NOW)
    assert (done.made_at, done.worked_until) == (MADE, CHECK_AT)
    assert done.contents.rows["closures"] == 1
    assert closures(settings) == 1
    with open_installation(settings) as opened, opened.database.reading() as session:
        hold = hold_in_force(session)
        assert hold is not None
        assert (hold.since, hold.made_at, hold.worked_until) == (NOW, MADE, CHECK_AT)
    assert done.aside is not None
    with sqlite3.connect(done.aside) as old:
        assert old.execute("SELECT count(*) FROM closures").fetchone() == (2,)
    old.close()
    assert settings.data_dir.joinpath("xiaohu.db").stat().st_mode & 0o777 == 0o600


def test_where_nothing_is_left_it_is_put_there(settings: Settings, backup: Backup, tmp_path: Path) -> None:
    for file in tmp_path.glob("xiaohu.db*"):
        file.unlink()
    done = restore(settings, backup.file, NOW)
    assert (done.aside, done.worked_until) == (None, None)
    assert closures(settings) == 1


def test_a_log_that_was_left_behind_is_not_taken_for_the_new_databases(
    settings: Settings, backup: Backup, tmp_path: Path
) -> None:
    """SQLite would write its pages into whatever lies beside it."""
    for file in tmp_path.glob("xiaohu.db*"):
        file.unlink()
    with sqlite3.connect(tmp_path / "other.db", isolation_level=None) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("PRAGMA page_size=4096")
        other.execute("CREATE TABLE strange (x)")
        shutil.copy(tmp_path / "other.db-wal", tmp_path / "xiaohu.db-wal")
    other.close()
    restore(settings, backup.file, NOW)
    assert closures(settings) == 1


def test_a_running_scheduler_is_refused(settings: Settings, backup: Backup, tmp_path: Path) -> None:
    with only_scheduler(Database(settings.database)), pytest.raises(SchedulerRunning):
        restore(settings, backup.file, NOW)
    untouched(tmp_path)


def test_any_other_program_that_has_it_open_is_refused(
    settings: Settings, backup: Backup, tmp_path: Path
) -> None:
    """Pages without a scheduler hold no lock: they would go on with the file that was replaced."""
    with open_installation(settings) as pages, pages.database.reading() as session:
        assert first_user(session)
        with pytest.raises(DatabaseBusy, match="stop xiaohu everywhere"):
            restore(settings, backup.file, NOW)
    untouched(tmp_path)


def test_a_damaged_file_is_refused(settings: Settings, backup: Backup, tmp_path: Path) -> None:
    with backup.file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 300)
    with pytest.raises(CopyDamaged, match="checksum differs"):
        restore(settings, backup.file, NOW)
    backup.file.with_suffix(".json").unlink()
    with pytest.raises(CopyDamaged, match="is damaged"):
        restore(settings, backup.file, NOW)
    untouched(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 300])
def test_what_is_no_backup_is_refused(
    content: bytes, settings: Settings, backup: Backup, tmp_path: Path
) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    with pytest.raises(CopyDamaged, match=r"letter\.txt|restoring"):
        restore(settings, file, NOW)
    untouched(tmp_path)


def test_a_newer_programs_backup_is_refused(settings: Settings, backup: Backup, tmp_path: Path) -> None:
    backup.file.with_suffix(".json").unlink()
    with sqlite3.connect(backup.file) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    copy.close()
    with pytest.raises(DatabaseUnusable, match=r"newer xiaohu \(9999\)"):
        restore(settings, backup.file, NOW)
    untouched(tmp_path)


def test_a_file_that_is_not_there_and_the_database_itself(
    settings: Settings, backup: Backup, tmp_path: Path
) -> None:
    with pytest.raises(RestoreRefused, match="there is no such file"):
        restore(settings, tmp_path / "nowhere.db", NOW)
    with pytest.raises(RestoreRefused, match="no backup of it"):
        restore(settings, tmp_path / "xiaohu.db", NOW)
    untouched(tmp_path)


def test_a_damaged_database_is_kept_aside_too(settings: Settings, backup: Backup, tmp_path: Path) -> None:
    (tmp_path / "xiaohu.db").write_bytes(b"ruined by the disk" * 1000)
    done = restore(settings, backup.file, NOW)
    assert done.worked_until is None
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"ruined")
    assert closures(settings) == 1


def test_a_copy_made_by_hand_is_taken_with_its_log(settings: Settings, tmp_path: Path) -> None:
    with open_installation(settings) as opened:
        with opened.database.writing() as session:
            register(first_user(session))
        (tmp_path / "hand").mkdir()
        for end in ("", "-wal"):
            shutil.copy(tmp_path / f"xiaohu.db{end}", tmp_path / "hand" / f"copy.db{end}")
    done = restore(settings, tmp_path / "hand" / "copy.db", NOW)
    assert done.contents.rows["closures"] == 1
    assert done.made_at is not None, "what it remembers last"
    assert closures(settings) == 1


def test_nobody_is_signed_in_by_a_backup(settings: Settings, tmp_path: Path) -> None:
    """Who was signed out after it was made stays out."""
    with open_installation(settings) as opened:
        with opened.database.writing() as session:
            account = Account(
                user=first_user(session), name="w", password_hash="", operator=True, created_at=MADE
            )
            session.add(account)
            session.flush()
            session.add(
                WebSession(
                    account_id=account.id,
                    token_hash="x",
                    browser="",
                    created_at=MADE,
                    seen_at=MADE,
                    expires_at=NOW + timedelta(days=9),
                )
            )
        made = back_up(opened.database, tmp_path / "copies", MADE)
    restore(settings, made.file, NOW)
    with open_installation(settings) as opened, opened.database.reading() as session:
        assert session.scalars(select(Account)).one().name == "w"
        assert session.scalars(select(WebSession)).all() == []


def test_restored_twice_in_a_row(settings: Settings, backup: Backup) -> None:
    first: Restored = restore(settings, backup.file, NOW)
    second = restore(settings, backup.file, NOW + timedelta(minutes=1))
    assert first.aside != second.aside
    assert closures(settings) == 1
