"""The reports that a user's digest plans: each person's by their wishes, as the page of the plan has them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.pull_wishes import wishes_of
from models.tables import Closure, Event, Person, User
from scheduler.digest import Entry, Followed
from scheduler.lifecycle import FINISHED
from scheduler.pulls import Mark, Wishes, plan_pulls
from scheduler.today import checks_of


def planned_pulls(session: Session, user_id: int, entries: Iterable[Entry], today: date) -> tuple[Mark, ...]:
    """All of them, the next first; not for what a report was asked for already: that waits for an answer."""
    wishes, asked = _wishes(session, user_id, today), _asked(session, user_id)
    by_person: defaultdict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not _is_asked_for(entry.followed, asked):
            by_person[entry.followed.person].append(entry)
    marks = (
        Mark(pull, person)
        for person, mine in by_person.items()
        for pull in plan_pulls(checks_of(mine), today, wishes.get(person)).pulls
    )
    return tuple(sorted(marks, key=lambda mark: mark.pull.on))


def _wishes(session: Session, user_id: int, today: date) -> Mapping[str | None, Wishes]:
    rows = session.execute(
        select(Person.name, User.name, Person.pull_wishes).join(Person.user).where(User.id == user_id)
    )
    return {None if name == reader else name: wishes_of(stored, today) for name, reader, stored in rows}


def _asked(session: Session, user_id: int) -> Mapping[int, date]:
    """By closure the day it was last put off to because a report was asked for."""
    rows = session.execute(
        select(Event.closure_id, Event.data)
        .join(Closure, Event.closure_id == Closure.id)
        .join(Closure.person)
        .where(Person.user_id == user_id, Closure.state.not_in(FINISHED))
        .where(Event.kind == "snoozed", Event.data["report_asked"].as_boolean())
        .order_by(Event.id)
    )
    return {row.closure_id: date.fromisoformat(row.data["until"]) for row in rows}


def _is_asked_for(followed: Followed, asked: Mapping[int, date]) -> bool:
    return followed.snoozed_until is not None and asked.get(followed.closure) == followed.snoozed_until
