"""An installation with many users, each with a channel, a closure and one reminder: rows written in bulk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, text

from catalog.calendars import load_calendar
from config.settings import Settings
from models.planning import Planning
from models.round import Round, Statement, WindowSource
from models.tables import Channel, Closure, Event, Person, Reminder, User
from scheduler.sending_hours import SendingHours
from scheduler.windows import parse
from scheduler.workdays import WorkCalendar
from worker.follow_hours import planned_with
from worker.installation import Installation, open_installation
from worker.keyring import seal

Config = dict[str, str | int]
PLATFORM, ROUTE, NAME = "huarui-bank", "phone-95173", "华瑞银行"
REQUESTED_ON = date(2026, 9, 21)
ZONE = "Asia/Shanghai"


@contextmanager
def new_installation(*, durable: bool) -> Iterator[Installation]:
    """A new installation on a real SQLite file, removed at the end."""
    with (
        TemporaryDirectory(prefix="xiaohu-bench-") as folder,
        installation_in(Path(folder), durable=durable) as installation,
    ):
        yield installation


@contextmanager
def installation_in(folder: Path, *, durable: bool, database_url: str = "") -> Iterator[Installation]:
    """The installation of a folder, made where there is none; on SQLite, unless another database is named."""
    settings = Settings(
        digest_at="off",
        data_dir=folder,
        database_url=database_url,
        base_url="https://xiaohu.example",
        operator="xiaohu.example",
        locale="zh_CN",
        timezone=ZONE,
        quiet_hours="off",
        clock=None,
        crash_at="",
    )
    with open_installation(settings, durable=durable) as installation:
        yield installation


FIRST = 1000
"""The number of a crowd's first user, and of all that is theirs."""


def add_crowd(
    installation: Installation,
    due: Sequence[datetime],
    first: int = FIRST,
    kind: str = "none",
    config: Callable[[int], Config] = lambda number: {"reminder": number},
) -> None:
    """For each instant one more user whose reminder (verify) is due then, over a channel of their own.

    ``first``: the number of the first one, and of all that is theirs. ``config``: of the channel of each,
    counted from 0.
    """
    at = due[0]
    hours = planned_with(User(), installation.settings)
    ids = range(first, first + len(due))
    dates, key = _dates(at), _key(installation)
    rows: dict[Any, list[dict[str, Any]]] = {
        User: [{"id": i, "name": f"user {i}", "planned_with": hours, "created_at": at} for i in ids],
        Channel: [
            {"id": i, "user_id": i, "kind": kind, "config": seal(key, kind, config(i - first))}
            | {"label": kind, "detail": "full", "position": 1, "created_at": at}
            for i in ids
        ],
        Person: [{"id": i, "user_id": i, "name": f"user {i}", "created_at": at} for i in ids],
        Closure: [
            {"id": i, "person_id": i, "platform": PLATFORM, "platform_name": NAME, "route": ROUTE}
            | {"requested_on": REQUESTED_ON, "state": "waiting", "note": "", "created_at": at}
            for i in ids
        ],
        Round: [{"id": i, "closure_id": i, **dates} for i in ids],
        Reminder: [
            {"id": i, "user_id": i, "round_id": i, "kind": "verify", "ordinal": 0, "day": dates["check_on"]}
            | {"due_at": moment, "state": "scheduled", "attempts": 0, "unfinished": 0}
            for i, moment in zip(ids, due, strict=True)
        ],
        Event: [
            {"at": at, "kind": "registered", "user_id": i, "closure_id": i, "data": {}, "before": None}
            for i in ids
        ],
    }
    with installation.database.statement() as connection:
        for table, values in rows.items():
            connection.execute(insert(table), values)
    look_around(installation)


def look_around(installation: Installation) -> None:
    """Let PostgreSQL count what it has, as it would have by itself within a minute."""
    if installation.database.is_sqlite:
        return
    with installation.database.asking() as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("VACUUM (ANALYZE)"))
        connection.execute(text("RESET statement_timeout"))


def _key(installation: Installation) -> str:
    file = installation.keys.file
    file.make()
    return file.read()[0]


def planning(now: datetime) -> Planning:
    """What a closure's dates and reminders are worked out with."""
    return Planning(_calendar(), SendingHours(ZONE, time(9)), now)


def statement() -> Statement:
    """What the platform of the crowd's closures said."""
    return Statement("3-5个工作日更新", parse("3-5个工作日"), WindowSource.STATED)


def _dates(now: datetime) -> dict[str, Any]:
    started = Round.start(1, statement(), REQUESTED_ON, planning(now))
    columns = (column.key for column in Round.__table__.columns if column.key not in ("id", "closure_id"))
    return {name: getattr(started, name) for name in columns}


@cache
def _calendar() -> WorkCalendar:
    return load_calendar()
