"""Recurring work is done once, whatever the number of nodes: each asks whether it is its turn."""

from datetime import timedelta

from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import insert

from models.session import Database
from models.tables import Heartbeat

TOO_EARLY = 0.9
"""Part of the interval: alarms of two nodes never ring at the very same distance."""


def is_our_turn(database: Database, name: str, every: timedelta) -> bool:
    """Whether nobody has done ``name`` for (nearly) so long; who asks first is the one to do it.

    By the database's clock, which all share. A file has one scheduler, whose turn it always is.
    """
    if database.is_sqlite:
        return True
    now, ago = func.now(), text(f"interval '{every.total_seconds() * TOO_EARLY} seconds'")
    first = insert(Heartbeat).values(worker=f"recurring: {name}", started_at=now, seen_at=now, said="")
    later = first.on_conflict_do_update(
        index_elements=[Heartbeat.worker], set_={"seen_at": now}, where=Heartbeat.seen_at < now - ago
    )
    with database.statement() as connection:
        return connection.scalar(later.returning(Heartbeat.worker)) is not None
