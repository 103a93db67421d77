"""What the page of one closure shows: where it stands, why, what can be done, all that happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.contact import contact_of, dialled
from desk.explanations import explanation_rows
from desk.history import history
from desk.ladder import case_of, next_of, rung_line, rung_name
from desk.observed import observed_of
from desk.states import ACTS, STATES, happened
from desk.wording import _
from models.acts import act_of
from models.refused import ActRefused
from models.round_dates import NotStarted
from models.tables import Closure, Round
from models.undo import last_act
from notifiers.digest_lines import TASKS
from notifiers.scripts import script
from scheduler.escalation import CLOCKS, Rung, Start
from scheduler.lifecycle import AWAITING_ANSWER, ClosureState, is_finished
from scheduler.starting_acts import StartsAt
from scheduler.workdays import CalendarGap, DayNote
from web.channel_rows import title
from web.closure_picture import picture_of
from web.visit import Visit

_CAN_ACT = (ClosureState.REQUESTED, ClosureState.WAITING)


@dataclass(frozen=True, slots=True)
class WhyDay:
    """One date of the window and the days that lead to it: days and what they were to the count."""

    name: str
    day: date
    provisional: bool
    rows: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder: what was done there, its law, and whether it is the next one."""

    rung: Rung
    name: str
    taken: tuple[str, ...]
    days: int | None
    article: int | None
    from_acceptance: bool
    next: bool


def closure_view(closure: Closure, visit: Visit, chosen: str = "") -> dict[str, Any]:
    """The page's facts. ``chosen``: the rung whose text is shown, the next one unless given."""
    state = closure.state_on(visit.today)
    latest, rung = closure.round, next_of(closure)
    shown = _rung(chosen) or rung
    return {
        "closure": closure,
        "latest": latest,
        "state": state,
        "state_name": _(STATES[state.value]),
        "late": _late(closure, visit.today) if state not in (ClosureState.REQUESTED,) else 0,
        "finished": is_finished(state),
        "escalated": state is ClosureState.ESCALATED,
        "can_answer": state in AWAITING_ANSWER,
        "act": _act(closure),
        "act_is_awaited": _is_awaited(closure, visit.today),
        "undo": _undo(closure),
        "why": list(_why(latest, visit)),
        "picture": picture_of(closure, visit),
        "starts": _(ACTS[latest.starts_at]) if latest.starts_at != StartsAt.REQUEST else "",
        "steps": [(date.fromisoformat(step["on"]), _task(step["kind"])) for step in latest.steps_shown],
        "contact": contact_of(closure.platform, closure.route, visit.desk.installation.catalog()),
        "dialled": dialled,
        "observed": observed_of(closure, visit.desk),
        "ladder": list(_ladder(closure, rung, visit.today)),
        "next_rung": rung_name(rung) if rung else "",
        "shown": shown,
        "shown_name": rung_name(shown) if shown else "",
        **_texts(shown, closure, visit),
        "history": history(closure, visit.desk, {each.id: title(each.kind) for each in visit.user.channels}),
        "several": len(visit.user.people) > 1,
    }


def _texts(rung: Rung | None, closure: Closure, visit: Visit) -> dict[str, str]:
    """The text of a rung as it is said or sent, in Chinese, and an aid for reading it."""
    if rung is None:
        return {"text": "", "aid": ""}
    case = case_of(closure, visit.desk)
    return {"text": script(rung, case), "aid": script(rung, case, "en") if visit.said.locale == "en" else ""}


def _rung(text: str) -> Rung | None:
    return Rung(text) if text in tuple(Rung) else None


def _task(kind: str) -> str:
    return _(TASKS[kind])


def _late(closure: Closure, today: date) -> int:
    """Days since the check-on day, or the day it was put off to, of one that is not answered yet."""
    latest = closure.round
    if latest.check_on is None or latest.answer or is_finished(ClosureState(closure.state)):
        return 0
    if (latest.snoozed_until or latest.check_on) >= today:
        return 0
    return max((today - latest.check_on).days, 0)


def _is_awaited(closure: Closure, today: date) -> bool:
    """Whether that act is still to come; otherwise its day can only be corrected."""
    latest = closure.round
    calls = [step["on"] for step in latest.window_steps if step["kind"] == "call"]
    return latest.day0 is None or latest.expected or any(day >= today.isoformat() for day in calls)


def _act(closure: Closure) -> str:
    """What can be recorded as done, in words; empty where the closure waits for nothing."""
    if ClosureState(closure.state) not in _CAN_ACT:
        return ""
    try:
        act = ACTS[act_of(closure)]
    except ActRefused:
        return ""
    return _(act)


def _undo(closure: Closure) -> str:
    """The last act, where it can still be taken back."""
    try:
        return happened(last_act(closure.id, closure.events))
    except ActRefused:
        return ""


def _why(latest: Round, visit: Visit) -> Iterator[WhyDay]:
    """Both ends of the window; nothing without dates."""
    try:
        dates = latest.dates(visit.desk.planning())
    except (CalendarGap, NotStarted):
        return

    def rows(notes: tuple[DayNote, ...]) -> list[tuple[str, str]]:
        return explanation_rows(notes, visit.today)

    if dates.opens_on != dates.due_on:
        yield WhyDay(_("Earliest"), dates.opens_on, dates.opens_provisional, rows(dates.opens_explanation))
    yield WhyDay(_("Last day"), dates.due_on, dates.due_provisional, rows(dates.explanation))


def _ladder(closure: Closure, rung: Rung | None, today: date) -> Iterator[Step]:
    for each in Rung:
        clock = CLOCKS.get(each)
        yield Step(
            each,
            rung_name(each),
            tuple(rung_line(taken, today) for taken in closure.escalations if taken.rung == each),
            clock.days if clock else None,
            clock.article if clock else None,
            clock is not None and clock.start is Start.ACCEPTANCE,
            each is rung,
        )
