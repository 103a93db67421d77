"""What a new calendar moved, as people and programs read it: the events of the recalculation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cli.output import facts
from desk.wording import _, spoken
from models.tables import Closure, Event

if TYPE_CHECKING:
    from rich.table import Table

    from desk.desk import Desk

MOST_SHOWN = 1000
"""More closures than anybody reads; the others are counted."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A closure whose dates changed, with the particulars of its event."""

    closure: int
    platform: str
    data: dict[str, Any]


def moved_since(event: int, desk: Desk) -> Sequence[Moved]:
    """What the recalculation whose events come after this one moved."""
    rows = desk.session.execute(
        select(Closure.id, Closure.platform_name, Event.data)
        .join(Event, Event.closure_id == Closure.id)
        .where(Event.id > event, Event.kind == "recalculated")
        .order_by(Closure.id)
        .limit(MOST_SHOWN)
    )
    return [Moved(*row) for row in rows]


def moved_table(moved: Iterable[Moved]) -> Table:
    """One line for each closure."""
    return facts(
        (_("No. {number}: {platform}", number=m.closure, platform=m.platform), _line(m)) for m in moved
    )


def moved_json(moved: Moved) -> dict[str, Any]:
    """Last day and day to check, before and after, and all dates that moved."""
    return {
        "id": moved.closure,
        "before": {"due_on": moved.data["before"], "check_on": moved.data["check_before"]},
        "after": {"due_on": moved.data["after"], "check_on": moved.data["check_after"]},
        "moved": moved.data["moved"],
    }


def _line(moved: Moved) -> str:
    before, after = (_day(moved.data[when]) for when in ("before", "after"))
    return _("last day {before} -> {after}", before=before, after=after)


def _day(text: str | None) -> str:
    return spoken().full_day(date.fromisoformat(text)) if text else "–"
