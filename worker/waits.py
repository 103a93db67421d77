"""Why a letter does not go at once: the quiet hours, a channel that rests, a budget that is used up."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from models.reminder import SCHEDULED
from models.session import Database
from models.tables import Delivery, Reminder
from scheduler.budgets import looks_back_to, next_slot
from scheduler.sending_hours import not_in_quiet_hours
from worker.letters import Letter

OVER_BUDGET = "budget: the channel has sent what it may for now, this goes out together with what comes next"
_MAY_HAVE_ARRIVED = ("timeout", "cut", "internal")
# What never arrived costs no quota: a server that is down for an hour must not use up the day.
_COUNTED = (
    select(Delivery.message_id, Delivery.at)
    .where(Delivery.channel_id == bindparam("channel"), Delivery.at > bindparam("since"))
    .where(
        or_(
            Delivery.outcome == "sent",
            and_(Delivery.outcome == "unreachable", Delivery.code.in_(_MAY_HAVE_ARRIVED)),
        )
    )
    .distinct()
)


class Wait(NamedTuple):
    """Until when, for the log why, and what the row says meanwhile (None: nothing new)."""

    until: datetime
    what: str
    failure: str | None = None


def wait(database: Database, letter: Letter, channel_id: int, now: datetime) -> Wait | None:
    """What this letter has to wait for at ``now``; None if it may go."""
    if letter.test:
        return None
    if (end := not_in_quiet_hours(now, letter.hours)) > now:
        return Wait(end, "the end of the quiet hours")
    if letter.rests_until is not None and letter.rests_until > now:
        return Wait(not_in_quiet_hours(letter.rests_until, letter.hours), "its channel, which rests")
    if not letter.budget:
        return None
    sent = _sent(database, channel_id, looks_back_to(now, letter.hours))
    slot = next_slot(letter.budget, sent, now, letter.hours)
    return Wait(slot, "its channel's budget", OVER_BUDGET) if slot > now else None


def end_waits(session: Session, user_id: int, now: datetime) -> None:
    """Let what waits for a budget go now, as far as it may: it, or the order of the channels, was changed."""
    waiting = (Reminder.user_id == user_id, SCHEDULED, Reminder.failure == OVER_BUDGET)
    session.execute(update(Reminder).where(*waiting).values(due_at=now, failure=None))


def _sent(database: Database, channel_id: int, since: datetime) -> Sequence[datetime]:
    """When messages left over the channel, each attempt once however many reminders it told of."""
    with database.asking() as connection:
        return [row.at for row in connection.execute(_COUNTED, {"channel": channel_id, "since": since})]
