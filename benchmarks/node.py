"""One node of a cluster, over a transport that takes 20 ms: ``python -m benchmarks.node FOLDER URL ENGINE
LANES`` (``cluster``, or ``plain``: each keeps what it claims; so many messages at once).

Says "ready" when it waits for what is due, looks again at each line it is given, and ends with its input.
"""

import sys
from pathlib import Path
from time import sleep
from typing import Any

from benchmarks.crowd import installation_in
from notifiers.message import Message
from notifiers.outcome import Outcome, Sent
from notifiers.outgoing import Outgoing
from worker.deliver import Deliverer
from worker.engines.cluster import ClusterEngine
from worker.lanes import Lanes
from worker.service import running

SEND_S = 0.02


class Vendor:
    """A server that answers after a moment."""

    def send(self, message: Message) -> Outcome:
        """Sent."""
        del message
        sleep(SEND_S)
        return Sent()

    def close(self) -> None:
        """Nothing is open."""


def open_channel(_kind: str, _config: dict[str, Any], _outgoing: Outgoing) -> Vendor:
    """What the worker calls instead of opening a real channel."""
    return Vendor()


def main() -> None:
    """Work until nobody listens any more."""
    folder, url, engine, lanes = sys.argv[1:]
    with installation_in(Path(folder), durable=True, database_url=url) as installation:
        deliverer = Deliverer(
            installation.database,
            installation.clock,
            installation.settings,
            installation.catalog(),
            open_channel,
            engine=ClusterEngine(installation.database, installation.clock) if engine == "cluster" else None,
        )
        deliverer.lanes = Lanes(deliverer.deliver, int(lanes))
        with running(deliverer) as jobs:
            print("ready", flush=True)
            for _ in sys.stdin:
                jobs.wake()


if __name__ == "__main__":
    main()
