"""Taking what is due: each claimed row carries a lease and a token, and belongs to one message."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    any_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from models.among import among
from models.hold import IN_FORCE
from models.reminder import CLAIMED, SCHEDULED
from models.tables import Channel, Closure, Reminder, Round, User
from scheduler.routing import OTHER_PURPOSES, Purpose

LEASE = timedelta(seconds=60)
ROWS_AT_A_TIME = 200
_PURPOSES = {
    Purpose.REMINDERS: Channel.for_reminders,
    Purpose.DIGESTS: Channel.for_digests,
    Purpose.WARNINGS: Channel.for_warnings,
}
SUSPECT_AFTER = 2
"""Claims without a known outcome after which a reminder is claimed alone: one that kills its worker each time
must not take others with it."""

_WHOSE = (
    select(Closure.person_id)
    .join(Closure.rounds)
    .where(Round.id == Reminder.round_id)
    .correlate(Reminder)
    .scalar_subquery()
)
_USABLE = and_(
    Channel.user_id == Reminder.user_id,
    Channel.paused_at.is_(None),
    or_(Channel.person_id.is_(None), Channel.person_id == _WHOSE),
)
# As scheduler.routing has it: those for this purpose first, then the others; of each a person's own first.
_IS_FOR = case(
    *((Reminder.kind == kind, _PURPOSES[purpose]) for kind, purpose in OTHER_PURPOSES.items()),
    else_=Channel.for_reminders,
)
_OWN_FIRST = Channel.person_id.is_(None), Channel.position, Channel.id
_FIRST = select(Channel.id).where(_USABLE).order_by(*_OWN_FIRST).limit(1)
_FIRST_FOR_IT, _FIRST_OF_ANY = _FIRST.where(_IS_FOR).scalar_subquery(), _FIRST.scalar_subquery()
_CHOSEN_CHANNEL = (
    select(Channel.id).where(Channel.id == Reminder.channel_id, Channel.paused_at.is_(None)).scalar_subquery()
)
DELIVERABLE = and_(SCHEDULED, select(Channel.id).where(_USABLE).exists(), ~IN_FORCE)
"""What can go out when its time comes: scheduled, of a user who can be reached, and nothing is on hold."""


Claimed = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Batch:
    """The reminders that go to one user over one channel as one message.

    ``key`` outlives a crash: the same reminders are sent again as the same message, with its Message-ID.
    """

    key: str
    user_id: int
    channel_id: int
    reminder_ids: tuple[int, ...]
    token: str
    lease_until: datetime
    attempts: int
    due_at: datetime

    @property
    def ids(self) -> dict[str, object]:
        """What joins a line of the log to the rows it is about."""
        return {
            "message": self.key,
            "reminders": self.reminder_ids,
            "channel": self.channel_id,
            "user": self.user_id,
            "attempt": self.attempts + 1,
        }


def claim(
    connection: Connection,
    now: datetime,
    real_now: datetime,
    rows: int = ROWS_AT_A_TIME,
    *,
    suspects: bool = False,
) -> list[Batch]:
    """Claim everything due of the users whose reminders are the ``rows`` longest due, oldest first.

    By user and not by row: what piled up in downtime must become one message, however much it is.
    Without the suspects, or only those.
    """
    token, lease_until = uuid.uuid4().hex, real_now + LEASE
    given: dict[str, Any] = {"now": now, "rows": rows, "holder": token, "until": lease_until}
    several = connection.dialect.name != "sqlite"  # a file has one writer at a time
    if several:
        given["users"] = connection.scalars(_locking(suspects), given).all()
    claimed = connection.execute(_claiming(suspects, several), given).all()
    return _batches(claimed, token, lease_until)


def retake(connection: Connection, token: str, ids: Sequence[int], real_now: datetime) -> list[Batch]:
    """Take over what was claimed under ``token``, with a new token and a new lease.

    Nothing where that was done before, or where the claim is no longer in force.
    """
    own, lease_until = uuid.uuid4().hex, real_now + LEASE
    given = {"held": token, "ids": list(ids), "holder": own, "until": lease_until}
    return _batches(connection.execute(_RETAKING, given).all(), own, lease_until)


@cache  # made once: making the statement takes longer than running it
def _claiming(
    suspects: bool, several: bool
) -> ReturningUpdate[int, int, int | None, str | None, int, datetime]:
    due = _due(suspects)
    whose: ColumnElement[bool] = Reminder.user_id.in_(_users(suspects))
    if several:
        whose = Reminder.user_id == any_(bindparam("users", type_=ARRAY(BigInteger)))
    mine = select(Reminder.id).where(due, whose).with_for_update(skip_locked=True)
    claimed = update(Reminder).where(Reminder.id.in_(mine))
    return claimed.values(
        state="claimed",
        token=bindparam("holder"),
        lease_until=bindparam("until"),
        unfinished=Reminder.unfinished + 1,
        batch=func.coalesce(Reminder.batch, bindparam("holder")),
        channel_id=func.coalesce(_CHOSEN_CHANNEL, _FIRST_FOR_IT, _FIRST_OF_ANY),
        # Attempts are counted on one channel: the chosen one may be paused or removed meanwhile.
        attempts=case((_CHOSEN_CHANNEL.is_(None), 0), else_=Reminder.attempts),
    ).returning(*_CLAIMED)


@cache
def _locking(suspects: bool) -> Select[int]:
    """Of two workers that look at once one takes a user, with all that is due: else it were two messages.

    A statement of its own: within the other one, the users are found and locked again for each reminder that
    is due, unless the database's statistics are of this very minute.
    """
    mine = select(User.id).where(among(User.id, _users(suspects)))
    return mine.with_for_update(skip_locked=True, key_share=True)


def _users(suspects: bool) -> Select[int]:
    """Whose reminders are longest due."""
    return select(Reminder.user_id).where(_due(suspects)).order_by(Reminder.due_at).limit(bindparam("rows"))


_CLAIMED = (
    Reminder.id,
    Reminder.user_id,
    Reminder.channel_id,
    Reminder.batch,
    Reminder.attempts,
    Reminder.due_at,
)
_RETAKING = (
    update(Reminder)
    .where(among(Reminder.id, "ids"), Reminder.token == bindparam("held"))
    .where(CLAIMED)
    .values(
        token=bindparam("holder"),
        lease_until=bindparam("until"),
        # A key equal to the token was made for this claim, and nothing was sent under it yet.
        batch=case((Reminder.batch == bindparam("held"), bindparam("holder")), else_=Reminder.batch),
    )
    .returning(*_CLAIMED)
)


def _due(suspects: bool) -> ColumnElement[bool]:
    suspect = Reminder.unfinished >= SUSPECT_AFTER
    return and_(DELIVERABLE, Reminder.due_at <= bindparam("now"), suspect if suspects else ~suspect)


_OLDEST = _users(False).subquery()
DUE_USERS = select(_OLDEST.c.user_id).distinct()
"""The users whose reminders ``claim`` would take at ``now``, given ``rows``."""


def _batches(claimed: Sequence[Claimed], token: str, lease_until: datetime) -> list[Batch]:
    in_order = sorted(claimed, key=lambda row: (*_message(row), row.id))
    messages = groupby(in_order, key=_message)
    batches = [_batch(list(rows), token, lease_until) for _, rows in messages]
    # Of two that are due at once the one planned first: their keys are random, the order must not be.
    return sorted(batches, key=lambda batch: (batch.due_at, batch.reminder_ids[0]))


def _batch(rows: Sequence[Claimed], token: str, lease_until: datetime) -> Batch:
    return Batch(
        key=rows[0].batch,
        user_id=rows[0].user_id,
        channel_id=rows[0].channel_id,
        reminder_ids=tuple(row.id for row in rows),
        token=token,
        lease_until=lease_until,
        attempts=max(row.attempts for row in rows),
        due_at=min(row.due_at for row in rows),
    )


def _message(row: Claimed) -> tuple[int, int, str]:
    return row.user_id, row.channel_id, row.batch
