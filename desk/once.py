"""What was decided by an older look is not done to what nobody has looked at: two tabs do not act twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.states import happened
from desk.typed import typed_number
from models.undo import UNDONE

if TYPE_CHECKING:
    from models.tables import Closure


class MovedOn(Exception):
    """A closure changed since it was looked at; nothing was done. ``since``: sentences, the oldest first."""

    def __init__(self, number: int, platform: str, since: tuple[str, ...]) -> None:
        super().__init__(number)
        self.number, self.platform, self.since = number, platform, since


def require_seen(closure: Closure, seen: str) -> None:
    """``seen``: the closure's ``last_change`` as a form carries it. Raises MovedOn; Mistake for no number."""
    number = typed_number(seen)
    if closure.last_change == number:
        return
    acts = [e for e in closure.events if e.id > number and (e.before is not None or e.kind == UNDONE)]
    raise MovedOn(closure.id, closure.platform_name, tuple(happened(event) for event in acts))
