"""Processor time of a weekly digest over 1,000 closures, from facts to the finished message: under 50 ms.

There is no peer to run beside it: the same over 100 closures stands there.
"""

import time
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median
from zoneinfo import ZoneInfo

from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import in_turn, ratio
from notifiers.digest import Edition, render_digest
from notifiers.due import Reader, Server
from scheduler.digest import Followed, digest
from scheduler.lifecycle import ClosureState

CLOSURES, FEW = 1_000, 100
GOAL = 0.050
HOW = """Processor time from the facts to the message: grouping, sorting, text, HTML and, where several people
    are followed, the table; in Chinese, full detail, check-on days from a month ago to three months ahead.
    Reading the facts from the database is not part of it."""
TODAY = date(2026, 10, 12)
ZONE = ZoneInfo("Asia/Shanghai")


def figures(rounds: int, quick: bool) -> list[Figure]:
    """One reader's own closures, and those of fifty people with their table."""
    del quick
    return [_figure("of one person", 1, rounds), _figure("of 50 people", 50, rounds)]


def _figure(whose: str, people: int, rounds: int) -> Figure:
    costs = in_turn(
        {"many": partial(spent, CLOSURES, people), "few": partial(spent, FEW, min(people, 5))}, rounds
    )
    return Figure(
        name=f"A weekly digest over {CLOSURES:,} closures {whose}",
        goal=f"under {GOAL * 1000:.0f} ms of processor time",
        ours=seconds(median(costs["many"])),
        peer_name=f"the same over {FEW}",
        peer=seconds(median(costs["few"])),
        ratio=ratio(costs["many"], costs["few"]),
        ratio_says="the time",
        met=median(costs["many"]) < GOAL,
        how=prose(HOW),
        rounds=rounds,
    )


def followed(count: int, people: int) -> list[Followed]:
    """Closures of so many people with check-on days from a month ago to three months ahead."""
    made = []
    for number in range(count):
        check_on = TODAY + timedelta(days=number % 120 - 30)
        person = f"客户{number % people:03}" if people > 1 else None
        waiting, due_on = ClosureState.WAITING, check_on - timedelta(days=1)
        started_on = check_on - timedelta(days=40)
        made.append(
            Followed(
                number,
                f"平台{number % 60}",
                waiting,
                started_on,
                person=person,
                opens_on=due_on,
                due_on=due_on,
                check_on=check_on,
            )
        )
    return made


def spent(count: int, people: int) -> float:
    """Seconds of processor time."""
    closures = followed(count, people)
    reader, server = Reader("zh_CN", ZONE), Server("box.example")
    now = datetime(2026, 10, 12, 9, tzinfo=ZONE)
    began = time.process_time()
    facts = digest(closures, TODAY, TODAY + timedelta(days=6))
    render_digest(Edition(facts, reader, server, now), "<a@box.example>")
    return time.process_time() - began
