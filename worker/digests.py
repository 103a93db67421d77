"""The weekly digest's rows: one for each user and ISO week, made ahead of its instant or caught up."""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from config.settings import Settings
from models.reminder import DIGEST, SCHEDULED
from models.tables import Reminder, User
from scheduler.digest_weeks import (
    A_WEEK,
    digest_day,
    digest_days,
    digest_hours,
    is_over,
    week_name,
    week_number,
)
from scheduler.sending_hours import instant, local_date, send_at
from worker.preferences import digest_hour, hours_of

if TYPE_CHECKING:
    from worker.deliver import Deliverer

KIND = "digest"
OVER = "its week is over"
NOTHING = "nothing to say: nothing is open, nothing was verified since the last one, every channel works"
AnyRow = Row[*tuple[Any, ...]]
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Changes:
    """What brings the rows into line. ``unwanted``: numbers of rows to remove."""

    add: list[dict[str, Any]] = field(default_factory=list)
    move: list[dict[str, Any]] = field(default_factory=list)
    over: list[AnyRow] = field(default_factory=list)
    unwanted: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.add, self.move, self.over, self.unwanted))


def plan_digests(deliverer: Deliverer) -> None:
    """See to it that every user's digest is planned, and that none is left whose week is over."""
    _plan(deliverer, select(User.id))


def settle_due_digests(deliverer: Deliverer) -> None:
    """The same for whoever has a digest due: before a first look, which must not send what is over."""
    now = deliverer.clock.now()
    _plan(deliverer, select(Reminder.user_id).where(SCHEDULED, DIGEST, Reminder.due_at <= now))


def _plan(deliverer: Deliverer, users: Select[int]) -> None:
    now, settings = deliverer.clock.now(), deliverer.settings
    with deliverer.database.reading() as session:
        if not _changes(session.connection(), settings, now, users):
            return
    try:
        with deliverer.database.statement() as connection:
            _apply(connection, _changes(connection, settings, now, users))
    except IntegrityError:
        log.info("another worker has planned the digests")


def follow_digest_hours(connection: Connection, settings: Settings, now: datetime) -> None:
    """The same within the caller's transaction: somebody's hours were changed just now."""
    _apply(connection, _changes(connection, settings, now, select(User.id)))


def skip(connection: Connection, ids: Sequence[int], token: str, reason: str) -> None:
    """Take back a claimed digest that is not sent; its week is done with."""
    mine = update(Reminder).where(Reminder.id.in_(ids), Reminder.token == token)
    connection.execute(
        mine.values(state="cancelled", failure=reason, token=None, lease_until=None, unfinished=0)
    )


def new_row(user_id: int, on: date, due_at: datetime) -> dict[str, Any]:
    """The digest of the ISO week of ``on``. Its message is named now: it is one of its own, not put together
    with reminders, and stays the same through every retry."""
    return {
        "user_id": user_id,
        "kind": KIND,
        "ordinal": week_number(on),
        "day": on,
        "due_at": due_at,
        "state": "scheduled",
        "batch": uuid.uuid4().hex,
        "attempts": 0,
        "unfinished": 0,
    }


def _changes(connection: Connection, settings: Settings, now: datetime, users: Select[int]) -> Changes:
    changes, rows = Changes(), _rows(connection, now, users)
    for user in connection.execute(_USERS.where(User.id.in_(users))):
        _for_user(user, rows[user.id], settings, now, changes)
    return changes


_USERS = select(User.id, User.created_at, User.timezone, User.remind_at, User.quiet_hours, User.digest_at)
_ROWS = select(
    Reminder.id,
    Reminder.user_id,
    Reminder.ordinal,
    Reminder.day,
    Reminder.due_at,
    Reminder.state,
    Reminder.attempts,
).where(DIGEST, or_(Reminder.ordinal >= bindparam("first"), SCHEDULED))


def _rows(connection: Connection, now: datetime, users: Select[int]) -> Mapping[int, list[AnyRow]]:
    """By user: the digests of these weeks, and any earlier one that is still scheduled."""
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    asked = _ROWS.where(Reminder.user_id.in_(users))
    for row in connection.execute(asked, {"first": week_number((now - 2 * A_WEEK).date())}):
        found[row.user_id].append(row)
    return found


def _for_user(
    user: AnyRow, rows: Sequence[AnyRow], settings: Settings, now: datetime, changes: Changes
) -> None:
    hours = hours_of(user.timezone, user.remind_at, user.quiet_hours, settings)
    scheduled = [row for row in rows if row.state == "scheduled"]
    if (hour := digest_hour(user.digest_at, settings)) is None:
        changes.unwanted += [row.id for row in scheduled if row.attempts == 0]
        return
    today, own = local_date(now, hours), digest_hours(hours, hour)
    changes.over += [row for row in scheduled if is_over(row.day, today)]
    for row in scheduled:
        on = digest_day(row.day, hour)
        ahead = instant(on, own) > now and row.attempts == 0
        if ahead and row.due_at != (due_at := send_at(on, own, now)):
            changes.move.append({"row": row.id, "on": on, "at": due_at})
    known = {row.ordinal for row in rows}
    for on in digest_days(now, user.created_at, hour, hours):
        if week_number(on) not in known:
            changes.add.append(new_row(user.id, on, send_at(on, own, now)))


def _apply(connection: Connection, changes: Changes) -> None:
    if changes.add:
        connection.execute(insert(Reminder), changes.add)
    for move in changes.move:
        moved = update(Reminder).where(Reminder.id == move["row"])
        connection.execute(moved.values(day=move["on"], due_at=move["at"]))
    if changes.unwanted:
        connection.execute(delete(Reminder).where(Reminder.id.in_(changes.unwanted)))
    _end(connection, changes.over)


def _end(connection: Connection, over: Iterable[AnyRow]) -> None:
    for row in over:
        log.info("digest %s of user %d skipped: %s", week_name(row.ordinal), row.user_id, OVER)
        ended = update(Reminder).where(Reminder.id == row.id)
        connection.execute(ended.values(state="cancelled", failure=OVER))
