"""``make faults FULL=1``: the long sweep, and the table of what it found.

``PASSES``, ``KILLS`` and ``DUE`` in the environment make it shorter; ``SEED`` makes it the same again.
"""

import os
import random
import sys

from tests.fault.burst import LANES
from tests.fault.sweep import crash_points, overload, random_kills, recovery, stage
from worker.clock import monotonic

PASSES, KILLS, DUE, LEASE_S = 10_000, 200, 10_000, 10.0


def main() -> int:
    """1 if anything was lost, or more copies came than there were messages in flight."""
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    chance, started = random.Random(seed), monotonic()
    with stage() as opened:
        points = crash_points(opened, int(os.environ.get("PASSES") or PASSES), chance)
        kills = random_kills(opened, int(os.environ.get("KILLS") or KILLS), chance)
        seconds = max(recovery(opened, LEASE_S) for _ in range(3))
        crowd = overload(opened, int(os.environ.get("DUE") or DUE))
    print(f"seed {seed}, {monotonic() - started:.0f} s")
    print(f"{'promise':45}  {'trials':>8}  {'due':>6}  {'lost':>6}  {'extra':>6}  {'at most':>7}")
    for name, sweep, trials in (
        (f"crash points, {points.kills} workers killed there", points, points.passes),
        ("random kills", kills, kills.kills),
    ):
        print(f"{name:45}  {trials:8}  {sweep.due:6}  {sweep.lost:6}  {sweep.extra:6}  {sweep.bound:7}")
    print(f"{'due within one second':45}  {1:8}  {crowd.due:6}  {crowd.lost:6}  {crowd.extra:6}  {0:7}")
    print(
        f"overload: {crowd.overtaken} older ones missing at the most when one arrived, of {LANES} lanes;"
        f" {crowd.hurried} over their budgets;"
        f" memory {crowd.growth:.2f} times that at rest ({crowd.at_rest / 1024:.0f} MB)"
    )
    print(f"recovery after SIGKILL, lease {LEASE_S} s: {seconds:.1f} s at the most, of 3")
    kept = not (points.lost or kills.lost) and points.extra <= points.bound and kills.extra <= kills.bound
    return 0 if kept and crowd.kept and seconds < LEASE_S + 5 else 1


if __name__ == "__main__":
    sys.exit(main())
