"""The only reader of the time. Everything else is handed an instant, or one of these clocks."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """``now`` decides what is due; ``real_now`` is for leases, which must not jump with a simulated clock;
    ``monotonic`` measures how long something took or has waited."""

    def now(self) -> datetime:
        """The present instant, in UTC."""

    def real_now(self) -> datetime:
        """The machine's own time, in UTC."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The machine's time."""
        return datetime.now(UTC)

    def real_now(self) -> datetime:
        """The same."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since the machine started."""
        return time.monotonic()


class TickingClock(SystemClock):
    """A simulated clock (``XIAOHU_CLOCK``): starts at an instant, then ticks with the machine."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._from = time.monotonic()

    def now(self) -> datetime:
        """The start plus the time that has really passed."""
        return self._start + timedelta(seconds=time.monotonic() - self._from)


class SteppedClock(SystemClock):
    """A clock that stands still until it is moved: two months pass in a demonstration's minute."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Where it was last moved to."""
        with self._lock:
            return self._now

    def move_to(self, moment: datetime) -> None:
        """Move forward; an earlier moment changes nothing."""
        with self._lock:
            self._now = max(self._now, moment.astimezone(UTC))


def clock_from(start: datetime | None) -> Clock:
    """The machine's clock, or a simulated one that starts at ``start``."""
    return SystemClock() if start is None else TickingClock(start)


def monotonic() -> float:
    """Seconds that only go forward, for durations and time limits."""
    return time.monotonic()


def pause(seconds: float) -> None:
    """Let real time pass."""
    time.sleep(seconds)
