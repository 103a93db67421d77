"""A clock that stands still until it is moved, and may be set wrong."""

from datetime import UTC, datetime, timedelta


class SimulatedClock:
    """``true`` only goes forward. What the machine shows may be ahead or behind; leases are on it too."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._passed = self._wrong_by = timedelta(0)

    @property
    def true(self) -> datetime:
        """The real instant, which nobody in the world can see."""
        return self._start + self._passed

    def now(self) -> datetime:
        """What the machine shows."""
        return self.true + self._wrong_by

    def real_now(self) -> datetime:
        """The same: the machine has no other."""
        return self.now()

    def monotonic(self) -> float:
        """Seconds that have really passed."""
        return self._passed.total_seconds()

    def true_at(self, shown: datetime) -> datetime:
        """When the machine will show that."""
        return shown - self._wrong_by

    def move_to(self, moment: datetime) -> None:
        """Let time pass until a true instant; nothing if that is over."""
        self._passed = max(self._passed, moment - self._start)

    def pass_by(self, seconds: float) -> None:
        """Let so much time pass."""
        self._passed += timedelta(seconds=seconds)

    def set_wrong_by(self, error: timedelta) -> None:
        """Set the machine's clock ahead (or, negative, behind) of the true time."""
        self._wrong_by = error
