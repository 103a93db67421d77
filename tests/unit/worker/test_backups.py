"""A backup is whole or is none; what is old goes, what is not ours stays."""

import hashlib
import json
import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models import copies
from models.copies import CopyDamaged
from models.session import Database, DatabaseBusy, DatabaseUnusable
from tests.closures import first_user, register
from tests.scripted import open_office
from worker import backups
from worker.backups import (
    BackupFailed,
    back_up,
    back_up_when_due,
    backups_in,
    forget_backups,
    manifest_of,
    refuse_changed,
    thin_out,
)

pytestmark = pytest.mark.sqlite


NOW = datetime(2026, 10, 10, 1, 2, 3, 456, tzinfo=UTC)
A_DAY = timedelta(days=1)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_is_the_database_with_a_manifest_and_its_owners_alone(
    database: Database, tmp_path: Path
) -> None:
    with database.writing() as session:
        register(first_user(session))
    folder = tmp_path / "copies"
    made = back_up(database, folder, NOW)
    assert names(folder) == ["xiaohu-20261010T010203Z.db", "xiaohu-20261010T010203Z.json"]
    assert [(folder / name).stat().st_mode & 0o777 for name in names(folder)] == [0o600, 0o600]
    written = json.loads((folder / "xiaohu-20261010T010203Z.json").read_text())
    assert written["bytes"] == made.file.stat().st_size
    assert written["sha256"] == hashlib.sha256(made.file.read_bytes()).hexdigest()
    assert written["made_at"] == "2026-10-10T01:02:03+00:00"
    assert (written["rows"]["closures"], written["rows"]["people"]) == (1, 1)
    with sqlite3.connect(made.file) as copy:
        assert copy.execute("SELECT platform FROM closures").fetchall() == [("jd-jintiao",)]
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (written["schema"],)
    copy.close()


