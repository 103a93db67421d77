"""One figure: what was promised, what was measured beside which peer, and whether the promise is kept."""

from dataclasses import dataclass, field

from benchmarks.rounds import Ratio


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table. ``beside`` are the other contenders' medians, ``how`` is a paragraph;
    ``picture`` lies in docs; ``apart`` is the command of a run of its own, later than that of the others."""

    name: str
    goal: str
    ours: str
    peer_name: str
    peer: str
    ratio: Ratio
    ratio_says: str
    met: bool
    how: str
    rounds: int
    beside: dict[str, str] = field(default_factory=dict)
    picture: str = ""
    apart: str = ""


def seconds(value: float) -> str:
    """A duration in the unit a reader would choose."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def prose(text: str) -> str:
    """A paragraph on one line."""
    return " ".join(text.split())
