"""Far more comes due in one second than can be sent in it: nothing is lost, the oldest goes first, budgets
are kept, and the worker does not grow with what waits. ``make faults FULL=1`` does it with 10,000."""

from tests.fault.burst import LANES, MOST_MEMORY, burst
from tests.fault.scene import Scene
from worker.engines.local import MOST_OUTSTANDING

COUNT = 1000


def test_a_thousand_due_in_one_second(scene: Scene) -> None:
    found = burst(scene, COUNT)
    assert (found.lost, found.extra) == (0, 0)
    assert found.overtaken < LANES, "the oldest goes first, but for what the lanes have in hand together"
    assert found.together <= MOST_OUTSTANDING, "what waits stays in the database"
    assert found.hurried == 0
    assert found.growth <= MOST_MEMORY, f"{found.at_rest} kB at rest, {found.peak} kB at the peak"
    assert scene.states() == {"sent"}
