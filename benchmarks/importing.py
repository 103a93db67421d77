"""Importing 10,000 closures from a CSV file, beside bare bulk inserts of the rows that come of it."""

import csv
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.crowd import new_installation, planning
from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import in_turn, ratio
from desk.batch import run_import

OURS, PEER = "xiaohu", "bare inserts"
CLOSURES = 10_000
TABLES = ("closures", "external_ids", "rounds", "reminders", "events")
HOW = """
Ours: the file's bytes are read, every row is understood as a registration would be (person, platform,
route, window, dates, reminders), and all of it is stored in one synced transaction. Bare inserts: the
rows that this leaves behind, read from the database beforehand, put into an empty database of the same
schema with sqlite3's executemany, a call for each table, in one synced transaction. Both into a new file
each time (WAL, synchronous FULL), the schema not counted.
"""


def figures(rounds: int, quick: bool) -> list[Figure]:
    """One figure."""
    del quick
    with new_installation(durable=True) as installation:
        data = _file(planning(installation.clock.now()).beijing_today)
    with TemporaryDirectory(prefix="xiaohu-bench-") as folder:
        empty, rows = _rows(data, Path(folder))
        contenders = {OURS: lambda: _import(data), PEER: lambda: _insert(empty, rows)}
        costs = in_turn(contenders, rounds)
    stored = sum(len(values) for values in rows.values())
    slower = ratio(costs[OURS], costs[PEER])
    return [
        Figure(
            name=f"Importing {CLOSURES:,} closures ({stored:,} rows)",
            goal="at most 5 times the time of bare bulk inserts",
            ours=seconds(median(costs[OURS])),
            peer_name="sqlite3 executemany",
            peer=seconds(median(costs[PEER])),
            ratio=slower,
            ratio_says="the time",
            met=slower.middle <= 5,
            how=prose(HOW),
            rounds=rounds,
        )
    ]


def _file(today: date) -> bytes:
    """Requests of the last hundred days."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("person", "platform", "route", "requested_on", "window", "note", "external_id"))
    windows = ("3-5个工作日更新", "30-45天更新", "一个月", "T+3", "")
    for number in range(CLOSURES):
        day = today - timedelta(days=number % 100)
        window = windows[number % len(windows)]
        writer.writerow(("", "jd-jintiao", "app", day, window, f"备注 {number}", f"crm-{number}"))
    return text.getvalue().encode()


def _import(data: bytes) -> float:
    with new_installation(durable=True) as installation:
        started = perf_counter()
        result = run_import(installation, 1, data)
        taken = perf_counter() - started
    assert len(result.registrations) == CLOSURES, result.failures[:3]
    return taken


def _rows(data: bytes, folder: Path) -> tuple[Path, dict[str, list[tuple[Any, ...]]]]:
    """An empty database, and what an import puts into it."""
    empty = folder / "empty.db"
    with new_installation(durable=True) as installation:
        assert installation.database.file
        with closing(sqlite3.connect(installation.database.file)) as connection:
            connection.execute(f"VACUUM INTO '{empty}'")
            run_import(installation, 1, data)
            return empty, {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def _insert(empty: Path, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    file = shutil.copy(empty, empty.with_name("filled.db"))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON")
        started = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            places = ",".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", values)
        connection.execute("COMMIT")
        return perf_counter() - started
