"""Backups: whole copies of the database in a folder, each with a manifest that says what it has to be.

    .part written, checked, on the disk -> manifest -> the copy takes its name

The name comes last: what is called a backup is whole, wherever the power failed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from config.i18n import N_
from config.told import Told
from models.copies import CopyDamaged, copy_database, sync
from models.session import Database, DatabaseBusy
from scheduler.retention import kept

if TYPE_CHECKING:
    from config.settings import Settings
    from worker.deliver import Deliverer

_NAME = re.compile(r"xiaohu-\d{8}T\d{6}Z\.(db|sql)")
_LEFT_BEHIND = timedelta(hours=1)
log = logging.getLogger(__name__)


class BackupFailed(Told):
    """No backup could be made: one sentence with the reason."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file beside it has to be. ``made_at``: ISO instant; ``rows``: by table."""

    program: str
    version: str
    made_at: str
    file: str
    bytes: int
    sha256: str
    schema: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that took its name."""

    file: Path
    manifest: Manifest

    @property
    def made_at(self) -> datetime:
        """The state it holds."""
        return datetime.fromisoformat(self.manifest.made_at)


def back_up(database: Database, folder: Path, now: datetime) -> Backup:
    """A new backup in the folder, which is made. Others may write meanwhile.

    Raises BackupFailed, DatabaseBusy, DatabaseUnusable, CopyDamaged; then nothing is left of it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(folder, now)
        return _written(database, folder, now)
    except OSError as error:
        raise BackupFailed(
            N_("{folder}: no backup could be written: {reason}"), folder=folder, reason=error.strerror
        ) from None


def backups_in(folder: Path) -> list[Backup]:
    """All backups in a folder that are as long as they have to be, the oldest first."""
    found = (_read(file) for file in sorted(folder.glob("xiaohu-*")) if _NAME.fullmatch(file.name))
    return [backup for backup in found if backup is not None]


def manifest_of(file: Path) -> Manifest | None:
    """What stands beside a copy; None where nothing readable does. Raises nothing."""
    try:
        return Manifest(**json.loads(_beside(file).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def refuse_changed(file: Path, manifest: Manifest, called: Path) -> None:
    """Raises CopyDamaged, naming what it is ``called``, where the file is not the one that was written."""
    if file.stat().st_size != manifest.bytes or _digest(file) != manifest.sha256:
        hint = N_("{file} is not as it was written: its checksum differs; take another backup")
        raise CopyDamaged(hint, file=called)


def thin_out(folder: Path) -> list[Path]:
    """Delete what need not be kept (``scheduler.retention``); what is no backup of ours is left alone."""
    found = backups_in(folder)
    staying = kept(backup.made_at for backup in found)
    gone = [backup.file for backup in found if backup.made_at not in staying]
    for file in gone:
        _remove(file)
    return gone


def forget_backups(settings: Settings, database: Database) -> int:
    """Delete all backups that were made by themselves, and what restores kept aside; returns how many.

    For the operator, after a deletion for good: what was deleted is in them.
    """
    place = database.file
    aside = sorted(place.parent.glob(f"{place.name}.replaced-*")) if place else []
    found = [*(backup.file for backup in backups_in(settings.backups)), *aside]
    for file in found:
        _remove(file)
    return len(found)


def back_up_when_due(deliverer: Deliverer) -> None:
    """A backup into the data folder, unless there is one that is young enough, or none is wanted."""
    settings, now = deliverer.settings, deliverer.clock.real_now()
    if not settings.backup_every_hours:
        return
    latest = max((backup.made_at for backup in backups_in(settings.backups)), default=None)
    if latest is not None and timedelta(0) <= now - latest < timedelta(hours=settings.backup_every_hours):
        return
    try:
        made = back_up(deliverer.database, settings.backups, now)
        thin_out(settings.backups)
        log.info("backup made: %s, %d bytes", made.file.name, made.manifest.bytes)
    except (BackupFailed, CopyDamaged) as error:
        log.error("NO BACKUP was made: %s", error)


def _written(database: Database, folder: Path, now: datetime) -> Backup:
    made_at = now.astimezone(UTC).replace(microsecond=0)
    suffix = "sql" if database.file is None else "db"
    file = folder / f"xiaohu-{made_at:%Y%m%dT%H%M%SZ}.{suffix}"
    part = folder / f".{file.name}.part"
    if file.exists() or part.exists():
        raise DatabaseBusy(N_("another backup is being made at this moment; try again"))
    contents = copy_database(database, part)
    manifest = Manifest(
        program="xiaohu",
        version=version("xiaohu"),
        made_at=made_at.isoformat(),
        file=file.name,
        bytes=part.stat().st_size,
        sha256=_digest(part),
        schema=contents.schema,
        rows=contents.rows,
    )
    _write_manifest(_beside(file), manifest)
    part.replace(file)
    sync(folder)
    return Backup(file, manifest)


def _write_manifest(file: Path, manifest: Manifest) -> None:
    handle = os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with open(handle, "w", encoding="utf-8") as written:
        json.dump(asdict(manifest), written, indent=1)
        written.flush()
        os.fsync(written.fileno())


def _sweep(folder: Path, now: datetime) -> None:
    """What a backup that was cut short has left behind."""
    before = (now - _LEFT_BEHIND).timestamp()
    for file in (*folder.glob(".xiaohu-*.part"), *folder.glob("xiaohu-*.json")):
        is_half = file.suffix == ".part" or not any(file.with_suffix(end).exists() for end in (".db", ".sql"))
        if is_half and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


def _read(file: Path) -> Backup | None:
    manifest = manifest_of(file)
    whole = manifest is not None and file.stat().st_size == manifest.bytes
    return Backup(file, manifest) if manifest is not None and whole else None


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    if _NAME.fullmatch(file.name):
        _beside(file).unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    return file.with_suffix(".json")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
