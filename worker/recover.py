"""Giving back what a dead or stopped worker held."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    case,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from models.among import among
from models.reminder import CLAIMED
from models.tables import Event, Reminder, Round

if TYPE_CHECKING:
    from worker.deliver import Deliverer

SET_ASIDE_AFTER = 5
"""Claims without a known outcome after which a reminder is taken for the cause of its workers' deaths."""

Released = Row[int, int | None, str]
log = logging.getLogger(__name__)

_POISON = Reminder.unfinished >= SET_ASIDE_AFTER
_POISON_SAYS = f"set aside: the service ended {SET_ASIDE_AFTER} times while handling this"


def recover(deliverer: Deliverer) -> None:
    """Give back what workers held beyond their leases.

    Not while a send waits to be written down: a database that was away for longer than a lease would have it
    sent again.
    """
    if deliverer.engine.held_up():
        return
    now, real_now = deliverer.clock.now(), deliverer.clock.real_now()
    # Nearly always there is nothing. A write of nothing takes the writers' turn, and succeeds on a full disk:
    # then /healthz would take the disk to have room again.
    with deliverer.database.asking() as connection:
        if connection.scalar(_ANY_EXPIRED, {"real_now": real_now}) is None:
            return
    with deliverer.database.statement() as connection:
        count = release_expired(connection, real_now, now)
    if count:
        log.warning("%d reminder(s) were held beyond their lease and are tried again", count)
        deliverer.look_again()


_UNBEGUN = (
    update(Reminder)
    .where(among(Reminder.id, "ids"))
    .values(unfinished=case((Reminder.unfinished > 0, Reminder.unfinished - 1), else_=0))
)
_MINE = and_(
    among(Reminder.id, "ids"),
    CLAIMED,
    Reminder.token == bindparam("held"),
)
_GIVE_BACK = (
    update(Reminder)
    .where(_MINE)
    .values(
        state="scheduled",
        token=None,
        lease_until=None,
        due_at=func.coalesce(bindparam("until", type_=Reminder.due_at.type), Reminder.due_at),
        failure=func.coalesce(bindparam("why", type_=Reminder.failure.type), Reminder.failure),
        batch=func.nullif(Reminder.batch, bindparam("held")),
    )
)
_TAKE_BACK = update(Reminder).where(_MINE).values(state="cancelled", token=None, lease_until=None)


def _releasing(which: ColumnElement[bool]) -> ReturningUpdate[int, int | None, str]:
    # A worker that was stopped in mid-transaction may hold rows: the others do not wait for these.
    held = select(Reminder.id).where(CLAIMED, which).with_for_update(skip_locked=True)
    released = (
        update(Reminder)
        .where(Reminder.id.in_(held))
        .values(
            state=case((_POISON, "failed"), else_="scheduled"),
            failure=case((_POISON, _POISON_SAYS), else_=Reminder.failure),
            token=None,
            lease_until=None,
        )
    )
    return released.returning(Reminder.user_id, Reminder.round_id, Reminder.state)


_EXPIRED = Reminder.lease_until < bindparam("real_now")
_ANY_EXPIRED = select(Reminder.id).where(CLAIMED, _EXPIRED).limit(1)
_RELEASE_EXPIRED = _releasing(_EXPIRED)
_RELEASE_ALL = _releasing(true())


def release_expired(connection: Connection, real_now: datetime, now: datetime) -> int:
    """Make rows whose lease is over claimable again (or set them aside). Returns how many."""
    return _released(connection, connection.execute(_RELEASE_EXPIRED, {"real_now": real_now}).all(), now)


def release_all(connection: Connection, now: datetime) -> int:
    """The same for every claimed row: for the only worker of a database, at its start."""
    return _released(connection, connection.execute(_RELEASE_ALL).all(), now)


def give_back(
    connection: Connection,
    ids: tuple[int, ...],
    token: str,
    until: datetime | None = None,
    why: str | None = None,
) -> None:
    """Return what was claimed but not begun, for its instant or for ``until``; the row keeps ``why``.

    That does not count towards setting aside, and a message made up by this claim is made up anew by the
    next. Rows that were taken over meanwhile stay with their new owner.
    """
    connection.execute(_UNBEGUN, {"ids": ids})
    connection.execute(_GIVE_BACK, {"ids": ids, "held": token, "until": until, "why": why})


def take_back(connection: Connection, ids: tuple[int, ...], token: str) -> None:
    """Cancel what was claimed and has nothing to tell any more."""
    connection.execute(_TAKE_BACK, {"ids": ids, "held": token})


def _released(connection: Connection, released: Sequence[Released], now: datetime) -> int:
    """Tell of those that were set aside; how many were released."""
    if aside := [row for row in released if row.state == "failed"]:
        connection.execute(insert(Event), [_event(row, connection, now) for row in aside])
    return len(released)


def _event(row: Released, connection: Connection, now: datetime) -> dict[str, Any]:
    closure = connection.scalar(select(Round.closure_id).where(Round.id == row.round_id))
    data = {"failure": _POISON_SAYS}
    return {"at": now, "kind": "reminder_failed", "user_id": row.user_id, "closure_id": closure, "data": data}
