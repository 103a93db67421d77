"""A seed is one story, wherever it is played."""

import json
import os
import subprocess
import sys
from pathlib import Path

from simulation.faults import Fault
from tests.simulation.conftest import Play

ROOT = Path(__file__).parents[2]
_PLAY = """
import json, sys
from simulation.running import stories
print(json.dumps([[str(line) for line in story.lines] for story in stories(range(1, 5))]))
"""


def _played(hash_seed: str) -> list[list[str]]:
    """In a process of its own, whose sets have another order."""
    told = subprocess.run(
        [sys.executable, "-c", _PLAY],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        check=True,
        capture_output=True,
        text=True,
    )
    lines: list[list[str]] = json.loads(told.stdout)
    return lines


def test_a_seed_is_the_same_story_in_every_process() -> None:
    once, again = _played("1"), _played("2")
    assert once == again
    assert min(map(len, once)) > 3


def test_another_seed_is_another_story(play: Play) -> None:
    assert [str(line) for line in play(1).lines] != [str(line) for line in play(2).lines]


def test_it_is_the_same_whatever_was_played_before(play: Play) -> None:
    before = [str(line) for line in play(7).lines]
    for seed in (3, 4):
        play(seed)
    assert [str(line) for line in play(7).lines] == before


def test_every_fault_strikes_soon(play: Play) -> None:
    """What never happens proves nothing."""
    missing = set(Fault)
    for seed in range(1, 200):
        missing -= set(play(seed).faults)
        if not missing:
            return
    raise AssertionError(f"not once in 200 seeds: {missing}")
