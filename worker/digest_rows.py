"""What a user's weekly digest is made from: four queries, however many closures are followed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from config.settings import Settings
from models.round_dates import shown_steps
from models.tables import Channel, Closure, Delivery, Person, Reminder, Round, User
from notifiers.channels import ChannelError, describe
from scheduler.digest import ChannelFailure, Digest, Followed, digest
from scheduler.digest_weeks import A_WEEK, WeeklyHour, covers_until, week_number
from scheduler.lifecycle import FINISHED, ClosureState
from scheduler.steps import Step
from worker.preferences import digest_hour

MONDAY = WeeklyHour(1, time(9))
"""Whose weeks a user without a digest looks at."""

AnyRow = Row[*tuple[Any, ...]]
_later = aliased(Round)
_CHECKS_LEFT = exists().where(
    Reminder.round_id == Round.id,
    Reminder.kind.in_(("verify", "overdue")),
    Reminder.state.in_(("scheduled", "claimed")),
)
_FOLLOWED = (
    select(
        Closure.id,
        Closure.platform_name,
        Closure.state,
        Person.name.label("person"),
        User.name.label("reader"),
        Round.day0,
        Round.expected,
        Round.opens_on,
        Round.due_on,
        Round.check_on,
        Round.snoozed_until,
        Round.provisional,
        Round.no_calendar,
        Round.early_steps,
        Round.window_steps,
        Round.calls,
        Round.answered_at,
        _CHECKS_LEFT.label("checks_left"),
    )
    .join(Closure.person)
    .join(Person.user)
    .join(Closure.rounds)
    .where(Person.user_id == bindparam("user"))
    .where(~exists().where(_later.closure_id == Closure.id, _later.number > Round.number))
    .where(
        or_(
            Closure.state.not_in(FINISHED),
            and_(Closure.state == ClosureState.VERIFIED, Round.answered_at > bindparam("since")),
        )
    )
)
_LAST_SENT = select(func.max(Reminder.sent_at)).where(
    Reminder.user_id == bindparam("user"), Reminder.kind == "digest", Reminder.ordinal < bindparam("week")
)
_ATTEMPTS = (
    select(
        Delivery.channel_id,
        Delivery.at,
        Delivery.outcome,
        Delivery.code,
        Delivery.reason,
        Delivery.reminder_id,
        Reminder.state,
        Reminder.kind.label("about"),
        Channel.kind,
        Channel.config,
    )
    .join(Reminder, Delivery.reminder_id == Reminder.id)
    .join(Channel, Delivery.channel_id == Channel.id)
    .where(Channel.user_id == bindparam("user"), Delivery.at > bindparam("since"))
    .order_by(Delivery.channel_id, Delivery.id)
)


@dataclass(frozen=True, slots=True)
class Week:
    """Which digest: the ISO week's number, the day it is meant for, the days it covers, the reader's zone."""

    number: int
    on: date
    today: date
    until: date
    zone: ZoneInfo


def week_of(on: date, today: date, chosen: str | None, zone: ZoneInfo, settings: Settings) -> Week:
    """The week of the digest meant for ``on``, as seen on ``today``. ``chosen``: the user's own hour."""
    hour = digest_hour(chosen, settings) or MONDAY
    return Week(week_number(on), on, today, covers_until(today, hour), zone)


def read_digest(session: Session, user_id: int, week: Week, now: datetime) -> Digest:
    """A user's digest as things stand now. What is new is new since the digest before, or for a week."""
    connection = session.connection()
    last = connection.scalar(_LAST_SENT, {"user": user_id, "week": week.number})
    since = last or now - A_WEEK
    attempts = connection.execute(_ATTEMPTS, {"user": user_id, "since": since}).all()
    followed = read_followed(session, user_id, since, week.zone)
    return digest(followed, week.today, week.until, _failures(attempts, week.zone))


def read_followed(session: Session, user_id: int, since: datetime, zone: ZoneInfo) -> Iterator[Followed]:
    """All that a user follows and is open, and what was verified after ``since``: one query."""
    for row in session.connection().execute(_FOLLOWED, {"user": user_id, "since": since}):
        yield _followed(row, zone)


def _followed(row: AnyRow, zone: ZoneInfo) -> Followed:
    verified = row.state == ClosureState.VERIFIED
    steps = shown_steps(row.day0, row.expected, row.early_steps + row.window_steps)
    called_until = max(row.calls, default="")
    return Followed(
        closure=row.id,
        platform=row.platform_name,
        state=ClosureState(row.state),
        started_on=row.day0,
        person=None if row.person == row.reader else row.person,
        steps=tuple(
            Step(step["kind"], date.fromisoformat(step["on"]))
            for step in steps
            if step["kind"] != "call" or step["on"] > called_until  # a recorded call is done
        ),
        opens_on=row.opens_on,
        due_on=row.due_on,
        check_on=row.check_on,
        snoozed_until=row.snoozed_until,
        provisional=row.provisional,
        no_calendar=row.no_calendar,
        reminders_left=row.checks_left,
        verified_on=row.answered_at.astimezone(zone).date() if verified else None,
    )


def _failures(attempts: Sequence[AnyRow], zone: ZoneInfo) -> Iterator[ChannelFailure]:
    """Channels whose last attempt failed, or that lost something for good. One that has recovered is calm."""
    for channel_id in dict.fromkeys(row.channel_id for row in attempts):
        mine = [row for row in attempts if row.channel_id == channel_id]
        failed = [row for row in mine if row.outcome != "sent"]
        lost = {row.reminder_id for row in failed if row.state == "failed" and row.about != "test"}
        if failed and (lost or mine[-1].outcome != "sent"):
            last = failed[-1]
            on = last.at.astimezone(zone).date()
            yield ChannelFailure(_named(last.kind, last.config), on, last.reason or last.code, len(lost))


def _named(kind: str, config: dict[str, Any]) -> str:
    try:
        return describe(kind, config)
    except ChannelError:  # a kind that is no longer offered
        return kind
