"""The nodes of a cluster as processes of their own, and what processor time they and the server used."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgresql import Server
from worker.installation import Installation
from worker.lanes import THREADS

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor time."""

    nodes: float
    server: float

    def __sub__(self, earlier: "Used") -> "Used":
        return Used(self.nodes - earlier.nodes, self.server - earlier.server)


@dataclass(frozen=True)
class Nodes:
    """Running nodes, and the server they work on."""

    processes: list[subprocess.Popen[str]]
    server: Server

    def look_again(self) -> None:
        """Rows were added."""
        for node in self.processes:
            assert node.stdin is not None
            print("look", file=node.stdin, flush=True)

    def used(self) -> Used:
        """Since they were started."""
        assert self.server.process is not None
        return Used(sum(_own(node.pid) for node in self.processes), _with_children(self.server.process.pid))


@contextmanager
def nodes(
    count: int, installation: Installation, server: Server, engine: str = "cluster", lanes: int = THREADS
) -> Iterator[Nodes]:
    """As many, each waiting for what is due when the block begins."""
    folder, url = installation.settings.data_dir, installation.settings.database_url
    command = [sys.executable, "-m", "benchmarks.node", str(folder), url, engine, str(lanes)]
    pipe = subprocess.PIPE
    started: list[subprocess.Popen[str]] = []
    try:
        for _ in range(count):  # one by one: at its start each one has the database to itself for a while
            node = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
            started.append(node)
            assert node.stdout is not None
            said = node.stdout.readline().strip()
            assert said == "ready", f"a node did not start: {said}"
        yield Nodes(started, server)
    finally:
        for node in started:
            node.communicate()


def _own(pid: int) -> float:
    user, system = _fields(pid)[11:13]
    return (int(user) + int(system)) / _TICKS


def _with_children(pid: int) -> float:
    """Those that have ended count too: their parent is told of their time."""
    ended = sum(int(part) for part in _fields(pid)[13:15]) / _TICKS
    children = (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit())
    return ended + _own(pid) + sum(_own(child) for child in children if _parent(child) == pid)


def _parent(pid: int) -> int:
    try:
        return int(_fields(pid)[1])
    except FileNotFoundError:
        return 0


def _fields(pid: int) -> list[str]:
    """Those of /proc/PID/stat from the state on; the name before it may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
