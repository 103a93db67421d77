"""Planning the credit reports of somebody with very many closures."""

from datetime import date, timedelta
from functools import partial
from random import Random
from statistics import median

from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import in_turn, ratio, seconds_per_call
from scheduler.pulls import Check, PullKind, Wishes, plan_pulls

TODAY = date(2026, 10, 9)
MANY, FEW = 10_000, 1_000
GOAL = 0.1
HOW = prose("""
One person's closures with check-on days spread at random over three years around today, planned with a goal
date half a year ahead. Ours is the dearer of the two kinds of report: the counter's, whose free reports
begin anew each year. Peer: the same with a tenth of the closures. That no plan is better is held by the
tests, against brute force on small instances.
""")


def figures(rounds: int, quick: bool) -> list[Figure]:
    """One figure: 10,000 closures."""
    at_least = 0.02 if quick else 0.1
    kinds = {kind: partial(_time, _checks(MANY), kind, at_least) for kind in PullKind}
    costs = in_turn({**{kind.value: timed for kind, timed in kinds.items()}, "few": _few(at_least)}, rounds)
    dearer = max((kind.value for kind in PullKind), key=lambda kind: median(costs[kind]))
    ours = median(costs[dearer])
    beside = {f"xiaohu, {kind.value} reports": seconds(median(costs[kind.value])) for kind in PullKind}
    return [
        Figure(
            name="Planning the reports of 10,000 closures",
            goal="under 100 ms",
            ours=seconds(ours),
            peer_name="the same with 1,000",
            peer=seconds(median(costs["few"])),
            ratio=ratio(costs[dearer], costs["few"]),
            ratio_says="the time",
            met=ours < GOAL,
            how=HOW,
            rounds=rounds,
            beside=beside,
        )
    ]


def _few(at_least: float) -> partial[float]:
    return partial(_time, _checks(FEW), PullKind.COUNTER, at_least)


def _checks(count: int) -> list[Check]:
    random = Random(20261009)
    days = (TODAY + timedelta(days=random.randint(-365, 730)) for _ in range(count))
    return [Check(number, day) for number, day in enumerate(days)]


def _time(checks: list[Check], kind: PullKind, at_least: float) -> float:
    wishes = Wishes(kind, goal=TODAY + timedelta(days=180))
    return seconds_per_call(lambda: plan_pulls(checks, TODAY, wishes), 1, at_least)
