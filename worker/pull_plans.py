"""The pull plans of people as rows tell them: one reading for messages, digests, calendars and pictures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from models.among import among
from models.pull_wishes import wishes_of
from models.tables import Closure, Event, Person, Round
from scheduler.lifecycle import FINISHED
from scheduler.pulls import Check, Mark, Plan, plan_pulls

LATEST_ROUND = (
    select(func.max(Round.number)).where(Round.closure_id == Closure.id).correlate(Closure).scalar_subquery()
)
REPORT_ASKED = (
    select(func.max(Event.id))
    .where(Event.closure_id == Closure.id, Event.kind == "snoozed", Event.data["report_asked"].as_boolean())
    .correlate(Closure)
    .scalar_subquery()
)
"""The event of the last time that a report was asked for; ``is_asked`` says whether that still counts."""
_CHECKS = (
    select(Closure.person_id, Closure.id, Round.check_on, Round.snoozed_until, Event.data.label("asked"))
    .join(Closure.rounds.and_(Round.number == LATEST_ROUND))
    .outerjoin(Event, Event.id == REPORT_ASKED)
    .where(among(Closure.person_id, "people"))
    .where(Closure.state.not_in(FINISHED), Round.check_on.is_not(None))
)


def plans_of(session: Session, people: Iterable[Person], today: date) -> Mapping[int, Plan]:
    """By person the plan from ``today`` on, with what they wish of it.

    Planned for are open closures with dates, from check on or the day they were put off to; not those for
    which a report was asked for.
    """
    known = {person.id: person for person in people}
    checks: defaultdict[int, list[Check]] = defaultdict(list)
    for row in session.connection().execute(_CHECKS, {"people": list(known)}):
        if not is_asked(row):
            checks[row.person_id].append(Check(row.id, _from(row.check_on, row.snoozed_until, today)))
    return {
        number: plan_pulls(checks[number], today, wishes_of(person.pull_wishes, today))
        for number, person in known.items()
    }


def planned_pulls(session: Session, people: Iterable[Person], reader: str, today: date) -> list[Mark]:
    """All pulls in order; ``reader``: whose own ones name nobody."""
    known = list(people)
    plans = plans_of(session, known, today)
    found = [
        Mark(pull, None if person.name == reader else person.name)
        for person in known
        for pull in plans[person.id].pulls
    ]
    return sorted(found, key=lambda each: each.pull.on)


def is_asked(row: Row[Any]) -> bool:
    """Whether it is put off to the day it is put off to because a report was asked for."""
    return bool(row.snoozed_until and row.asked and row.asked["until"] == row.snoozed_until.isoformat())


def _from(check_on: date, put_off: date | None, today: date) -> date:
    """What was put off is not pulled for before; what is ready has waited since its check-on day."""
    return max(check_on, put_off) if put_off is not None and put_off > today else check_on
