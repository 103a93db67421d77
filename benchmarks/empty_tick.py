"""A look when nothing is due: it must not cost more because more is waiting."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from typing import Any

from benchmarks.crowd import add_crowd, new_installation
from benchmarks.figure import Figure, prose, seconds
from benchmarks.job_store import job_store
from benchmarks.rounds import in_turn, ratio, seconds_per_call
from worker.deliver import Deliverer
from worker.looks import Looks

FEW, MANY, QUICK_MANY = 1_000, 100_000, 10_000
LOOKS = 200
PEER = "APScheduler"
HOW = prose(f"""
A look is all that the worker does when it wakes and nothing is due: it asks when the next one is. The
reminders belong to as many users, spread over the coming 60 days, on SQLite files. The peer's row is
APScheduler's own look (due jobs, next run time) into SQLAlchemyJobStore with as many jobs. A round is
{LOOKS} looks, the mean counts.
""")


def figures(rounds: int, quick: bool) -> list[Figure]:
    """One figure."""
    most = QUICK_MANY if quick else MANY
    with ExitStack() as stack:
        contenders = {
            f"{name}, {pending:,} pending": partial(_time, stack.enter_context(opened(pending)))
            for pending in (FEW, most)
            for name, opened in (("xiaohu", _worker), (PEER, _peer))
        }
        in_turn(contenders, 1)
        costs = in_turn(contenders, rounds)
    few, many = costs[f"xiaohu, {FEW:,} pending"], costs[f"xiaohu, {most:,} pending"]
    peer = costs[f"{PEER}, {most:,} pending"]
    dearer = ratio(many, few)
    return [
        Figure(
            name=f"An empty tick at {most:,} pending",
            goal=f"at most 1.5 times that at {FEW:,} pending",
            ours=seconds(median(many)),
            peer_name=f"the same at {FEW:,} pending",
            peer=seconds(median(few)),
            ratio=dearer,
            ratio_says="the time",
            met=dearer.middle <= 1.5,
            how=HOW,
            rounds=rounds,
            beside={
                f"{PEER} at {FEW:,}": seconds(median(costs[f"{PEER}, {FEW:,} pending"])),
                f"{PEER} at {most:,}": seconds(median(peer)),
            },
        )
    ]


def _time(look: Any) -> float:
    return seconds_per_call(lambda: [look() for _ in range(LOOKS)], LOOKS)


def _spread(now: datetime, pending: int) -> list[datetime]:
    return [now + timedelta(days=1, minutes=60 * 24 * 60 * k / pending) for k in range(pending)]


@contextmanager
def _worker(pending: int) -> Iterator[Any]:
    with new_installation(durable=False) as installation:
        add_crowd(installation, _spread(installation.clock.now(), pending))
        deliverer = Deliverer(
            installation.database, installation.clock, installation.settings, installation.catalog()
        )
        try:
            yield Looks(deliverer).look
        finally:
            deliverer.stop()


@contextmanager
def _peer(pending: int) -> Iterator[Any]:
    with new_installation(durable=False) as installation, job_store(installation.settings.data_dir) as store:
        now = installation.clock.now()
        store.add(_spread(now, pending))
        yield lambda: store.look(now)
