"""``restore`` on PostgreSQL: a dump takes our tables' place, on hold from its first moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select

from config.i18n import N_
from config.settings import Settings
from models.copies import Contents
from models.dumps import load, others_connected
from models.hold import hold_in_force
from models.schema import is_empty, knows, upgrade
from models.session import Database, DatabaseBusy
from models.tables import Heartbeat, Hold, WebSession
from worker.backups import Manifest, back_up, manifest_of, refuse_changed
from worker.recover import release_all
from worker.restored import Restored, RestoreRefused
from worker.run_log import WORKER

_HELD = (
    "DO $$ BEGIN IF to_regclass('holds') IS NOT NULL THEN"
    " INSERT INTO holds (since) VALUES ('{now}'); END IF; END $$"
)
"""Within the dump's transaction: a worker that starts meanwhile finds it. An older schema has no such table,
and lets no worker start before it is upgraded."""


def restore_dump(database: Database, settings: Settings, file: Path, now: datetime) -> Restored:
    """What ``worker.restore`` does for SQLite. What was there is kept as one more backup."""
    manifest = _checked(file)
    _refuse_users(database)
    worked_until, aside = None, None
    if not is_empty(database):
        worked_until = _worked_until(database)
        aside = back_up(database, settings.backups, now).file
    database.close()  # the tables are dropped by another session
    load(database, file, _HELD.format(now=now.isoformat()))
    upgrade(database)
    made_at = datetime.fromisoformat(manifest.made_at)
    with database.writing() as session:
        release_all(session.connection(), now)  # jobs left in the queue find nothing that is theirs
        session.execute(delete(WebSession))
        hold = hold_in_force(session) or Hold(since=now)
        hold.since, hold.made_at, hold.worked_until = now, made_at, worked_until
        session.add(hold)
    return Restored(Contents(manifest.schema, manifest.rows), made_at, worked_until, aside)


def _checked(file: Path) -> Manifest:
    manifest = manifest_of(file)
    if manifest is None:
        raise RestoreRefused(
            N_("{file}: its manifest is not beside it (the same name with .json)"), file=file
        )
    refuse_changed(file, manifest, file)
    if not knows(manifest.schema):
        hint = N_("{file} was made by a newer xiaohu ({found}); install that version or newer")
        raise RestoreRefused(hint, file=file, found=manifest.schema)
    return manifest


def _refuse_users(database: Database) -> None:
    with database.reading() as session:
        if others_connected(session.connection()):
            raise DatabaseBusy(
                N_("another program has {file} open; stop xiaohu everywhere, then restore"),
                file=database.url.database,
            )


def _worked_until(database: Database) -> datetime | None:
    with database.reading() as session:
        return session.scalar(select(Heartbeat.seen_at).where(Heartbeat.worker == WORKER))
