"""One message for each user of whose dates one moved: a reminder of kind ``calendar``, without a round.

Its ``ordinal`` is the first event it tells of; it tells of all up to the next one's. One that has not been
tried yet takes in what moves later.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, literal, select
from sqlalchemy.orm import aliased

from models.among import among
from models.reminder import SCHEDULED
from models.tables import Closure, Event, Person, Reminder, User
from notifiers.due import MovedDate, MovedDates
from scheduler.lifecycle import FINISHED
from scheduler.sending_hours import SendingHours, local_date, send_at

CALENDAR = "calendar"
MOST_TOLD = 40
"""Closures named in one message; the others are counted."""

_HOURS = select(User.timezone, User.remind_at, User.quiet_hours)
_MINE = and_(Event.user_id == User.id, Event.kind == "recalculated", Event.id > bindparam("since"))
_PENDING = select(Reminder.user_id).where(
    Reminder.round_id.is_(None),  # with the kind it finds them without looking through a user's reminders
    Reminder.kind == CALENDAR,
    SCHEDULED,
    Reminder.batch.is_(None),
)
_LATER = aliased(Reminder)
_TOLD = (
    select(
        Reminder.id.label("reminder"),
        Event.closure_id,
        Event.data,
        Closure.platform_name,
        Person.name.label("person"),
        User.name.label("reader"),
    )
    .join(Event, and_(Event.user_id == Reminder.user_id, Event.id >= Reminder.ordinal))
    .join(Closure, Closure.id == Event.closure_id)
    .join(Closure.person)
    .join(Person.user)
    .where(among(Reminder.id, "ids"), Event.kind == "recalculated")
    .where(Closure.state.not_in(FINISHED))
    .where(
        Event.id
        < func.coalesce(
            select(func.min(_LATER.ordinal))
            .where(
                _LATER.user_id == Reminder.user_id,
                _LATER.kind == CALENDAR,
                _LATER.ordinal > Reminder.ordinal,
            )
            .scalar_subquery(),
            2**62,
        )
    )
    .order_by(Event.id)
)


def plan_messages(
    connection: Connection,
    since: int,
    now: datetime,
    hours_of: Callable[[str | None, time | None, str | None], SendingHours],
) -> None:
    """Plan a message for every user with a moved date, of whom none is waiting already.

    Users who share their hours share the instant: one statement for each such group.
    """
    for zone, at, quiet in connection.execute(_HOURS.distinct()).all():
        hours = hours_of(zone, at, quiet)
        today = local_date(now, hours)
        first = (
            select(
                User.id,
                literal(CALENDAR),
                func.min(Event.id),
                literal(today, Reminder.day.type),
                literal(send_at(today, hours, now), Reminder.due_at.type),
                literal("scheduled"),
                literal(0),
                literal(0),
            )
            .join(Event, _MINE)
            .where(User.timezone.is_not_distinct_from(zone), User.remind_at.is_not_distinct_from(at))
            .where(User.quiet_hours.is_not_distinct_from(quiet))
            .where(User.id.not_in(_PENDING))
            .group_by(User.id)
        )
        columns = ["user_id", "kind", "ordinal", "day", "due_at", "state", "attempts", "unfinished"]
        connection.execute(insert(Reminder).from_select(columns, first), {"since": since})


@dataclass(frozen=True, slots=True)
class Told:
    """What one calendar message says: the closures named, and how many more there are."""

    moved: tuple[MovedDates, ...]
    more: int = 0


def read_moves(connection: Connection, ids: Sequence[int]) -> Mapping[int, Told]:
    """By reminder what moved, from the first date to the last one; nothing where all is as it was."""
    found: defaultdict[int, dict[int, list[Any]]] = defaultdict(dict)
    for row in connection.execute(_TOLD, {"ids": list(ids)}):
        found[row.reminder].setdefault(row.closure_id, []).append(row)
    return {reminder: _told(closures.values()) for reminder, closures in found.items()}


def _told(closures: Iterable[Sequence[Any]]) -> Told:
    moved = [each for rows in closures if (each := _net(rows))]
    return Told(tuple(moved[:MOST_TOLD]), max(len(moved) - MOST_TOLD, 0))


def _net(rows: Sequence[Any]) -> MovedDates | None:
    """All moves of one closure as one: there and back again is none."""
    before: dict[str, str | None] = {}
    after: dict[str, str | None] = {}
    for move in (move for row in rows for move in row.data["moved"]):
        before.setdefault(move["what"], move["before"])
        after[move["what"]] = move["after"]
    dates = tuple(
        MovedDate(what, _day(before[what]), _day(day)) for what, day in after.items() if day != before[what]
    )
    off = _day(rows[-1].data.get("payoff_off"))
    if not dates and off is None:
        return None
    first = rows[0]
    person = None if first.person == first.reader else first.person
    return MovedDates(first.closure_id, first.platform_name, dates, off, person)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
