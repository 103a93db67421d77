"""The figures as a page to read (docs/benchmarks.md) and as data (benchmarks/latest.json)."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from benchmarks.figure import Figure

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
)
BEGINNING = """# Benchmarks

Each figure was promised before anything was built. Each is a ratio to a named peer that ran beside it: in
one process, in turn (ours, peer, ours, peer, ...), so that whatever disturbed the machine disturbed both.
The table shows medians; the spread is the least and the most of any single round's ratio. `pytest` never
times anything.

Made by `{command}`, which writes this page and `benchmarks/latest.json`. Machine: {machine}.
"""


def write(figures: Sequence[Figure], command: str) -> None:
    """Write both files."""
    machine = _machine()
    PAGE.write_text(_page(figures, command, machine), encoding="utf-8")
    data = {"command": command, "machine": machine, "figures": [asdict(figure) for figure in figures]}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _page(figures: Sequence[Figure], command: str, machine: dict[str, str]) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in machine.items())
    parts = [BEGINNING.format(command=command, machine=facts), _table(figures), "## How each is measured\n"]
    return "\n".join([*parts, *_measured(figures)])


def _table(figures: Sequence[Figure]) -> str:
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
        paragraphs.append(f"{how} {same[0].rounds} rounds.\n")
        paragraphs += (_beside(each) for each in same if each.beside)
        paragraphs += (f"![{each.name}]({each.picture})\n" for each in same if each.picture)
    return paragraphs


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
        **{library: version(library) for library in LIBRARIES},
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "unknown")
