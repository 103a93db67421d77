"""``make faults FULL=1``: the long sweep, and the table of what it found.

``PASSES`` and ``KILLS`` in the environment make it shorter; ``SEED`` makes it the same again.
"""

import os
import random
import sys

from tests.fault.sweep import crash_points, random_kills, recovery, stage
from worker.clock import monotonic

PASSES, KILLS, LEASE_S = 10_000, 200, 10.0


def main() -> int:
    """1 if anything was lost, or more copies came than there were messages in flight."""
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    chance, started = random.Random(seed), monotonic()
    with stage() as opened:
        points = crash_points(opened, int(os.environ.get("PASSES") or PASSES), chance)
        kills = random_kills(opened, int(os.environ.get("KILLS") or KILLS), chance)
        seconds = max(recovery(opened, LEASE_S) for _ in range(3))
    print(f"seed {seed}, {monotonic() - started:.0f} s")
    print(f"{'promise':45}  {'trials':>8}  {'due':>6}  {'lost':>6}  {'extra':>6}  {'at most':>7}")
    for name, sweep, trials in (
        (f"crash points, {points.kills} workers killed there", points, points.passes),
        ("random kills", kills, kills.kills),
    ):
        print(f"{name:45}  {trials:8}  {sweep.due:6}  {sweep.lost:6}  {sweep.extra:6}  {sweep.bound:7}")
    print(f"recovery after SIGKILL, lease {LEASE_S} s: {seconds:.1f} s at the most, of 3")
    kept = not (points.lost or kills.lost) and points.extra <= points.bound and kills.extra <= kills.bound
    return 0 if kept and seconds < LEASE_S + 5 else 1


if __name__ == "__main__":
    sys.exit(main())
