"""What the test's side asks of a worker process."""

from dataclasses import asdict, dataclass
from typing import Any

import models.session
from worker import claim
from worker.engines import local


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do, and which of its measures are cut down for a test.

    ``database``: its URL, empty for the file in the folder.
    ``mode``: ``once``, ``serve``, ``shared`` (several on one file: without the file's lock, by leases), or
    ``node`` (of a cluster).
    ``outstanding``: messages claimed at a time; ``threads``: of its lanes; ``lease`` and ``busy`` in seconds.
    ``poison``: the name of a platform that kills whoever writes of it. ``journal``: a file to which each send
    adds a line, instead of sending; ``silence``: seconds until the watchdog ends the node; ``counting``: the
    only recurring work is to add a line to the journal, every so many seconds; ``life``: seconds at the most.
    ``time_limit``: seconds for a send; ``defect``: a platform of which nobody can write the first time;
    ``ceiling``: the longest sleep in seconds. Without a ``clock`` it is the machine's.
    ``nap``: the longest sleep between two looks, in seconds, with all else as it is.
    ``port``: the pages are served there too, as ``xiaohu serve`` does it; ``full``: a file, and while it is
    there the database cannot grow. ``monitor``: an address that is told that all is well, every ``ping``
    seconds.
    """

    folder: str
    database: str
    clock: str
    mode: str = "once"
    crash_at: str = ""
    outstanding: int = local.MOST_OUTSTANDING
    threads: int = 32
    lease: float = claim.LEASE.total_seconds()
    busy: float = models.session.BUSY_SECONDS
    poison: str = ""
    journal: str = ""
    silence: float = 0.0
    counting: float = 0.0
    life: int = 40
    time_limit: float = 0.0
    defect: str = ""
    ceiling: float = 0.0
    nap: float = 0.0
    port: int = 0
    full: str = ""
    monitor: str = ""
    ping: float = 60.0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
