"""A closure as programs read it: these keys are fixed and only grow."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desk.explanations import explanation_json
from desk.ladder import next_of
from desk.report_json import verdict_json
from models.round_dates import NotStarted
from scheduler.workdays import CalendarGap

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Closure, Event, Reminder


def closure_json(closure: Closure, desk: Desk) -> dict[str, Any]:
    """What ``add`` and ``list`` print. Dates and reminders are those of the latest round."""
    latest = closure.round
    return {
        "id": closure.id,
        "person": closure.person.name,
        "platform": closure.platform or closure.platform_name,
        "platform_name": closure.platform_name,
        "route": closure.route,
        "requested_on": closure.requested_on.isoformat(),
        "stated": latest.stated,
        "window": latest.window,
        "window_source": latest.window_source,
        "opens_on": _iso(latest.opens_on),
        "due_on": _iso(latest.due_on),
        "check_on": _iso(latest.check_on),
        "provisional": latest.provisional,
        "no_calendar": latest.no_calendar,
        "payoff_on": _iso(latest.payoff_on),
        "steps": latest.steps_shown,
        "starts_at": latest.starts_at,
        "day0": _iso(latest.day0),
        "expected": latest.expected,
        "calls": latest.calls,
        "state": closure.state_on(desk.today).value,
        "round": latest.number,
        "reminders": [_reminder(reminder, desk) for reminder in sorted(latest.reminders, key=_by_day)],
        "note": closure.note,
        "escalations": [escalation.facts() for escalation in closure.escalations],
        "next_rung": next_of(closure),
    }


def whole_closure_json(closure: Closure, desk: Desk) -> dict[str, Any]:
    """What ``show`` prints: the same, with why and with all that happened."""
    try:
        explanation = explanation_json(closure.round.dates(desk.planning()).explanation)
    except (CalendarGap, NotStarted):
        explanation = []
    history = [_event(event, desk) for event in closure.events]
    verdicts = [verdict_json(verdict) for verdict in closure.verdicts]
    return closure_json(closure, desk) | {
        "explanation": explanation,
        "history": history,
        "verdicts": verdicts,
    }


def instant(moment: datetime, desk: Desk) -> str:
    """At the user's place, with its offset."""
    return moment.astimezone(desk.zone).isoformat(timespec="seconds")


def _reminder(reminder: Reminder, desk: Desk) -> dict[str, Any]:
    return {"kind": reminder.kind, "due_at": instant(reminder.due_at, desk), "state": reminder.state}


def _by_day(reminder: Reminder) -> tuple[date, int]:
    """As the database gives them: one that was just planned stands last in memory."""
    return reminder.day, reminder.id


def _event(event: Event, desk: Desk) -> dict[str, Any]:
    return {"at": instant(event.at, desk), "kind": event.kind, **event.data}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
