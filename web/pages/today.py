"""Today: what to do now, one card an act; for whoever follows several people first who needs something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.contact import Contact, contact_of, dialled
from desk.ladder import rung_name
from desk.mistakes import Mistake
from desk.states import happened
from desk.today import Diary, read_diary, read_last_acts
from desk.today_rows import Facts
from desk.typed import typed_date
from desk.wording import _
from models.planning import Planning
from models.tables import Closure, Person
from notifiers.digest_lines import TASKS
from scheduler.digest import Entry
from scheduler.escalation import next_rung
from scheduler.overview import Standing
from scheduler.today import Today, is_late, is_long_late
from web.acting import about, act_on_all
from web.errors import Missing
from web.forms import Posted, posted
from web.visit import Visit, looking
from worker.standing import BY_REFUSALS

router = APIRouter()
MOST_CARDS = 12
MOST_READY = 8
MOST_WAITING = 8
MOST_PEOPLE = 100
_FILTERS: Mapping[str, Callable[[Standing], int]] = {
    "due": lambda each: each.due,
    "late": lambda each: each.late,
    "silent": lambda each: each.silent,
}


@router.get("/")
def show_today(request: Request, person: str = "", report: str = "", only: str = "", q: str = "") -> Response:
    """The home page; ``person`` one of several people, ``only`` and ``q`` filter their table.

    ``report=here``: a new report is at hand, so all that it can show is asked at once.
    """
    with looking(request) as visit:
        diary = read_diary(visit.desk)
        done = read_last_acts(visit.desk)
        frame: dict[str, Any] = {
            "undo": done,
            "about_undo": about({row.closure_id: row.id for row in done}),
            "happened": happened,
            "refusing": [each for each in visit.user.channels if each.paused_by == BY_REFUSALS],
        }
        people = visit.user.people
        if len(people) > 1 and not person:
            return visit.page("people_today.html", **frame, **_people(diary, people, only, q.strip()))
        chosen = _chosen(people, person)
        several = chosen if len(people) > 1 else None
        cards = _cards(diary, chosen, visit, report_here=report == "here")
        return visit.page("today.html", **frame, **cards, person=several)


@router.post("/today/report-asked")
def report_asked(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """A new report was asked for: ask tomorrow what it shows."""

    def ask_tomorrow(closure: Closure, planning: Planning) -> None:
        closure.snooze(planning.today + timedelta(days=1), planning, report_asked=True)

    return act_on_all(request, form, ask_tomorrow)


@router.post("/today/wait")
def wait(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Ask for one report later, for more closures."""

    def put_off(closure: Closure, planning: Planning) -> None:
        closure.snooze(typed_date(form.text("until")), planning)

    return act_on_all(request, form, put_off)


@router.post("/today/undo")
def undo(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Take the last act back, from all closures it was done to."""

    def take_back(closure: Closure, planning: Planning) -> None:
        closure.undo(planning)

    return act_on_all(request, form, take_back)


def _chosen(people: list[Person], number: str) -> Person:
    if not number and len(people) == 1:
        return people[0]
    found = next((person for person in people if str(person.id) == number), None)
    if found is None:
        raise Missing
    return found


def _cards(diary: Diary, person: Person, visit: Visit, *, report_here: bool) -> dict[str, Any]:
    today, facts = diary.of(person.name, report_here=report_here)
    return {
        "report_here": report_here,
        "day": today,
        "facts": facts,
        "filed": diary.filed,
        "bar": _bar(today, diary.verified.get(person.name, 0)),
        "hidden": _hidden(today),
        "about_ready": about(
            {number: facts[number].last_change for number in map(_number, today.report.ready)}
            if today.report
            else {}
        ),
        "most_ready": MOST_READY,
        "most_cards": MOST_CARDS,
        "most_waiting": MOST_WAITING,
        **_spoken(facts, diary, visit),
    }


def _spoken(facts: Mapping[int, Facts], diary: Diary, visit: Visit) -> dict[str, Any]:
    """What cards say in words, and look up while they are written: only shown ones cost anything."""
    catalog = visit.desk.installation.catalog()

    def known(closure: int) -> Contact:
        return contact_of(facts[closure].platform, facts[closure].route, catalog)

    def ladder(closure: int) -> str:
        filed = diary.filed.get(closure)
        rung = next_rung({each.rung for each in filed.filings} if filed else ())
        return rung_name(rung) if rung else ""

    return {
        "known": known,
        "ladder": ladder,
        "rung_name": rung_name,
        "task": lambda step: _(TASKS[step]),
        "dialled": dialled,
        "is_late": is_late,
        "is_long_late": is_long_late,
    }


def _number(entry: Entry) -> int:
    return entry.followed.closure


def _hidden(today: Today) -> int:
    """Cards beyond the most of a kind: they stand in the list of all closures."""
    kinds = (today.calls, today.answers, today.acts, today.steps, today.clocks)
    return sum(max(len(cards) - MOST_CARDS, 0) for cards in kinds)


def _bar(today: Today, verified: int) -> dict[str, int]:
    """How many closures are where, for the summary."""
    ready = (*(today.report.ready if today.report else ()), *today.answers)
    late = sum(map(is_late, ready)) + len(
        {clock.closure for clock in today.clocks} - set(map(_number, ready))
    )
    due = sum(not is_late(each) for each in ready) + len(today.calls) + len(today.acts) + len(today.steps)
    return {"verified": verified, "waiting": len(today.waiting), "due": due, "late": late}


def _people(diary: Diary, people: list[Person], only: str, q: str) -> dict[str, Any]:
    everybody = diary.overview()
    if only and only not in _FILTERS:
        raise Mistake(_("there is no filter {name}; choose due, late or silent", name=repr(only)))
    shown = [s for s in everybody if (not only or _FILTERS[only](s)) and q.casefold() in s.person.casefold()]
    return {
        "ids": {person.name: person.id for person in people},
        "standings": shown[:MOST_PEOPLE],
        "more": max(len(shown) - MOST_PEOPLE, 0),
        "counts": {name: sum(bool(test(s)) for s in everybody) for name, test in _FILTERS.items()},
        "followed": len(everybody),
        "nearest": _nearest(everybody),
        "only": only,
        "q": q,
    }


def _nearest(everybody: tuple[Standing, ...]) -> Standing | None:
    ahead = [each for each in everybody if each.next_on]
    return min(ahead, key=lambda each: (each.next_on or date.max, each.person), default=None)
