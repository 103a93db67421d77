"""The pull plan of each person a user follows: when to ask for a report, and which closures it verifies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from config.i18n import N_
from desk.mistakes import Mistake
from desk.registering import find_person
from desk.today_rows import Facts, read_facts
from desk.wording import _, ngettext, spoken
from models.pull_wishes import stored_wishes, wishes_of
from scheduler.digest import Entry, Group, digest
from scheduler.digest_weeks import A_WEEK
from scheduler.pulls import Mark, Plan, Pull, PullKind, Wishes, plan_pulls
from scheduler.today import checks_of
from worker.digest_rows import read_followed, week_of

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Person

LONGEST_WAIT = 365
MOST_USED = 99
_ALL_NOW = N_("All {count} can be verified now.")
_NOT_YET = N_("Nothing can be verified yet; on {day} it is {count}.")
_NOW_AND_ALL = N_("Now {ready} can be verified; on {day} all {count}.")
_NOW_AND_THEN = N_("Now {ready} can be verified; by {day} it is {count}.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wished otherwise than the person's row says; None: as it says. Nothing of it is stored.

    ``used``: counter reports already had this year.
    """

    kind: PullKind | None = None
    goal: date | None = None
    wait_days: int | None = None
    used: int | None = None


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """One person's plan. ``entries``: by closure, of all that is open and newly verified.

    ``ready``: how many closures a report could verify today. ``on_the_way``: closures for which a report was
    asked for: they wait for an answer and are not planned for again. ``changes``: by closure in ``ready``
    its ``last_change``, for a form that acts on them.
    """

    person: Person
    own: bool
    entries: Mapping[int, Entry]
    wishes: Wishes
    plan: Plan
    ready: tuple[int, ...]
    on_the_way: tuple[int, ...]
    changes: Mapping[int, int]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its pulls, for the timeline."""
        name = None if self.own else self.person.name
        return tuple(Mark(pull, name) for pull in self.plan.pulls)


def read_plans(desk: Desk, asked: Asked | None = None, person: str | None = None) -> tuple[PersonPlan, ...]:
    """The plans of everybody who is followed, or of the person of that name. Raises NotFound.

    Planned for are all open closures with dates: from their check-on day on, or the day they were put off to.
    """
    people = desk.user.people if person is None else [find_person(person, desk.user.people)]
    entries = read_entries(desk)
    wanted = [entry.followed.closure for entry in entries if entry.group is not Group.VERIFIED]
    facts = read_facts(desk.session, wanted)
    return tuple(_plan(each, entries, facts, asked or Asked(), desk) for each in people)


def read_entries(desk: Desk) -> Sequence[Entry]:
    """All that is open, and what was verified within a week: the most urgent first."""
    today = desk.today
    week = week_of(today, today, desk.user.digest_at, desk.zone, desk.installation.settings)
    followed = read_followed(desk.session, desk.user.id, desk.now - A_WEEK, desk.zone)
    return digest(followed, today, week.until).entries


def choose_wishes(person: Person, asked: Asked, today: date) -> None:
    """Keep what the person wants of the plan. Raises Mistake; nothing has changed then."""
    refuse(asked, today)
    used = {} if asked.used is None else {today.year: asked.used}
    wait = Wishes().wait if asked.wait_days is None else timedelta(days=asked.wait_days)
    person.pull_wishes = stored_wishes(Wishes(asked.kind or PullKind.ONLINE, wait, asked.goal, used))


def refuse(asked: Asked, today: date) -> None:
    """Raises Mistake for a goal that is not ahead, and for numbers that cannot be meant."""
    if asked.goal is not None and asked.goal <= today:
        raise Mistake(_("{goal} is not ahead: choose a later day", goal=asked.goal))
    if asked.wait_days is not None and asked.wait_days > LONGEST_WAIT:
        raise Mistake(
            _("{days} days are too long to wait: choose 0 to {most}", days=asked.wait_days, most=LONGEST_WAIT)
        )
    if asked.used is not None and asked.used > MOST_USED:
        raise Mistake(
            _("{count} reports in one year cannot be: choose 0 to {most}", count=asked.used, most=MOST_USED)
        )


def what_waiting_buys(plan: PersonPlan, today: date) -> Iterator[str]:
    """What the plan comes to, in sentences: ``Now 7 can be verified; on 4 March all 11.``"""
    if plan.plan.pulls:
        yield _of_waiting(plan, today)
    if plan.plan.saved:
        yield ngettext(
            "Waiting for each other saves {n} report.",
            "Waiting for each other saves {n} reports.",
            plan.plan.saved,
        )
    if plan.wishes.goal and plan.plan.late:
        names = _(", ").join(plan.entries[each].followed.platform for each in plan.plan.late)
        yield _(
            "No report can show these by {goal}: {names}",
            goal=spoken().day(plan.wishes.goal, today),
            names=names,
        )


def _of_waiting(plan: PersonPlan, today: date) -> str:
    pulls = plan.plan.pulls
    planned = sum(len(pull.closures) for pull in pulls)
    if len(pulls) == 1 and pulls[0].on == today:
        return _(_ALL_NOW, count=planned)
    goes = pulls[0] if pulls[0].on > today else pulls[1]
    count = plan.plan.verified_by(goes.on)
    sentence = _NOW_AND_ALL if count == planned else _NOW_AND_THEN
    day = spoken().day(goes.on, today)
    return _(sentence if plan.ready else _NOT_YET, ready=len(plan.ready), day=day, count=count)


def pulls_json(plans: Iterable[PersonPlan]) -> dict[str, Any]:
    """All pulls in order. These keys are fixed and only grow."""
    known = list(plans)
    pulls = [(pull, plan.person.name) for plan in known for pull in plan.plan.pulls]
    return {
        "pulls": [pull_json(pull, name) for pull, name in sorted(pulls, key=lambda pair: pair[0].on)],
        "saved": sum(plan.plan.saved for plan in known),
        "late": [closure for plan in known for closure in plan.plan.late],
        "people": [_person_json(plan) for plan in known],
    }


def pull_json(pull: Pull, person: str) -> dict[str, Any]:
    """One planned report."""
    return {"on": pull.on.isoformat(), "closures": list(pull.closures), "cost": pull.cost, "person": person}


def _person_json(plan: PersonPlan) -> dict[str, Any]:
    stored = stored_wishes(plan.wishes)
    return {
        "person": plan.person.name,
        **stored,
        "ready": list(plan.ready),
        "report_asked": list(plan.on_the_way),
    }


def _plan(
    person: Person, entries: Sequence[Entry], facts: Mapping[int, Facts], asked: Asked, desk: Desk
) -> PersonPlan:
    own = person.name == desk.user.name
    mine = [each for each in entries if each.followed.person == (None if own else person.name)]
    under_way = {each for each, known in facts.items() if known.report_asked}
    checks = list(checks_of(each for each in mine if each.followed.closure not in under_way))
    wishes = _wished(wishes_of(person.pull_wishes, desk.today), asked, desk.today)
    ready = tuple(check.closure for check in checks if check.check_on <= desk.today)
    return PersonPlan(
        person,
        own,
        {each.followed.closure: each for each in mine},
        wishes,
        plan_pulls(checks, desk.today, wishes),
        ready,
        tuple(each.followed.closure for each in mine if each.followed.closure in under_way),
        {closure: facts[closure].last_change for closure in ready},
    )


def _wished(wishes: Wishes, asked: Asked, today: date) -> Wishes:
    return replace(
        wishes,
        kind=asked.kind or wishes.kind,
        goal=asked.goal or wishes.goal,
        wait=wishes.wait if asked.wait_days is None else timedelta(days=asked.wait_days),
        used=wishes.used if asked.used is None else {**wishes.used, today.year: asked.used},
    )
