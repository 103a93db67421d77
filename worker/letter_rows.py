"""The rows that letters are made from: a whole claim's in a few queries, without an object for each row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select

from models.among import among
from models.reminder import SCHEDULED
from models.tables import Channel, Closure, Delivery, Escalation, Event, Person, Reminder, Round, User
from models.undo import UNDONE
from scheduler.lifecycle import FINISHED
from scheduler.reminders import ANSWER_DUE
from worker.calendar_message import CALENDAR, Told, read_moves
from worker.claim import Batch
from worker.standing import CHANNEL

_LAST_CHANGE = (  # as Closure.last_change
    select(func.coalesce(func.max(Event.id), 0))
    .where(Event.closure_id == Round.closure_id, or_(Event.before.is_not(None), Event.kind == UNDONE))
    .correlate(Round)
    .scalar_subquery()
)
_HELD = (
    select(
        Reminder.id,
        Reminder.kind,
        Reminder.ordinal,
        Reminder.step,
        Reminder.day,
        Reminder.due_at,
        Reminder.round_id,
        Round.closure_id,
        Round.number.label("running"),
        Round.payoff_on,
        Round.stated,
        Round.window_source,
        Round.due_on,
        Round.check_on,
        Round.provisional,
        Round.early_steps,
        Round.window_steps,
        Closure.platform,
        Closure.platform_name,
        Closure.route,
        Closure.requested_on,
        Closure.created_at,
        _LAST_CHANGE.label("last_change"),
        Person.name.label("person"),
        Escalation.rung,
        Escalation.filed_on,
        Escalation.ticket,
        Escalation.answer_due_on,
    )
    .join(Reminder.round, isouter=True)
    .join(Round.closure, isouter=True)
    .join(Closure.person, isouter=True)
    .join(
        Escalation,  # a negative ordinal is its number
        and_(Escalation.closure_id == Closure.id, Escalation.number == -Reminder.ordinal),
        isouter=True,
    )
    .where(among(Reminder.id, "ids"))
    .where(among(Reminder.token, "tokens"))
    .order_by(Reminder.id)
)
_CHANNELS = (
    select(
        Channel.id,
        Channel.user_id,
        Channel.person_id,
        Channel.kind,
        Channel.config,
        Channel.label,
        Channel.detail,
        Channel.position,
        Channel.for_reminders,
        Channel.for_digests,
        Channel.for_warnings,
        Channel.per_minute,
        Channel.per_day,
        Channel.refusals,
        Channel.rests_until,
        Channel.paused_at,
        Channel.paused_by,
        User.name,
        User.locale,
        User.timezone,
        User.remind_at,
        User.quiet_hours,
        User.digest_at,
        User.created_at.label("user_since"),
    )
    .join(Channel.user)
    .where(among(Channel.user_id, "users"))
    .order_by(Channel.user_id, Channel.position)
)
_REFUSED = (
    select(Delivery.channel_id, Delivery.code, Delivery.reason)
    .where(among(Delivery.channel_id, "channels"), Delivery.outcome == "refused")
    .order_by(Delivery.id)
)
_AHEAD = (
    select(
        Person.user_id,
        Closure.person_id,
        Closure.id,
        Closure.platform_name,
        Round.check_on,
        Round.provisional,
    )
    .join(Closure.rounds)
    .join(Closure.person)
    .where(among(Person.user_id, "users"))
    .where(Round.answered_at.is_(None), Round.check_on >= bindparam("day"))
    .where(Closure.state.not_in(FINISHED))
    .order_by(Round.check_on)
)
_ANSWERS = (
    select(
        Reminder.user_id,
        Closure.person_id,
        Closure.id,
        Closure.platform_name,
        Reminder.ordinal,
        Reminder.day,
    )
    .join(Reminder.round)
    .join(Round.closure)
    .where(among(Reminder.user_id, "users"), Reminder.day >= bindparam("day"))
    .where(Reminder.step == ANSWER_DUE, SCHEDULED)
    .order_by(Reminder.day)
)


@dataclass(frozen=True, slots=True)
class Rows:
    """``held``: by id the reminders still held, each with its round, closure and person. By user:
    ``channels`` in order, each with its user's preferences, the check-on days ``ahead``, and the days on
    which to ask for ``answers``. ``moved``: by reminder what a calendar message says. ``refused``: by channel
    that a warning is about its last refusal."""

    held: Mapping[int, Row[Any]]
    channels: Mapping[int, Sequence[Row[Any]]]
    ahead: Mapping[int, Sequence[Row[Any]]]
    answers: Mapping[int, Sequence[Row[Any]]]
    moved: Mapping[int, Told]
    refused: Mapping[int, Row[Any]]


def read_rows(connection: Connection, batches: Sequence[Batch], first_day: date | None) -> Rows:
    """The rows of these batches; the days ahead begin with ``first_day``, and are not read without it."""
    ids = [each for batch in batches for each in batch.reminder_ids]
    tokens = list({batch.token for batch in batches})
    found: Iterable[Row[Any]] = connection.execute(_HELD, {"ids": ids, "tokens": tokens})
    held = {row.id: row for row in found}
    calendars = [row.id for row in held.values() if row.kind == CALENDAR]
    paused = [row.ordinal for row in held.values() if row.kind == CHANNEL]
    users = [batch.user_id for batch in batches]
    coming = {"users": users, "day": first_day}
    return Rows(
        held,
        _by_user(connection.execute(_CHANNELS, {"users": users})),
        _by_user(connection.execute(_AHEAD, coming) if first_day else ()),
        _by_user(connection.execute(_ANSWERS, coming) if first_day else ()),
        read_moves(connection, calendars) if calendars else {},
        _refused(connection, paused) if paused else {},
    )


def _refused(connection: Connection, channels: Sequence[int]) -> Mapping[int, Row[Any]]:
    found: Iterable[Row[Any]] = connection.execute(_REFUSED, {"channels": channels})
    return {row.channel_id: row for row in found}  # the last one stays


def _by_user(rows: Iterable[Row[Any]]) -> Mapping[int, Sequence[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.user_id].append(row)
    return found
