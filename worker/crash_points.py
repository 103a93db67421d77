"""Named places at which a test can kill the worker: ``XIAOHU_CRASH_AT=sent-not-recorded:3``.

They are part of the pipeline from the first day: the promise "nothing due is lost" is only worth what
is known about a death at each of them (docs/architecture.md, "What a crash can do").
"""

import os
import signal
import threading
from collections import Counter
from typing import Protocol

POINTS = ("claimed", "rendered", "sent-not-recorded", "recorded")
OF_ROTATION = ("key-added", "re-encrypted", "keys-dropped")
"""Of ``keys rotate``."""


class Passed(Protocol):
    """Who is told that a place is passed."""

    def passing(self, name: str) -> None:
        """To be called where ``name`` is passed."""


class CrashPoints:
    """Counts passings, and dies by SIGKILL at the chosen one."""

    def __init__(self, where: str = "") -> None:
        name, _, nth = where.partition(":")
        if where and (name not in POINTS + OF_ROTATION or not (nth or "1").isdigit()):
            points = ", ".join(POINTS + OF_ROTATION)
            raise ValueError(f"XIAOHU_CRASH_AT={where}: write one of {points} and a number, as claimed:1")
        self._name, self._nth = name, int(nth or 1)
        self._passed: Counter[str] = Counter()
        self._lock = threading.Lock()

    def passing(self, name: str) -> None:
        """To be called where ``name`` is passed."""
        if name != self._name:
            return
        with self._lock:
            self._passed[name] += 1
            if self._passed[name] == self._nth:
                os.kill(os.getpid(), signal.SIGKILL)
