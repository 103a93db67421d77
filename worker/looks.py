"""Looking for what is due, and how long to sleep until the next look."""

import logging
from datetime import timedelta

from models.session import DatabaseBusy, DatabaseUnusable
from worker.deliver import Deliverer

CEILING = timedelta(seconds=30)
"""The longest sleep: so long may a row added by another process, or a jump of the clock, go unseen."""
LONGEST_PAUSE = timedelta(seconds=10)
log = logging.getLogger(__name__)


class Looks:
    """Releases what is due. A look that fails is repeated after a pause, which grows from one to the next."""

    def __init__(self, deliverer: Deliverer) -> None:
        self._deliverer = deliverer
        self._failures = 0

    def look(self) -> timedelta:
        """One look; how long to sleep after it. It raises nothing."""
        try:
            self._deliverer.release()  # most find nothing due: to know it takes one question
            self._failures, self._deliverer.stuck = 0, False
            return self._until_due()
        except (DatabaseBusy, DatabaseUnusable) as error:
            log.warning("looking for due reminders failed, trying again: %s", error)
        except Exception:
            log.exception("looking for due reminders failed, trying again")
        return self._pause()

    def _until_due(self) -> timedelta:
        due_at = self._deliverer.awaited
        return CEILING if due_at is None else min(due_at - self._deliverer.clock.now(), CEILING)

    def _pause(self) -> timedelta:
        self._failures, self._deliverer.stuck = self._failures + 1, True
        longest = min(0.2 * 2**self._failures, LONGEST_PAUSE.total_seconds())
        return timedelta(seconds=longest * (0.5 + self._deliverer.jitter() / 2))
