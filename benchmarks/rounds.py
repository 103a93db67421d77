"""Rounds in turn (ours, peer, ours, peer, ...), so that what disturbs the machine disturbs them all."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Round = Callable[[], float]
"""Runs once and returns what it cost: seconds, or whatever the figure counts."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times: of the medians, and the least and the most of any one round."""

    middle: float
    least: float
    most: float


def in_turn(contenders: Mapping[str, Round], rounds: int) -> dict[str, list[float]]:
    """What each contender cost in each round, by name."""
    costs: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            gc.collect()
            costs[name].append(contender())
    return costs


def ratio(numerator: Sequence[float], denominator: Sequence[float]) -> Ratio:
    """The one's costs over the other's, round by round."""
    each = [one / other for one, other in zip(numerator, denominator, strict=True)]
    return Ratio(median(numerator) / median(denominator), min(each), max(each))


def seconds_per_call(call: Callable[[], object], calls: int, at_least: float = 0.0) -> float:
    """The mean time of one of the ``calls`` that ``call`` makes, over as many passes as fill ``at_least``."""
    passes, started = 0, perf_counter()
    while passes == 0 or perf_counter() - started < at_least:
        call()
        passes += 1
    return (perf_counter() - started) / (passes * calls)
