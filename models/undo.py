"""Taking back the last act: an answer, a snooze, a withdrawal, an act that started the clock.

Until the next act, or until a message about the closure went out: what was sent stays sent, and its reader
goes by it. What followed from the act disappears; reminders that it cancelled come back if they are still
wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from config.i18n import N_
from models.event import Event
from models.planning import Planning
from models.refused import ActRefused

if TYPE_CHECKING:
    from models.closure import Closure

UNDONE = "undone"
_SAID = "reminded"
_ESCALATED = "escalated"
_DATES = ("day0", "snoozed_until")
_AS_THEY_ARE = ("expected", "calls", "answer")


def standing(closure: Closure) -> dict[str, Any]:
    """How a closure stands: all that an act changes and that does not follow from something else."""
    latest = closure.round
    return {
        "state": closure.state,
        "round": latest.number,
        "answered_at": latest.answered_at.isoformat() if latest.answered_at else None,
        **{name: _iso(getattr(latest, name)) for name in _DATES},
        **{name: getattr(latest, name) for name in _AS_THEY_ARE},
    }


def last_act(closure_id: int, events: Sequence[Event]) -> Event:
    """The act that can be taken back. Raises ActRefused."""
    for event in reversed(events):
        if event.kind == UNDONE:
            raise ActRefused(N_("the last act on closure {number} was taken back already"), number=closure_id)
        if event.kind == _SAID:
            raise ActRefused(
                N_("a message about closure {number} went out since; answer, snooze or act anew instead"),
                number=closure_id,
            )
        if event.kind == _ESCALATED:
            raise ActRefused(
                N_("closure {number} was escalated since; what was filed cannot be taken back"),
                number=closure_id,
            )
        if event.before is not None:
            return event
    raise ActRefused(N_("nothing was done to closure {number} that could be taken back"), number=closure_id)


def put_back(closure: Closure, before: dict[str, Any], planning: Planning) -> None:
    """Make the closure stand as it did; dates and reminders follow from that and from the present."""
    for started in [each for each in closure.rounds if each.number > before["round"]]:
        closure.rounds.remove(started)
    closure.state = before["state"]
    latest = closure.round
    latest.answered_at = datetime.fromisoformat(before["answered_at"]) if before["answered_at"] else None
    for name in _DATES:
        setattr(latest, name, date.fromisoformat(before[name]) if before[name] else None)
    for name in _AS_THEY_ARE:
        setattr(latest, name, before[name])
    latest.work_out_dates(planning)
    latest.plan_reminders(closure.person.user_id, planning)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
