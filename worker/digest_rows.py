"""What a user's weekly digest is made from: six queries, however many closures are followed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from config.settings import Settings
from models.reminder import DIGEST
from models.round_dates import shown_steps
from models.tables import Channel, Closure, Delivery, Escalation, Person, Reminder, Round, User
from scheduler.digest import ChannelFailure, Digest, Followed, digest
from scheduler.digest_weeks import A_WEEK, WeeklyHour, covers_until, week_number
from scheduler.escalation import A_DAY, Filing, follow_ups
from scheduler.lifecycle import FINISHED, ClosureState
from scheduler.steps import Step
from worker.preferences import digest_hour
from worker.pull_plans import planned_pulls
from worker.standing import BY_REFUSALS

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
_FILED = (
    select(Escalation)
    .join(Escalation.closure)
    .join(Closure.person)
    .where(Person.user_id == bindparam("user"), Closure.state.not_in(FINISHED))
)
_PEOPLE = (
    select(Person)
    .join(Person.user)
    .options(contains_eager(Person.user))
    .where(Person.user_id == bindparam("user"))
    .order_by(Person.id)
)
_LAST_SENT = select(func.max(Reminder.sent_at)).where(
    Reminder.user_id == bindparam("user"), DIGEST, Reminder.ordinal < bindparam("week")
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
        Channel.label,
        Channel.paused_by,
    )
    .join(Reminder, Delivery.reminder_id == Reminder.id)
    .join(Channel, Delivery.channel_id == Channel.id)
    .where(Channel.user_id == bindparam("user"))
    .where(
        or_(
            Delivery.at > bindparam("since"),
            # The refusal that paused it, however long ago.
            and_(Channel.paused_by == BY_REFUSALS, Delivery.at >= Channel.paused_at),
        )
    )
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
    told = digest(followed, week.today, week.until, _failures(attempts, since, week.zone))
    people = session.scalars(_PEOPLE, {"user": user_id}).all()
    pulls = planned_pulls(session, people, people[0].user.name, week.today) if people else ()
    return replace(told, pulls=tuple(pulls))


def read_followed(session: Session, user_id: int, since: datetime, zone: ZoneInfo) -> Iterator[Followed]:
    """All that a user follows and is open, and what was verified after ``since``: two queries."""
    answers = _answers(session.scalars(_FILED, {"user": user_id}))
    for row in session.connection().execute(_FOLLOWED, {"user": user_id, "since": since}):
        yield _followed(row, zone, answers.get(row.id))


def _answers(filed: Iterable[Escalation]) -> dict[int, date]:
    """By closure the last day of the clock that runs out first, of those that are worth asking about."""
    filings: defaultdict[int, list[Filing]] = defaultdict(list)
    for each in filed:
        filings[each.closure_id].append(each.filing)
    asked = {closure: follow_ups(mine) for closure, mine in filings.items()}
    return {closure: asks[0].on - A_DAY for closure, asks in asked.items() if asks}


def _followed(row: AnyRow, zone: ZoneInfo, answer_due_on: date | None) -> Followed:
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
        answer_due_on=answer_due_on,
    )


def _failures(attempts: Sequence[AnyRow], since: datetime, zone: ZoneInfo) -> Iterator[ChannelFailure]:
    """Channels whose last attempt failed, that lost something for good, or that are paused for refusals.

    One that has recovered is calm, and so is one that its user has paused.
    """
    for _, rows in groupby(attempts, key=lambda row: row.channel_id):
        mine = list(rows)
        failed = [row for row in mine if row.outcome != "sent"]
        lost = {row.reminder_id for row in failed if _is_lost(row, since)}
        if failed and (lost or _fails(mine[-1])):
            last = failed[-1]
            said, on = last.reason or last.code, last.at.astimezone(zone).date()
            paused = last.paused_by == BY_REFUSALS
            yield ChannelFailure(last.label, on, said, len(lost), paused=paused, news=last.at > since)


def _is_lost(failed: AnyRow, since: datetime) -> bool:
    return bool(failed.state == "failed" and failed.about != "test" and failed.at > since)


def _fails(last: AnyRow) -> bool:
    if last.paused_by is not None:
        return bool(last.paused_by == BY_REFUSALS)
    return bool(last.outcome != "sent")
