"""The test's side of ``tests.fault.worker_process``: starting, stopping and burying workers."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.fault.order import Order
from tests.leaks import refuse_leaks
from tests.scripted import eventually

ROOT = Path(__file__).parents[2]


@dataclass
class Fleet:
    """Workers of one warm parent."""

    parent: subprocess.Popen[str]
    errors: Path
    alive: set[int] = field(default_factory=set)

    def start(self, order: Order) -> int:
        """A new worker's process id."""
        pid = int(self._ask({"start": order.to_json()}))
        self.alive.add(pid)
        return pid

    def wait(self, pid: int) -> int:
        """The status a worker ended with; negative for a signal."""
        status = int(self._ask({"wait": pid}))
        self.alive.discard(pid)
        return status

    def run(self, order: Order) -> int:
        """Start a worker and wait for its end."""
        return self.wait(self.start(order))

    def signal(self, pid: int, sign: signal.Signals) -> None:
        """Send a worker a signal."""
        os.kill(pid, sign)

    def freeze(self, pid: int) -> None:
        """Stop a worker where it stands; returns when it does."""
        self.signal(pid, signal.SIGSTOP)
        eventually(lambda: _is_stopped(pid), "the worker's standstill")

    def said(self, words: str) -> int:
        """How often workers logged these words so far."""
        return self.errors.read_text().count(words)

    def bury(self) -> None:
        """End whatever a failed test left."""
        for pid in list(self.alive):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            self.wait(pid)

    def _ask(self, wish: object) -> str:
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        self.parent.stdin.write(json.dumps(wish) + "\n")
        self.parent.stdin.flush()
        return self.parent.stdout.readline()


def _is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


@contextmanager
def fleet(errors: Path, environment: Mapping[str, str] | None = None) -> Iterator[Fleet]:
    """A warm parent while the block lasts; what the workers log goes to ``errors``."""
    with (
        errors.open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.fault.worker_process"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as parent,
    ):
        yield Fleet(parent, errors)
    refuse_leaks(errors.read_text(), "the workers' log")
