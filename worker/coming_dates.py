"""All dates of one user that are still to come, for their calendar: of every closure that is followed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from config.settings import Settings
from models.round_dates import done_steps
from models.tables import Closure, Person, Round, User
from notifiers.dates_feed import ComingPull, Timetable
from notifiers.due import Coming, Reader, Server
from scheduler.escalation import follow_ups
from scheduler.lifecycle import FINISHED
from scheduler.reminders import ANSWER_DUE
from worker.preferences import sending_hours
from worker.pull_plans import planned_pulls

KEPT = timedelta(days=31)
"""Days for which a date of something still open stays after it has passed."""


def timetable(
    session: Session, user: User, detail: Literal["full", "minimal"], settings: Settings, now: datetime
) -> Timetable:
    """What the feed of a user shows now."""
    hours = sending_hours(user, settings)
    reader = Reader(user.locale or settings.locale, ZoneInfo(hours.zone), detail)
    today = now.astimezone(reader.zone).date()
    closures = _followed(session, user)
    dates = (each for closure in closures for each in coming_of(closure))
    return Timetable(
        user.id,
        tuple(each for each in dates if each.on >= today - KEPT),
        tuple(_pulls(session, user, today)),
        reader,
        Server(settings.operator, settings.base_url),
        now,
        hours.at,
    )


def coming_of(closure: Closure) -> Iterator[Coming]:
    """The dates of the round that is going on, and the days on which filings are to be answered."""
    latest, number, platform = closure.round, closure.id, closure.platform_name
    if latest.due_on:
        yield Coming(number, platform, "due", latest.due_on, provisional=latest.provisional)
    if (check_on := _check_on(latest)) is not None:
        yield Coming(number, platform, "check", check_on, provisional=latest.provisional)
    done, nth = done_steps(latest.basis, latest.steps), Counter[str]()
    for place, step in enumerate(latest.steps, 1):
        kind = step["kind"]
        nth[kind] += 1
        if place not in done:
            yield Coming(number, platform, kind, date.fromisoformat(step["on"]), nth[kind])
    for asked in follow_ups([escalation.filing for escalation in closure.escalations]):
        yield Coming(number, platform, ANSWER_DUE, asked.on, asked.number)


def _followed(session: Session, user: User) -> Sequence[Closure]:
    mine = select(Closure).join(Closure.person).where(Person.user_id == user.id)
    whole = joinedload(Closure.person), selectinload(Closure.rounds)
    return session.scalars(mine.where(Closure.state.not_in(FINISHED)).options(*whole)).all()


def _pulls(session: Session, user: User, today: date) -> Iterator[ComingPull]:
    for planned in planned_pulls(session, user.people, user.name, today):
        yield ComingPull(planned.pull.on, planned.pull.closures, planned.person)


def _check_on(latest: Round) -> date | None:
    """When the check is wanted: put off or not."""
    days = filter(None, (latest.check_on, latest.snoozed_until))
    return max(cast("Iterable[date]", days), default=None) if latest.check_on else None
