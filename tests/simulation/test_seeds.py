"""Two thousand worlds in which everything goes wrong: every promise is kept in all of them."""

import pytest

from simulation.promises import EXTRA
from simulation.running import Tally
from tests.simulation.conftest import Play
from tests.tally import record

SEEDS, TOGETHER = 2000, 50


@pytest.mark.parametrize("first", range(1, SEEDS + 1, TOGETHER))
def test_every_promise_is_kept(play: Play, first: int, request: pytest.FixtureRequest) -> None:
    tally = Tally()
    for seed in range(first, first + TOGETHER):
        tally.add(play(seed))
    for promise, trials in tally.trials.items():
        copies = tally.copies if promise == EXTRA else 0
        record(request.node, (f"simulated: {promise}", trials, tally.broken[promise], copies))
    failed = (f"{each.broken[0]}\n    xiaohu simulate --seed {each.seed}" for each in tally.failed)
    assert not tally.failed, "\n" + "\n".join(failed)
    assert tally.messages > TOGETHER, "worlds in which nothing is sent promise nothing"
    assert all(tally.trials.values())
    assert tally.faults.total() > TOGETHER
