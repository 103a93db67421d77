"""How late messages leave at 5,000 due a second, beside one APScheduler job per reminder."""

from functools import partial
from statistics import median
from typing import Any

from benchmarks.engine_alone import ALONE, IN_A_FILE, engine_alone, jobs_in_a_file
from benchmarks.engine_alone import HOW as HOW_ALONE
from benchmarks.figure import Figure, prose
from benchmarks.lateness import (
    HOW,
    JOBS,
    JOBS_HOW,
    OURS,
    WARM_UP,
    Schedulers,
    both,
    by_next_row,
    measured,
    run_jobs,
    worker,
)
from benchmarks.rounds import ratio

MANY = 5_000


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Two figures: p99, and how far below that of a job for each reminder."""
    counted = 1 if quick else 4
    schedulers: Schedulers = {OURS: partial(worker, by_next_row), JOBS: run_jobs}
    alone: Schedulers = {} if quick else {ALONE: engine_alone, IN_A_FILE: jobs_in_a_file}
    middles, worst = measured({**schedulers, **alone}, MANY, counted, rounds)
    p99, earlier = median(worst[OURS]), ratio(worst[JOBS], worst[OURS])
    same: dict[str, Any] = {
        "name": f"Lateness p99 at {MANY:,} due a second",
        "ours": both(middles[OURS], worst[OURS]),
        "peer_name": JOBS,
        "peer": both(middles[JOBS], worst[JOBS]),
        "ratio": earlier,
        "ratio_says": "less late",
        "how": prose(HOW.format(seconds=counted, every="0.2 ms", warm_up=WARM_UP) + JOBS_HOW + HOW_ALONE),
        "rounds": rounds,
        "beside": {name: both(middles[name], worst[name]) for name in alone},
    }
    return [
        Figure(goal="at most 10 ms", met=p99 <= 0.010, **same),
        Figure(goal="at least 100 times less late", met=earlier.middle >= 100, **same),
    ]
