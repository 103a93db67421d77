"""The figures as a page to read (docs/benchmarks.md) and as data (benchmarks/latest.json)."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.rounds import Ratio

PAGE, DATA = Path("docs/benchmarks.md"), Path("benchmarks/latest.json")
LIBRARIES = (
    "sqlalchemy",
    "apscheduler",
    "holidays",
    "quantlib",
    "workalendar",
    "chinesecalendar",
    "numpy",
    "apprise",
    "aiosmtpd",
    "aiosmtplib",
    "psycopg",
    "procrastinate",
    "pgqueuer",
    "dbos",
    "celery",
    "dramatiq",
    "fastapi",
    "uvicorn",
    "django",
)
COMMAND = "make bench"
BEGINNING = """# Benchmarks

Each figure was promised before anything was built. Each is a ratio to a named peer that ran beside it: in
one process, in turn (ours, peer, ours, peer, ...), so that whatever disturbed the machine disturbed both.
The table shows medians; the spread is the least and the most of any single round's ratio. `pytest` never
times anything.

Made by `{command}`, which writes this page and `benchmarks/latest.json`. Machine: {machine}.
"""


def write(figures: Sequence[Figure], apart: str = "") -> None:
    """Write both files. With ``apart`` (a command) these figures take their earlier selves' places."""
    if apart:
        figures = _among_earlier([replace(each, apart=apart) for each in figures])
    machine = _machine()
    PAGE.write_text(_page(figures, machine), encoding="utf-8")
    data = {"command": COMMAND, "machine": machine, "figures": [asdict(figure) for figure in figures]}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _among_earlier(new: Sequence[Figure]) -> list[Figure]:
    earlier = json.loads(DATA.read_text(encoding="utf-8"))["figures"]
    figures = [Figure(**each | {"ratio": Ratio(**each["ratio"])}) for each in earlier]
    places = {(each.name, each.goal, each.peer_name): each for each in [*figures, *new]}
    return list(places.values())


def _page(figures: Sequence[Figure], machine: dict[str, str]) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in machine.items())
    parts = [BEGINNING.format(command=COMMAND, machine=facts), table(figures), "## How each is measured\n"]
    return "\n".join([*parts, *_measured(figures)])


def table(figures: Sequence[Figure]) -> str:
    """One row for each."""
    rows = ["| figure | goal | ours | peer | ratio | spread | |", "| --- " * 7 + "|"]
    for each in figures:
        times, low, high = (
            f"{value:.3g}" for value in (each.ratio.middle, each.ratio.least, each.ratio.most)
        )
        cells = (
            each.name,
            each.goal,
            each.ours,
            f"{each.peer_name}: {each.peer}",
            f"{times} times {each.ratio_says}",
            f"{low} to {high}",
            "met" if each.met else "**not met**",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _measured(figures: Sequence[Figure]) -> list[str]:
    paragraphs: list[str] = []
    for how in dict.fromkeys(each.how for each in figures):
        same = [each for each in figures if each.how == how]
        paragraphs.append(f"### {'; '.join(each.name for each in same)}\n")
        apart = f" Measured apart, later than the others: `{same[0].apart}`." if same[0].apart else ""
        paragraphs.append(f"{how} {_rounds(same[0])}.{apart}\n")
        paragraphs += (_beside(each) for each in same if each.beside)
        paragraphs += (f"![{each.name}]({each.picture})\n" for each in same if each.picture)
    return paragraphs


def _rounds(figure: Figure) -> str:
    return "1 round" if figure.rounds == 1 else f"{figure.rounds} rounds"


def _beside(figure: Figure) -> str:
    others = "; ".join(f"{name} {value}" for name, value in figure.beside.items())
    return f"Beside {figure.name.lower()}: {others}.\n"


def _machine() -> dict[str, str]:
    """What a reader needs to compare, and nothing that tells whose machine it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": sys.version.split()[0],
        "SQLite": sqlite3.sqlite_version,
        "load average": f"{os.getloadavg()[1]:.1f} at the end",
        **{library: version(library) for library in LIBRARIES},
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "unknown")
