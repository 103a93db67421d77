"""What happened, line by line: English message ids with their facts, for a door to say in its language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulation.clock import SimulatedClock


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English message id and its facts, which may be phrases themselves, or several (a tuple)."""

    text: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        return self.text.format(**{name: _in_english(value) for name, value in self.params.items()})


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, and at which instant of the machine's clock; ``str()`` is English."""

    at: datetime
    what: Phrase

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}  {self.what}"


def _in_english(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value


@dataclass
class Trace:
    """The lines so far."""

    clock: SimulatedClock
    lines: list[Line] = field(default_factory=list)

    def tell(self, text: str, **params: object) -> None:
        """One more, now."""
        self.lines.append(Line(self.clock.now(), Phrase(text, params)))
