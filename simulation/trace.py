"""What happened, line by line: English message ids with their facts, for a door to say in its language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulation.clock import SimulatedClock


@dataclass(frozen=True, slots=True)
class Line:
    """At which instant of the machine's clock; ``str()`` is English."""

    at: datetime
    text: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}  {self.text.format(**self.params)}"


@dataclass
class Trace:
    """The lines so far."""

    clock: SimulatedClock
    lines: list[Line] = field(default_factory=list)

    def tell(self, text: str, **params: object) -> None:
        """One more, now."""
        self.lines.append(Line(self.clock.now(), text, params))
