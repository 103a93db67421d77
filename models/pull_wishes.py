"""What a person wants of the pull plan, as their row keeps it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from scheduler.pulls import PullKind, Wishes


def wishes_of(stored: Mapping[str, Any] | None, today: date) -> Wishes:
    """The wishes of a row; a goal that has passed is none any more."""
    if stored is None:
        return Wishes()
    goal = date.fromisoformat(stored["goal"]) if stored["goal"] else None
    return Wishes(
        PullKind(stored["kind"]),
        timedelta(days=stored["wait_days"]),
        goal if goal and goal > today else None,
        {int(year): count for year, count in stored["used"].items()},
    )


def stored_wishes(wishes: Wishes) -> dict[str, Any]:
    """As the row keeps them."""
    return {
        "kind": wishes.kind.value,
        "wait_days": wishes.wait.days,
        "goal": wishes.goal.isoformat() if wishes.goal else None,
        "used": {str(year): count for year, count in wishes.used.items()},
    }
