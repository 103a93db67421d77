"""Calls on consecutive days (W9), as they were really made: what is left to do, and from when it counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from scheduler.stages import Calls, Window
from scheduler.workdays import ONE_DAY


@dataclass(frozen=True, slots=True)
class CallDays:
    """``days`` runs from the first call to the last one, made or still to be made, without a gap: a day keeps
    its place whatever happens. Up to ``made_until`` nothing is left to remind of.
    """

    days: tuple[date, ...]
    made_until: date

    @property
    def last(self) -> date:
        """The day the window counts from."""
        return self.days[-1]


def calls_asked_for(window: Window) -> int:
    """On how many days to call before the window begins; 0 where it does not begin with calls."""
    first = window.stages[0]
    return first.days if isinstance(first, Calls) else 0


def call_days(asked_for: int, day0: date, made: Collection[date]) -> CallDays:
    """The calls of a window that asks for ``asked_for``, the first on ``day0``, ``made`` on these days too.

    Those still missing follow day by day on the last one made. ``asked_for`` and more: none is missing.
    """
    done = {day0, *made}
    last_made = max(done)
    last = last_made + ONE_DAY * max(asked_for - len(done), 0)
    return CallDays(tuple(day0 + ONE_DAY * k for k in range((last - day0).days + 1)), last_made)
