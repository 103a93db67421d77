"""One closure's windows as a picture: what its page says in words, at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from desk.pulls import read_plans
from notifiers.pictures.timeline_svg import timeline_svg
from scheduler.timeline import timeline

if TYPE_CHECKING:
    from models.tables import Closure
    from web.visit import Visit


def picture_of(closure: Closure, visit: Visit) -> Markup | None:
    """Its time, the days off within and the report that is planned; None where there are no dates to draw."""
    [plan] = read_plans(visit.desk, person=closure.person.name)
    entry = plan.entries.get(closure.id)
    if entry is None:
        return None
    marks = [mark for mark in plan.marks if closure.id in mark.pull.closures]
    line = timeline([entry], marks, visit.today, visit.desk.planning().calendar)
    return Markup(timeline_svg(line, visit.said)) if line.bars else None  # noqa: S704 -- escaped elements
