"""The end of a story: are the rows, what left, and what the readers know the same?"""

from typing import TYPE_CHECKING

from sqlalchemy import select

from config.i18n import N_
from models.tables import Delivery, Reminder
from scheduler.pulls import WAIT
from simulation.promises import DRAINED, LOST
from simulation.readers import Matter
from worker.looks import CEILING

if TYPE_CHECKING:
    from simulation.world import World

_REMINDERS = select(
    Reminder.id, Reminder.user_id, Reminder.kind, Reminder.state, Reminder.due_at, Reminder.failure
)
_SENT = select(Delivery.reminder_id, Delivery.message_id).where(Delivery.outcome == "sent")


def reckon(world: "World") -> None:
    """Hold the promises against the rows."""
    now, witness = world.clock.now(), world.witness
    with world.stage.alone.reading() as session:
        rows = session.connection().execute(_REMINDERS).all()
        receipts = {row.reminder_id: row.message_id for row in session.connection().execute(_SENT)}
    for row in rows:
        witness.trials[DRAINED] += 1
        if row.state == "claimed" or (row.state == "scheduled" and row.due_at <= now - CEILING):
            witness.breaks(
                DRAINED, N_("BROKEN: reminder {number} is left {state}"), number=row.id, state=row.state
            )
        if row.state == "sent":
            witness.trials[LOST] += 1
            if not witness.copies[receipts.get(row.id, "")]:
                witness.breaks(
                    LOST, N_("BROKEN: reminder {number} is marked as sent and never arrived"), number=row.id
                )
        if row.state == "failed" and (not row.failure or row.user_id not in witness.refused):
            witness.breaks(
                LOST,
                N_("BROKEN: reminder {number} failed for no reason: {why}"),
                number=row.id,
                why=row.failure,
            )
    failed = {row.user_id for row in rows if row.state == "failed"}
    for matter in witness.matters.values():
        if matter.is_open and matter.reader.number not in failed:
            _was_told(matter, world)


def _may_wait(matter: Matter, world: "World") -> bool:
    """Whether the reader has another check ahead for whose report this one may wait (docs/design.md)."""
    last = matter.asked_from + WAIT
    others = (each for each in world.witness.matters.values() if each.reader is matter.reader)
    return any(each.is_open and world.clock.now() < each.asked_from <= last for each in others)


def _was_told(matter: Matter, world: "World") -> None:
    witness, now = world.witness, world.clock.now()
    if not matter.is_due(now) or _may_wait(matter, world):
        return
    witness.trials[LOST] += 1
    told = matter.was_told()
    if not told:
        witness.breaks(
            LOST,
            N_("BROKEN: closure {number} was to be checked from {due} on and nobody was told"),
            number=matter.number,
            due=matter.asked_from,
        )
