"""Very many readers whose reminders can be made to come due within one second, and some with a budget."""

from datetime import timedelta

from sqlalchemy import Connection, bindparam, update

from benchmarks.crowd import add_crowd
from config.settings import Settings
from models.tables import Channel, Reminder
from tests.closures import CHECK_AT
from tests.databases import DATABASES
from tests.fault.scene import Scene
from worker.clock import SystemClock
from worker.installation import Installation

BUDGETED, FIRST = 5, 1000
"""Readers whose channel may send one message a minute; the number of the crowd's first reader."""
STARTS_AT = CHECK_AT + timedelta(hours=1)
"""When the worker starts: only the budgeted have something due."""
_SECOND = STARTS_AT - timedelta(minutes=1)
OF_THE_CROWD = Reminder.user_id >= FIRST
_STRIDE = 7919
"""A prime: the crowd comes due in another order than that of its numbers."""


def budgeted_readers(scene: Scene) -> None:
    """Some with something due now and something later, over channels with a budget."""
    scene.people(BUDGETED, closures=1)
    with scene.database.statement() as connection:
        connection.execute(update(Channel).values(per_minute=1))


def crowd(scene: Scene, count: int) -> None:
    """So many readers, each with one reminder, which is not due before the next day."""
    settings = Settings(
        digest_at="off",
        data_dir=scene.folder,
        database_url=DATABASES.setting(scene.folder),
        operator="box.example",
    )
    server: dict[str, str | int] = {"host": "127.0.0.1", "port": scene.port, "security": "none"}
    add_crowd(
        Installation(settings, scene.database, SystemClock()),
        [CHECK_AT + timedelta(days=1)] * count,
        FIRST,
        "email",
        lambda number: {"to": reader(number), "sender": "box@example.org", **server},
    )


def come_due(connection: Connection, count: int) -> None:
    """The crowd's, spread over a second that has just passed: the worker sees all of it at once.

    Of the budgeted it is what was to come later: with a minute hardly begun, it has to wait.
    """
    moments = [
        {"reader": FIRST + number, "at": _SECOND + timedelta(seconds=rank(number, count) / count)}
        for number in range(count)
    ]
    theirs = update(Reminder).where(Reminder.user_id == bindparam("reader")).values(due_at=bindparam("at"))
    later = update(Reminder).where(~OF_THE_CROWD, Reminder.day > CHECK_AT.date(), Reminder.kind == "verify")
    connection.execute(theirs, moments)
    connection.execute(later.values(due_at=_SECOND))


def put_off(connection: Connection) -> None:
    """The crowd's comes due another day after all."""
    connection.execute(update(Reminder).where(OF_THE_CROWD).values(due_at=STARTS_AT + timedelta(days=1)))


def rank(number: int, count: int) -> int:
    """Of a reader of the crowd: how many of it are due before."""
    return number * _STRIDE % count


def reader(number: int) -> str:
    """An address of the crowd."""
    return f"reader{number}@example.org"


def budgeted(number: int) -> str:
    """An address with a budget."""
    return f"user{number}@example.org"
