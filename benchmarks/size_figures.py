"""What is said of costs against size: the figures of ``benchmarks.sizes``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from benchmarks.figure import Figure, prose, seconds
from benchmarks.postgresql import SAID
from benchmarks.rounds import Ratio, ratio

LOOK, CLAIM, START = "a look", "a claim", "a start"
SQLITE, PG = "SQLite", "PostgreSQL"
PICTURE = "pictures/cost-by-size.png"
Costs = Mapping[tuple[str, str, int], Sequence[float]]
"""Seconds of each round: by what was done, who did it, and how many were pending."""
HOW = f"""
Everybody follows five closures with four reminders ahead of each, spread over the coming 60 days; the rows
are multiplied in SQL, the databases are vacuumed and analysed. SQLite as the worker has it; {SAID}.
A look is what the worker does when it wakes and nothing is due: it asks when the next reminder is due.
A claim is claim() and write() for 200 that have just come due, each of another user. A start is all that
a worker does before its first look (hours and calendar that changed meanwhile, digests, rows its
forerunner held) and that look, without loading the program. APScheduler: its look into
SQLAlchemyJobStore (SQLite, WAL) with as many date jobs. Procrastinate: one fetch from its table with as
many jobs whose day has not come. "select 1" is asked as the worker asks its question: over a connection
of the pool, which looks first whether it still holds; over a bare connection it stands beside.
"""


def figures_of(costs: Costs, sizes: Sequence[int], rounds: int, *, drawn: bool) -> list[Figure]:
    """Six figures about the largest size that has a goal, and the smallest."""
    few, many = sizes[0], min(sizes[-1], 1_000_000)
    jobs = min(many, 100_000)
    same: dict[str, Any] = {"how": prose(HOW), "rounds": rounds}

    def look(who: str, pending: int) -> Sequence[float]:
        return costs[LOOK, who, pending]

    def figure(what: str, database: str, goal: str, peer: tuple[str, Sequence[float]], **more: Any) -> Figure:
        ours = costs[what, database, many]
        return Figure(
            name=f"{_NAMES[what]} at {many:,} pending, {database}, {more.pop('beside_what')}",
            goal=goal,
            ours=seconds(median(ours)),
            peer_name=peer[0],
            peer=seconds(median(peer[1])),
            **same,
            **more,
        )

    def within(most: float, what: str, database: str, peer: tuple[str, Sequence[float]], goal: str) -> Figure:
        dearer = ratio(costs[what, database, many], peer[1])
        says = {"ratio": dearer, "ratio_says": "the time", "met": dearer.middle <= most}
        return figure(what, database, goal, peer, beside_what=f"beside {peer[0]}", **says)

    def cheaper(least: float, peer: tuple[str, Sequence[float]]) -> Figure:
        times: Ratio = ratio(peer[1], look(PG, many))
        says = {"ratio": times, "ratio_says": "cheaper", "met": times.middle >= least}
        return figure(LOOK, PG, "at least 1000 times cheaper", peer, beside_what=f"beside {peer[0]}", **says)

    smallest = f"{few:,} pending"
    found = [
        within(
            1 / 3,
            LOOK,
            SQLITE,
            (f"APScheduler with {jobs:,} jobs", look("APScheduler", jobs)),
            "at most a third of APScheduler's",
        ),
        within(1.5, LOOK, SQLITE, (smallest, look(SQLITE, few)), f"at most 1.5 times that at {few:,}"),
        within(2, LOOK, PG, ("select 1", look("select 1", 0)), "at most twice `select 1`"),
        cheaper(1000, (f"Procrastinate with {many:,} jobs", look("Procrastinate", many))),
        *(
            within(
                1.2,
                START,
                database,
                (smallest, costs[START, database, few]),
                f"at most 1.2 times that at {few:,}",
            )
            for database in (SQLITE, PG)
        ),
    ]
    return [_with_all(found[0], costs, drawn=drawn), *found[1:]]


_NAMES = {LOOK: "An empty tick", START: "A start"}


def _with_all(figure: Figure, costs: Costs, *, drawn: bool) -> Figure:
    """Every size of every contender."""
    beside = {
        f"{what}, {who}, {pending:,} pending" if pending else f"{what}, {who}": seconds(median(each))
        for (what, who, pending), each in costs.items()
    }
    return replace(figure, beside=beside, picture=PICTURE if drawn else "")
