"""``restore``: a backup in the database's place, on hold from its first moment; what was there is kept aside.

    copied beside -> looked at -> brought up to this version -> on hold -> takes the database's name

Until the last step nothing has changed; that step is one renaming, and the database is always there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete

from config.i18n import N_
from config.settings import Settings
from models.copies import last_trace, last_worked, look_at, sync
from models.schema import older_revision, problem_with, upgrade
from models.session import Database, DatabaseBusy
from models.tables import Hold, WebSession
from worker.backups import manifest_of, refuse_changed
from worker.recover import release_all
from worker.restore_dump import restore_dump
from worker.restored import Restored, RestoreRefused
from worker.service import only_scheduler


def restore(settings: Settings, file: Path, now: datetime) -> Restored:
    """Raises RestoreRefused, CopyDamaged, DatabaseUnusable, SchedulerRunning, DatabaseBusy; then nothing has
    changed."""
    if not file.is_file():
        raise RestoreRefused(
            N_("{file}: there is no such file; backups are made by: xiaohu backup"), file=file
        )
    database = _database(settings)
    try:
        place = database.file
        if (file.suffix == ".sql") is not (place is None):
            raise RestoreRefused(
                N_("{file} was made by the other kind of database than is in use"), file=file
            )
        if place is None:
            return restore_dump(database, settings, file, now)
        _refuse_itself(file, place)
        with only_scheduler(database):
            _refuse_users(place)
            with _copied_beside(place, file) as copy:
                return _put_in_place(copy, place, _made_ready(copy, file, place, now), now)
    finally:
        database.close()


def _database(settings: Settings) -> Database:
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Database(settings.database)


def _refuse_itself(file: Path, place: Path) -> None:
    if place.exists() and file.samefile(place):
        raise RestoreRefused(N_("{file} is the database that is in use, no backup of it"), file=file)


@contextmanager
def _copied_beside(place: Path, file: Path) -> Iterator[Path]:
    """A copy that may be changed; it is gone afterwards unless it was put in place."""
    copy = place.with_name(f".{place.name}.restoring")
    _remove(copy)  # left behind by one that was cut short: the scheduler's lock says that none is at work
    os.close(os.open(copy, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        shutil.copyfile(file, copy)
        if (log := Path(f"{file}-wal")).exists():  # a database that was copied by hand, with its log
            shutil.copyfile(log, f"{copy}-wal")
        yield copy
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{copy}{end}").unlink(missing_ok=True)


def _refuse_users(place: Path) -> None:
    """Raises DatabaseBusy where another process has the database open: it would go on with the old file.

    SQLite leaves its write-ahead log only when nobody else is there. A damaged file has no such say.
    """
    if not place.exists():
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(place, timeout=0.2)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise DatabaseBusy(
                N_("another program has {file} open; stop xiaohu everywhere, then restore"), file=place
            ) from None


def _made_ready(copy: Path, file: Path, place: Path, now: datetime) -> Restored:
    """Looked at, brought up to this version, and on hold."""
    manifest = manifest_of(file)
    if manifest is not None:
        refuse_changed(copy, manifest, file)
    contents = look_at(copy, file)
    made_at = datetime.fromisoformat(manifest.made_at) if manifest else last_trace(copy)
    worked_until = last_worked(place) if place.exists() else None
    database = Database(f"sqlite:///{copy}")
    try:
        if (problem := problem_with(database)) is not None and not older_revision(database):
            raise problem
        upgrade(database)
        with database.writing() as session:
            release_all(session.connection(), now)  # nobody holds what was in hand when it was made
            # Who was signed out after the backup must not be signed in again by it.
            session.execute(delete(WebSession))
            session.add(Hold(since=now, made_at=made_at, worked_until=worked_until))
    finally:
        database.close()
    look_at(copy)
    return Restored(contents, made_at, worked_until, None)


def _put_in_place(copy: Path, place: Path, ready: Restored, now: datetime) -> Restored:
    sync(copy)
    aside = _kept_aside(place, now)
    copy.replace(place)
    sync(place.parent)
    return replace(ready, aside=aside)


def _kept_aside(place: Path, now: datetime) -> Path | None:
    """The second name of what is replaced. A log it leaves behind would be taken for the new database's."""
    aside = place.with_name(f"{place.name}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if (log := Path(f"{place}-wal")).exists():
        log.rename(f"{aside}-wal")
    Path(f"{place}-shm").unlink(missing_ok=True)
    if not place.exists():
        return None
    os.link(place, aside)
    return aside
