"""The pull plan of each person a user follows: a report shows one person's accounts only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.tables import Closure, Person, Round
from scheduler.lifecycle import FINISHED
from scheduler.pulls import Check, Plan, Wishes, plan_pulls

if TYPE_CHECKING:
    from desk.desk import Desk


@dataclass(frozen=True, slots=True)
class PersonsPlan:
    """When to pull this person's report. ``checks``: the day from which each closure can be verified."""

    person_id: int
    person: str
    checks: Mapping[int, date]
    plan: Plan


def plan_by_person(desk: Desk, wishes: Wishes, person_id: int | None = None) -> Sequence[PersonsPlan]:
    """The plans of all people with open closures that have dates, or of one of them, in their order."""
    latest = select(func.max(Round.number)).where(Round.closure_id == Closure.id).correlate(Closure)
    query = (
        select(Closure.id, Person.id.label("person_id"), Person.name, Round.check_on, Round.snoozed_until)
        .join(Closure.person)
        .join(Closure.rounds.and_(Round.number == latest.scalar_subquery()))
        .where(Person.user_id == desk.user.id, Closure.state.not_in(FINISHED), Round.check_on.is_not(None))
        .order_by(Person.id, Closure.id)
    )
    if person_id is not None:
        query = query.where(Person.id == person_id)
    rows = desk.session.execute(query).all()
    return [_plan(list(theirs), desk.today, wishes) for _, theirs in groupby(rows, attrgetter("person_id"))]


def pulls_json(plans: Sequence[PersonsPlan]) -> dict[str, Any]:
    """The pulls of all people by day, how many fewer they are than one for each check-on day, and the
    closures that no plan can verify by the goal date."""
    pulls = [
        {
            "on": pull.on.isoformat(),
            "person": each.person,
            "closures": list(pull.closures),
            "cost": pull.cost,
        }
        for each in plans
        for pull in each.plan.pulls
    ]
    return {
        "pulls": sorted(pulls, key=lambda pull: pull["on"]),
        "saved": sum(each.plan.saved for each in plans),
        "late": [closure for each in plans for closure in each.plan.late],
    }


def _plan(rows: Sequence[Any], today: date, wishes: Wishes) -> PersonsPlan:
    # A closure that was put off is not looked for before that day.
    checks = {row.id: max(row.check_on, row.snoozed_until or row.check_on) for row in rows}
    plan = plan_pulls([Check(closure, on) for closure, on in checks.items()], today, wishes)
    return PersonsPlan(rows[0].person_id, rows[0].name, checks, plan)
