"""Claiming and recording in batches on PostgreSQL, beside queues on it that take their jobs one by one."""

import subprocess
import sys
from functools import partial
from statistics import median

from benchmarks.claim_and_record import HOW, OURS, claim_and_record, due_now
from benchmarks.crowd import add_crowd
from benchmarks.figure import Figure, prose, seconds
from benchmarks.postgresql import SAID, durable_server, new_served
from benchmarks.queue_peers import PEERS
from benchmarks.rounds import in_turn, ratio

IN_MEMORY = "dramatiq"
ON_POSTGRESQL = f"""
{SAID}. Claims of 200, recorded in groups of 200, over one connection. The peers: {{jobs}} jobs that do
nothing on the same server, each queue with a worker of its own in a process of its own, with the defaults of
its documentation (procrastinate: one job at a time; pgqueuer: fetches ten at a time; dbos: workflows without
steps, until all are recorded; celery: one thread over kombu's SQLAlchemy transport, which is no broker for
production; dramatiq has no broker on PostgreSQL: its own stub in memory stands beside and does not count).
Timed is from the first job to the last, not the start. The best of each round counts.
"""


def figures(rounds: int, quick: bool) -> list[Figure]:
    """One figure."""
    rows, jobs = (2_000, 200) if quick else (10_000, 1_000)
    with durable_server() as server:
        numbers = iter(range(10_000))

        def ours() -> float:
            with new_served(server, f"ours{next(numbers)}") as installation:
                add_crowd(installation, due_now(installation, rows))
                return claim_and_record(installation, rows)

        def peer(name: str) -> float:
            database = f"{name}{next(numbers)}"
            server.make(database)
            try:
                return _drained_by(name, server.url(database), jobs)
            finally:
                server.drop(database)

        costs = in_turn({OURS: ours, **{name: partial(peer, name) for name in PEERS}}, rounds)
    counted = [costs[name] for name in PEERS if name != IN_MEMORY]
    best = [min(each) for each in zip(*counted, strict=True)]
    faster = ratio(best, costs[OURS])
    fastest = min((name for name in PEERS if name != IN_MEMORY), key=lambda name: median(costs[name]))
    figure = Figure(
        name="Claim and record on PostgreSQL, in batches",
        goal="at least 5 times as fast as the best queue on it takes job by job",
        ours=seconds(median(costs[OURS])),
        peer_name=f"{fastest}, one job",
        peer=seconds(median(best)),
        ratio=faster,
        ratio_says="as fast",
        met=faster.middle >= 5,
        how=prose(HOW.format(rows=rows) + ON_POSTGRESQL.format(jobs=jobs)),
        rounds=rounds,
        beside={_said(name): seconds(median(costs[name])) for name in PEERS},
    )
    return [figure]


def _said(name: str) -> str:
    return f"{name}, in memory" if name == IN_MEMORY else name


def _drained_by(name: str, url: str, jobs: int) -> float:
    command = [sys.executable, "-m", "benchmarks.queue_peers", name, url, str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-500:]}")
    return float(done.stdout.split()[-1])