def test_while_others_write_it_holds_one_state(database: Database, tmp_path: Path) -> None:
    """Each closure is written with its rows in one transaction: none may be there by halves."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with database.writing() as session:
                register(first_user(session))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [back_up(database, tmp_path / "copies", NOW + n * A_DAY) for n in range(5)]
    finally:
        stop.set()
        writer.join()
    counts = [backup.manifest.rows for backup in made]
    assert all(
        rows["rounds"] == rows["closures"] and rows["reminders"] == 9 * rows["closures"] for rows in counts
    )
    assert counts[-1]["closures"] > counts[0]["closures"], "nobody wrote meanwhile: nothing was tried"


def test_a_copy_with_a_row_that_belongs_to_nothing_is_no_backup(database: Database, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "xiaohu.db") as broken:
        broken.execute(
            "INSERT INTO closures SELECT 7, 99, 'x', 'x', NULL, '2026-01-01', 'waiting', '', '2026'"
        )
    broken.close()
    with pytest.raises(CopyDamaged, match="a row of closures belongs to a row of people that is not there"):
        back_up(database, tmp_path / "copies", NOW)
    assert names(tmp_path / "copies") == []


def test_a_copy_that_is_damaged_on_its_way_is_no_backup(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = copies._vacuum_into

    def flips_bits(database: Database, file: Path) -> None:
        copied(database, file)
        with file.open("r+b") as opened:
            opened.seek(5000)
            opened.write(b"\xff" * 30000)

    monkeypatch.setattr(copies, "_vacuum_into", flips_bits)
    with pytest.raises(CopyDamaged, match="is damaged"):
        back_up(database, tmp_path / "copies", NOW)
    assert names(tmp_path / "copies") == []


def test_cut_short_it_is_no_backup_and_the_next_one_tidies_up(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copies"

    class Died(BaseException):
        pass

    def dies(_file: Path, _manifest: object) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(backups, "_write_manifest", dies)
        with pytest.raises(Died):
            back_up(database, folder, NOW)
    assert backups_in(folder) == []
    [left] = names(folder)
    os.utime(folder / left, (NOW.timestamp(), NOW.timestamp()))
    made = back_up(database, folder, NOW + A_DAY)
    assert names(folder) == [made.file.name, made.file.with_suffix(".json").name]


def test_two_at_the_same_second_are_one(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "copies", NOW)
    with pytest.raises(DatabaseBusy, match="another backup is being made"):
        back_up(database, tmp_path / "copies", NOW)
    assert len(backups_in(tmp_path / "copies")) == 1


def test_a_folder_that_cannot_be_is_one_sentence(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupFailed, match="no backup could be written: Not a directory"):
        back_up(database, tmp_path / "file" / "copies", NOW)


def test_a_full_disk_leaves_the_earlier_ones(database: Database, tmp_path: Path) -> None:
    import resource

    folder = tmp_path / "copies"
    back_up(database, folder, NOW)
    before, limits = names(folder), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises((DatabaseUnusable, BackupFailed)):
            back_up(database, folder, NOW + A_DAY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert names(folder) == before


def test_thinning_out_leaves_strangers_alone(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    made = [back_up(database, folder, NOW + timedelta(hours=n)) for n in range(3)]
    for stranger in ("xiaohu-20200101T000000Z.db", "xiaohu.db", "notes.json"):
        (folder / stranger).write_text("mine")
    assert thin_out(folder) == [made[0].file, made[1].file]
    assert len(names(folder)) == 2 + 3


def test_a_shortened_copy_counts_for_nothing_and_is_refused(database: Database, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "copies", NOW)
    os.truncate(made.file, made.manifest.bytes - 1)
    assert backups_in(tmp_path / "copies") == []
    manifest = manifest_of(made.file)
    assert manifest is not None
    with pytest.raises(CopyDamaged, match="its checksum differs"):
        refuse_changed(made.file, manifest, made.file)


def test_a_changed_byte_is_refused(database: Database, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "copies", NOW)
    content = bytearray(made.file.read_bytes())
    content[-1] ^= 1
    made.file.write_bytes(content)
    with pytest.raises(CopyDamaged, match="its checksum differs"):
        refuse_changed(made.file, made.manifest, made.file)


def test_the_scheduler_makes_one_a_day_into_the_data_folder(database: Database, tmp_path: Path) -> None:
    with open_office(database, NOW, data_dir=tmp_path) as office:
        for hours, count in ((0, 1), (10, 1), (23, 1), (24, 2), (30, 2), (48, 3)):
            office.clock.real = NOW + timedelta(hours=hours)
            back_up_when_due(office.deliverer)
            assert len(backups_in(tmp_path / "backups")) == count, hours


def test_a_clock_that_was_ahead_does_not_stop_the_backups(database: Database, tmp_path: Path) -> None:
    with open_office(database, NOW, data_dir=tmp_path) as office:
        for moment in (NOW + 900 * A_DAY, NOW):
            office.clock.real = moment
            back_up_when_due(office.deliverer)
    assert next(backup.made_at for backup in backups_in(tmp_path / "backups")) == NOW.replace(microsecond=0)


def test_where_none_is_wanted_none_is_made(database: Database, tmp_path: Path) -> None:
    with open_office(database, NOW, data_dir=tmp_path, backup_every_hours=0) as office:
        back_up_when_due(office.deliverer)
    assert not (tmp_path / "backups").exists()


def test_a_folder_that_is_gone_is_said_loudly_and_stops_nothing(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "disk").touch()
    with open_office(database, NOW, backup_dir=tmp_path / "disk" / "b") as office:
        back_up_when_due(office.deliverer)
    assert "NO BACKUP was made" in caplog.text


def test_what_was_deleted_for_good_is_in_no_backup_either(database: Database, tmp_path: Path) -> None:
    with open_office(database, NOW, data_dir=tmp_path) as office:
        office.clock.real = NOW
        back_up_when_due(office.deliverer)
        (tmp_path / "xiaohu.db.replaced-20261001T000000Z").touch()
        assert forget_backups(office.deliverer.settings, database) == 2
    assert list((tmp_path / "backups").iterdir()) == []
    assert not list(tmp_path.glob("*replaced*"))
