"""What a person does on a set day before the window is over: a call, a deposit, a confirmation."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do on one day (W9, W10, Dates 8).

    ``kind`` is "call", "confirm", "call_deadline", "deposit", "payoff" or "letter".
    """

    kind: str
    on: date
