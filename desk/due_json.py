"""What a stated window comes to, as programs read it: these keys are fixed and only grow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desk.explanations import explanation_json

if TYPE_CHECKING:
    from scheduler.due_dates import DueDates
    from scheduler.windows import Window


def due_json(text: str, window: Window, dates: DueDates, check_after_days: int) -> dict[str, Any]:
    """``text``: as the platform said it; ``window``: as it was read."""
    return {
        "stated": text,
        "window": str(window),
        "opens_on": dates.opens_on.isoformat(),
        "due_on": dates.due_on.isoformat(),
        "check_on": check_on(dates, check_after_days).isoformat(),
        "provisional": dates.provisional,
        "steps": [{"kind": step.kind, "on": step.on.isoformat()} for step in dates.steps],
        "explanation": explanation_json(dates.explanation),
        "rules": list(dates.rules),
        "calendar_version": dates.calendar_version,
    }


def check_on(dates: DueDates, check_after_days: int) -> date:
    """The day to pull a report and verify (Dates 4)."""
    return dates.due_on + timedelta(days=check_after_days)
