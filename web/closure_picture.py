"""One closure's windows as a picture: what its page says in words, at a glance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from desk.pulls import read_plans
from notifiers.pictures.timeline_svg import timeline_svg
from scheduler.pulls import Mark
from scheduler.timeline import timeline

if TYPE_CHECKING:
    from models.tables import Closure
    from web.visit import Visit


def picture_of(closure: Closure, visit: Visit) -> Markup | None:
    """Its time, the days off within and the report that is planned; None where there are no dates to draw.

    Whose closure it is stands on the page, where it has to be said at all.
    """
    [plan] = read_plans(visit.desk, person=closure.person.name)
    entry = plan.entries.get(closure.id)
    if entry is None:
        return None
    unnamed = replace(entry, followed=replace(entry.followed, person=None))
    marks = [Mark(pull) for pull in plan.plan.pulls if closure.id in pull.closures]
    line = timeline([unnamed], marks, visit.today, visit.desk.planning().calendar)
    return Markup(timeline_svg(line, visit.said)) if line.bars else None  # noqa: S704 -- escaped elements
