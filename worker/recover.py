"""Giving back what a dead or stopped worker held."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, insert, literal, select, update

from models.tables import Event, Reminder, Round

if TYPE_CHECKING:
    from worker.deliver import Deliverer

SET_ASIDE_AFTER = 5
"""Claims without a known outcome after which a reminder is taken for the cause of its workers' deaths."""

log = logging.getLogger(__name__)

_HELD = select(Reminder.id).where(Reminder.state == "claimed")
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
        if connection.scalar(_HELD.where(Reminder.lease_until < real_now).limit(1)) is None:
            return
    with deliverer.database.statement() as connection:
        count = release_expired(connection, real_now, now)
    if count:
        log.warning("%d reminder(s) were held beyond their lease and are tried again", count)
        deliverer.look_again()


def release_expired(connection: Connection, real_now: datetime, now: datetime) -> int:
    """Make rows whose lease is over claimable again (or set them aside). Returns how many."""
    return _release(connection, Reminder.lease_until < real_now, now)


def release_all(connection: Connection, now: datetime) -> int:
    """The same for every claimed row: for the only worker of a database, at its start."""
    return _release(connection, literal(True), now)


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
    unbegun = case((Reminder.unfinished > 0, Reminder.unfinished - 1), else_=0)
    connection.execute(update(Reminder).where(Reminder.id.in_(ids)).values(unfinished=unbegun))
    connection.execute(
        update(Reminder)
        .where(Reminder.id.in_(ids), Reminder.state == "claimed", Reminder.token == token)
        .values(
            state="scheduled",
            token=None,
            lease_until=None,
            due_at=Reminder.due_at if until is None else until,
            failure=Reminder.failure if why is None else why,
            batch=func.nullif(Reminder.batch, token),
        )
    )


def take_back(connection: Connection, ids: tuple[int, ...], token: str) -> None:
    """Cancel what was claimed and has nothing to tell any more."""
    connection.execute(
        update(Reminder)
        .where(Reminder.id.in_(ids), Reminder.state == "claimed", Reminder.token == token)
        .values(state="cancelled", token=None, lease_until=None)
    )


def _release(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    # A worker that was stopped in mid-transaction may hold rows: the others do not wait for these.
    held = _HELD.where(which).with_for_update(skip_locked=True)
    released = connection.execute(
        update(Reminder)
        .where(Reminder.id.in_(held))
        .values(
            state=case((_POISON, "failed"), else_="scheduled"),
            failure=case((_POISON, _POISON_SAYS), else_=Reminder.failure),
            token=None,
            lease_until=None,
        )
        .returning(Reminder.user_id, Reminder.round_id, Reminder.state)
    ).all()
    if aside := [row for row in released if row.state == "failed"]:
        connection.execute(insert(Event), [_event(row, connection, now) for row in aside])
    return len(released)


def _event(row: Row[*tuple[Any, ...]], connection: Connection, now: datetime) -> dict[str, Any]:
    closure = connection.scalar(select(Round.closure_id).where(Round.id == row.round_id))
    data = {"failure": _POISON_SAYS}
    return {"at": now, "kind": "reminder_failed", "user_id": row.user_id, "closure_id": closure, "data": data}
