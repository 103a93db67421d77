"""Three nodes while things go wrong: all is sent, and hardly anything twice.

With XIAOHU_TEST_FULL=1 (.ci/run) by 5,000 reminders and a database that is away for 12 seconds.
"""

import os
import signal
from itertools import pairwise

import pytest

from tests.acceptance.cluster import LANES, Cluster
from tests.acceptance.hole import proxy
from worker.clock import pause
from worker.engines.watchdog import HANGS

pytestmark = pytest.mark.postgresql
FULL = os.environ.get("XIAOHU_TEST_FULL", "") not in ("", "0")
REMINDERS, OUTAGE_S = (5000, 12.0) if FULL else (600, 4.0)
LEASE_S = 5.0


def test_one_is_killed_and_one_is_stopped_past_its_lease(cluster: Cluster) -> None:
    cluster.people(REMINDERS)
    killed, stopped, _third = [cluster.start(lease=LEASE_S) for _ in range(3)]
    cluster.wait_until_sent(REMINDERS // 10)
    cluster.fleet.signal(stopped, signal.SIGSTOP)
    cluster.wait_until_sent(REMINDERS // 4)
    cluster.fleet.signal(killed, signal.SIGKILL)
    cluster.wait_until_sent(REMINDERS)
    pause(LEASE_S / 2)
    cluster.fleet.signal(stopped, signal.SIGCONT)
    cluster.wait_until_all_is_recorded()
    cluster.assert_all_sent(REMINDERS, extra=2 * LANES)


def test_the_database_is_restarted_and_then_away_for_long(cluster: Cluster) -> None:
    nodes = [cluster.start() for _ in range(3)]
    cluster.wait_until_joined()
    cluster.people(REMINDERS)
    for part, away_s in ((10, 0.0), (3, OUTAGE_S)):
        cluster.wait_until_sent(REMINDERS // part)
        cluster.server.stop()
        pause(away_s)
        cluster.server.start()
    cluster.wait_until_all_is_recorded()
    cluster.assert_all_sent(REMINDERS, extra=0)
    for node in nodes:
        cluster.fleet.signal(node, signal.SIGTERM)
        assert cluster.fleet.wait(node) == 0, "it has lived through all of it"


def test_a_connection_that_is_swallowed_ends_the_node_and_the_others_go_on(cluster: Cluster) -> None:
    cluster.people(REMINDERS)
    with proxy(cluster.server.port) as between:
        url = f"postgresql://xiaohu@127.0.0.1:{between.port}/cluster"
        cut_off = cluster.start(url=url, lease=LEASE_S, silence=4.0)
        for _ in range(2):
            cluster.start(lease=LEASE_S)
        cluster.wait_until_sent(REMINDERS // 4)
        between.swallow()
        assert cluster.fleet.wait(cut_off) == HANGS, "it ends by itself, for a supervisor to start it again"
    cluster.start(lease=LEASE_S)
    cluster.wait_until_all_is_recorded()
    cluster.assert_all_sent(REMINDERS, extra=LANES)


def test_recurring_work_is_done_once_whatever_the_number_of_nodes(cluster: Cluster) -> None:
    every = 1.0
    nodes = [cluster.start(counting=every) for _ in range(3)]
    cluster.wait_for(lambda: len(cluster.journal.lines) >= 6, "six times")
    cluster.fleet.signal(nodes[0], signal.SIGKILL)
    cluster.wait_for(lambda: len(cluster.journal.lines) >= 9, "three times more without one of them")
    times = [float(line[-1]) for line in cluster.journal.lines]
    # A line is written a little after the turn was taken: only two turns in one interval would be as close.
    assert all(later - earlier > every / 4 for earlier, later in pairwise(times))
