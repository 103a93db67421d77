"""Playing seeds one after the other, and what came of all of them."""

import gc
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from catalog.loading import load_catalog
from simulation.promises import PROMISES
from simulation.stage import stage
from simulation.world import Story, World


@contextmanager
def theatre() -> Iterator[Callable[[int], Story]]:
    """What plays the story of a seed, while the block lasts. What the worker logs on the way is left out."""
    with stage() as made:
        catalog = load_catalog()

        def play(seed: int) -> Story:
            with _silence():
                return World(seed, made, catalog).run()

        gc.freeze()  # what is loaded by now stays: looking through it again and again takes its time
        yield play


def stories(seeds: Iterable[int]) -> Iterator[Story]:
    """The story of each seed, in order."""
    with theatre() as play:
        for seed in seeds:
            yield play(seed)


@dataclass
class Tally:
    """The sum of several stories. ``trials`` and ``broken`` by promise; ``years`` of simulated time."""

    seeds: int = 0
    messages: int = 0
    copies: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    years: float = 0.0
    trials: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(PROMISES, 0)))
    broken: Counter[str] = field(default_factory=Counter)
    failed: list[Story] = field(default_factory=list)

    def add(self, story: Story) -> None:
        """One more."""
        self.seeds += 1
        self.messages += story.messages
        self.copies += story.copies
        self.faults.update(str(fault) for fault in story.faults)
        self.years += story.lasted.days / 365.25
        self.trials.update(story.trials)
        self.broken.update(broken.promise for broken in story.broken)
        if story.broken:
            self.failed.append(story)


@contextmanager
def _silence() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
