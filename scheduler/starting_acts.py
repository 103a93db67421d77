"""The act that starts the clock (Dates 1), where it comes after the request: asked for until it is known."""

from datetime import date, timedelta
from enum import StrEnum

from scheduler.steps import Step


class StartsAt(StrEnum):
    """The act whose Beijing date is day 0 of a window. The values are also the kinds of steps that ask."""

    REQUEST = "request"
    LAST_ACT = "last_act"
    CALL_BACK = "call_back"
    SETTLEMENT = "settlement"


ASKED_AFTER_DAYS = (3, 7, 14, 28)
"""Days after it was registered on which to ask whether the act has come. Then only the digest shows it: who
waits for the end of a loan is not to be asked for a year."""


def asks(starts_at: StartsAt, registered_on: date) -> tuple[Step, ...]:
    """The gentle questions while the act is awaited."""
    return tuple(Step(starts_at.value, registered_on + timedelta(days)) for days in ASKED_AFTER_DAYS)


def is_ask(kind: str) -> bool:
    """Whether a step of this kind asks for the act that starts the clock."""
    return kind in _KINDS


_KINDS = frozenset(each.value for each in StartsAt)
