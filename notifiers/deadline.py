"""A moment by which something has to be over."""

from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, slots=True)
class Deadline:
    """``at``: as ``time.monotonic()`` counts, so a clock that is set does not move it."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """That many seconds from now."""
        return cls(monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left, more than 0; raises TimeoutError when it is past."""
        left = self.at - monotonic()
        if left <= 0:
            raise TimeoutError("the deadline is past")
        return left
