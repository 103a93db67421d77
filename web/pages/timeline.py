"""The timeline of windows and planned reports, and a month of days: both as a picture and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from desk.mistakes import Mistake
from desk.pulls import PersonPlan, read_plans
from desk.today_rows import read_verified
from desk.wording import _
from notifiers.digest_lines import TASKS
from notifiers.pictures.timeline_svg import timeline_svg
from notifiers.pictures.timeline_words import off_sentence, rows
from scheduler.digest import Entry
from scheduler.month import CHECK, DayLook, Item, month_of
from scheduler.pulls import Mark
from scheduler.timeline import AHEAD, Phase, days_off, phase_of, timeline
from web.pages.pulls import person_of
from web.visit import Visit, looking

if TYPE_CHECKING:
    from models.tables import Person

router = APIRouter()
_SPANS = {"6w": AHEAD, "3m": timedelta(days=91), "1y": timedelta(days=365)}
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEARS = range(2004, 2101)


@router.get("/timeline")
def show_timeline(request: Request, person: str = "", span: str = "6w") -> Response:
    """The picture, and a table that says the same. ``span``: how far ahead it looks."""
    with looking(request) as visit:
        if span not in _SPANS:
            known = _(", ").join(_SPANS)
            raise Mistake(_("there is no span {name}; choose one of: {known}", name=repr(span), known=known))
        chosen, plans = _whose(visit, person)
        calendar = visit.desk.planning().calendar
        line = timeline(_entries(plans), _marks(plans), visit.today, calendar, ahead=_SPANS[span])
        return visit.page(
            "timeline.html",
            line=line,
            picture=Markup(timeline_svg(line, visit.said)),  # noqa: S704 -- made of escaped elements
            rows=list(rows(line, visit.said)),
            festivals=[off_sentence(off, visit.said) for off in line.days_off if off.festival],
            bar=_bar(plans, visit),
            span=span,
            chosen=chosen,
            people=_choices(visit),
        )


@router.get("/calendar-month")
def show_month(request: Request, person: str = "", month: str = "") -> Response:
    """A month: days off by name, make-up days, what is due on each day."""
    with looking(request) as visit:
        first = _month(month) if month else visit.today.replace(day=1)
        chosen, plans = _whose(visit, person)
        calendar = visit.desk.planning().calendar
        shown = month_of(first, _entries(plans), _marks(plans), calendar)
        off = days_off(first, shown.days[-1].on, calendar)
        return visit.page(
            "calendar_month.html",
            month=shown,
            festivals=[off_sentence(each, visit.said) for each in off if each.festival],
            make_up=[day for day in shown.days if day.look is DayLook.MAKE_UP],
            task=_task,
            chosen=chosen,
            people=_choices(visit),
            several=len(visit.user.people) > 1 and chosen is None,
            known=lambda day: day.year in _YEARS,
        )


def _whose(visit: Visit, number: str) -> tuple[Person | None, Sequence[PersonPlan]]:
    chosen = person_of(visit.user.people, number) if number else None
    return chosen, read_plans(visit.desk, person=chosen.name if chosen else None)


def _choices(visit: Visit) -> list[Person]:
    return visit.user.people if len(visit.user.people) > 1 else []


def _entries(plans: Sequence[PersonPlan]) -> list[Entry]:
    return [entry for plan in plans for entry in plan.entries.values()]


def _marks(plans: Sequence[PersonPlan]) -> list[Mark]:
    return [mark for plan in plans for mark in plan.marks]


def _bar(plans: Sequence[PersonPlan], visit: Visit) -> dict[str, int]:
    """How many accounts are where, for the status bar."""
    phases = [phase_of(entry) for entry in _entries(plans)]
    verified = read_verified(visit.session, visit.user.id)
    return {
        "verified": sum(verified.get(plan.person.name, 0) for plan in plans),
        "waiting": phases.count(Phase.WAITING),
        "due": phases.count(Phase.DUE),
        "late": phases.count(Phase.LATE) + phases.count(Phase.LONG_LATE),
    }


def _month(text: str) -> date:
    written = _MONTH.fullmatch(text)
    if written and int(written[1]) in _YEARS and 1 <= int(written[2]) <= 12:
        return date(int(written[1]), int(written[2]), 1)
    raise Mistake(_("{text} is not a month; write it as 2026-10", text=repr(text)))


def _task(item: Item) -> str:
    return _(TASKS[None if item.what == CHECK else item.what])
