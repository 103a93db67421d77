"""What moved when dates were worked out again, as an event keeps it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.planning import Planning
from models.round_dates import Dates, StoredSteps
from scheduler.workdays import CalendarGap, WorkCalendar
from worker.stale import Stale

_COLUMNS = ("opens_on", "due_on", "check_on")


def moved_dates(
    stale: Stale, dates: Dates, calendar: WorkCalendar, planning: Planning
) -> dict[str, Any] | None:
    """The particulars of a ``recalculated`` event; None where no date moved.

    ``before`` and ``after`` are the last days, ``check_before`` and ``check_after`` the days to check;
    ``moved`` lists ``{"what", "before", "after"}``, where what is a column or the kind of a step;
    ``payoff_off`` is the payoff day where that is a day off now.
    """
    moved = [*_columns(stale, dates), *_steps(stale, dates, planning.beijing_today)]
    off = stale.expected and _is_off(stale.payoff_on, planning.beijing_today, calendar)
    if not moved and not off:
        return None
    said: dict[str, Any] = {"before": _iso(stale.due_on), "after": _iso(dates.due_on), "moved": moved}
    said |= {"check_before": _iso(stale.check_on), "check_after": _iso(dates.check_on)}
    return said | ({"payoff_off": _iso(stale.payoff_on)} if off else {})


def _columns(stale: Stale, dates: Dates) -> Iterator[dict[str, Any]]:
    for what in _COLUMNS:
        before, after = getattr(stale, what), getattr(dates, what)
        if before != after:
            yield {"what": what, "before": _iso(before), "after": _iso(after)}


def _steps(stale: Stale, dates: Dates, today: date) -> Iterator[dict[str, Any]]:
    """Steps that are still ahead, before or now; those of dates that were not known are no moves."""
    old: StoredSteps = stale.early_steps + stale.window_steps
    new = dates.early_steps + dates.window_steps
    for before, after in zip(old, new, strict=False):
        last = max(before["on"], after["on"])
        if before["kind"] == after["kind"] and before["on"] != after["on"] and last >= today.isoformat():
            yield {"what": before["kind"], "before": before["on"], "after": after["on"]}


def _is_off(payoff_on: date | None, today: date, calendar: WorkCalendar) -> bool:
    if payoff_on is None or payoff_on < today:
        return False
    try:
        return not calendar.is_workday(payoff_on)
    except CalendarGap:
        return False


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
