"""A populated database of this version, as SQL text: ``python -m tests.migration.release``, at a release.

It writes ``REVISION.sqlite.sql`` and ``REVISION.postgresql.sql`` into ``tests/data/released``. What is
released is never written again: upgrade tests stand on it. The rows come about as a user's do, through the
doors and the worker.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Table, func, insert, inspect, select, text
from sqlalchemy.orm import Session

from catalog.notices import parse_notices
from config.settings import Settings
from models.account import IdempotencyKey
from models.closure import Target
from models.schema import MIGRATIONS
from models.session import Database
from models.tables import AllowedNetwork, ExternalId, HolidayNotice, Record
from notifiers.outcome import Refused, Sent
from notifiers.outgoing import Outgoing
from scheduler.pulls import PullKind, Wishes
from tests.browser.sample import NOW, fill
from tests.closures import KEY, beijing, register
from tests.postgresql import Server, server
from tests.scripted import ScriptedClock, catalog
from web.api_tokens import make_token
from web.feeds import open_feed
from web.throttle import may_try
from worker.deliver import Deliverer
from worker.digests import plan_digests
from worker.installation import Installation, open_installation
from worker.run_log import beat

FOLDER = Path(__file__).parents[1] / "data" / "released"
_NOTICE = '{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}'


class _Taken:
    """A channel that takes most and refuses some."""

    def __init__(self) -> None:
        self.count = 0

    def open(self, _kind: str, _config: dict[str, Any], _outgoing: Outgoing) -> _Taken:
        return self

    def send(self, _message: object) -> Sent | Refused:
        self.count += 1
        return (
            Refused(permanent=True, code="550", reason="mailbox unavailable") if self.count == 2 else Sent()
        )

    def close(self) -> None:
        pass


def populate(folder: Path) -> Path:
    """Make the database in the folder; at least a row in every table. Returns its file."""
    key = folder / "channels.key"
    key.write_text(f"{KEY}\n")
    key.chmod(0o600)
    settings = Settings(data_dir=folder, operator="box.example", base_url="https://xiaohu.example")
    clock = ScriptedClock(beijing(NOW[:16].replace("T", " ")), beijing(NOW[:16].replace("T", " ")))
    with open_installation(settings) as opened:
        installation = Installation(settings, opened.database, clock)
        fill(installation, 25)
        with opened.database.writing() as session:
            _add_the_rest(session, installation)
        assert may_try(opened.database, "wang", "192.0.2.7", clock.now())
        _work(installation, clock)
        with opened.database.reading() as session:
            for table in Record.metadata.sorted_tables:
                assert session.scalar(select(func.count()).select_from(table)), f"{table.name} is empty"
    return folder / "xiaohu.db"


def _add_the_rest(session: Session, installation: Installation) -> None:
    now, user = installation.clock.now(), installation.user(session)
    account = _account(session)
    make_token(session, account, "home automation", ["read", "write"], now)
    open_feed(session, user, now)
    closure = register(
        user, "15天-1个月", date(2026, 9, 1), target=Target("", "某某小贷"), note="打了三次电话"
    )
    closure.person.pull_wishes = _wishes()
    session.add_all(
        [
            AllowedNetwork(user_id=user.id, network="192.168.1.0/24", allowed_at=now),
            ExternalId(user_id=user.id, external_id="crm-17", closure_id=closure.id),
            HolidayNotice(year=2027, text=_NOTICE, imported_at=now),
            IdempotencyKey(
                account_id=account.id,
                key="3f1c",
                request_hash="0" * 64,
                status=201,
                answer='{"id": 1}',
                closure_id=closure.id,
                created_at=now,
            ),
        ]
    )


def _account(session: Session) -> Any:
    from models.tables import Account

    return session.scalars(select(Account).order_by(Account.id)).first()


def _wishes() -> dict[str, Any]:
    from models.pull_wishes import stored_wishes

    return stored_wishes(Wishes(PullKind.COUNTER, timedelta(days=10), date(2027, 3, 1), {2026: 1}))


def _work(installation: Installation, clock: ScriptedClock) -> None:
    """What is due goes out, or is refused, today and in the next weeks."""
    taken = _Taken()
    deliverer = Deliverer(installation.database, clock, installation.settings, catalog(), taken.open)
    try:
        for days in range(0, 21, 5):
            clock.moment = beijing("2026-10-10 10:30") + timedelta(days=days)
            plan_digests(deliverer)
            while deliverer.release():
                deliverer.lanes.wait()
        beat(deliverer)
    finally:
        deliverer.stop()


def main() -> None:
    """Write the dumps of this version's schema, once."""
    assert parse_notices(_NOTICE)
    with TemporaryDirectory() as folder, server() as postgresql:
        file = populate(Path(folder))
        with closing(sqlite3.connect(file)) as database:
            [(revision,)] = database.execute("SELECT version_num FROM alembic_version").fetchall()
            _write(f"{revision}.sqlite.sql", "\n".join(database.iterdump()) + "\n")
        _write(f"{revision}.postgresql.sql", on_postgresql(file, revision, postgresql))


def on_postgresql(file: Path, revision: str, postgresql: Server) -> str:
    """The same rows in PostgreSQL at that revision, as SQL."""
    postgresql.make("released")
    database, origin = Database(postgresql.url("released")), Database(f"sqlite:///{file}")
    with database.remaking() as connection, origin.reading() as session:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        there = inspect(session.connection()).get_table_names()
        for table in Record.metadata.sorted_tables:
            if table.name in there:
                _copy(table, session, connection)
    for each in (database, origin):
        each.close()
    command_line = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", postgresql.url("released")]
    programs = {"PATH": str(postgresql.programs)}
    dumped = subprocess.run(command_line, env=programs, capture_output=True, text=True, check=True).stdout
    # psql's own words, which a driver does not know; the search path would stay empty for what follows.
    kept = [
        line for line in dumped.splitlines() if not line.startswith(("\\", "SELECT pg_catalog.set_config"))
    ]
    return "\n".join(kept) + "\n"


def _copy(table: Table, session: Session, connection: Connection) -> None:
    names = {column["name"] for column in inspect(session.connection()).get_columns(table.name)}
    columns = [column for column in table.columns if column.name in names]
    if rows := session.execute(select(*columns)).mappings().all():
        connection.execute(insert(table), [dict(row) for row in rows])
    if "id" in names:
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.execute(text(f"SELECT setval({sequence}, (SELECT max(id) FROM {table.name}))"))


def _write(name: str, content: str) -> None:
    file = FOLDER / name
    if file.exists():
        sys.exit(f"{file} is released and stays as it is")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")


if __name__ == "__main__":
    main()
