"""All dates of one user that are still to come, for their calendar: of every closure that is followed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from config.settings import Settings
from models.pull_wishes import wishes_of
from models.round_dates import done_steps
from models.tables import Closure, Person, Round, User
from notifiers.dates_feed import ComingPull, Timetable
from notifiers.due import Coming, Reader, Server
from scheduler.escalation import follow_ups
from scheduler.lifecycle import FINISHED
from scheduler.pulls import Check, plan_pulls
from scheduler.reminders import ANSWER_DUE
from worker.preferences import sending_hours

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
        tuple(_pulls(closures, user.name, today)),
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


def _pulls(closures: Iterable[Closure], reader: str, today: date) -> Iterator[ComingPull]:
    """As the page of the reports plans them: with what each person wishes of the plan."""
    checks: defaultdict[Person, list[Check]] = defaultdict(list)
    for closure in closures:
        if (check_on := _check_on(closure.round)) is not None:
            checks[closure.person].append(Check(closure.id, check_on))
    for person, waiting in checks.items():
        for pull in plan_pulls(waiting, today, wishes_of(person.pull_wishes, today)).pulls:
            yield ComingPull(pull.on, pull.closures, None if person.name == reader else person.name)


def _check_on(latest: Round) -> date | None:
    """When the check is wanted: put off or not."""
    days = filter(None, (latest.check_on, latest.snoozed_until))
    return max(cast("Iterable[date]", days), default=None) if latest.check_on else None
