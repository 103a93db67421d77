"""How many messages a channel takes: its vendor's quota, over which messages wait and are put together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Messages a channel may send in any 60 seconds and on any day of its user; None: no limit."""

    per_minute: int | None = None
    per_day: int | None = None
