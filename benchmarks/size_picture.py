"""The picture of costs against size, for docs/benchmarks.md."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.size_figures import CLAIM, LOOK, PG, PICTURE, SQLITE, START, Costs

FILE = Path("docs") / PICTURE
_PANELS = (
    (LOOK, "A look when nothing is due", (SQLITE, PG, "APScheduler", "Procrastinate")),
    (CLAIM, "Claiming and recording 200", (SQLITE, PG)),
    (START, "A worker's start", (SQLITE, PG)),
)
_COLOURS = {SQLITE: "#0b6e4f", PG: "#1f5fa8", "APScheduler": "#b5651d", "Procrastinate": "#8a8a8a"}


def draw(costs: Costs, sizes: Sequence[int]) -> None:
    """One panel for each thing done: seconds over pending reminders, both logarithmic."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, len(_PANELS), figsize=(12, 4), layout="constrained")
    for panel, (what, title, contenders) in zip(panels, _PANELS, strict=True):
        for who in contenders:
            _line(panel, costs, what, who, sizes)
        panel.set(title=title, xlabel="reminders pending", xscale="log", yscale="log")
        panel.grid(visible=True, alpha=0.3)
        panel.legend(frameon=False)
    panels[0].set_ylabel("seconds")
    figure.savefig(FILE, dpi=110, metadata={"Software": None})
    pyplot.close(figure)


def _line(panel: Any, costs: Costs, what: str, who: str, sizes: Sequence[int]) -> None:
    known = [size for size in sizes if (what, who, size) in costs]
    said = f"xiaohu, {who}" if who in (SQLITE, PG) else who
    seconds = [median(costs[what, who, size]) for size in known]
    panel.plot(known, seconds, marker="o", color=_COLOURS[who], label=said)
