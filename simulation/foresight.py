"""What comes next by the rows, so that nothing has to be looked for before: asked once after every write."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.reminder import CLAIMED
from models.tables import Reminder
from worker.deliver import Deliverer

if TYPE_CHECKING:
    from simulation.stage import Stage

_LEASE_ENDS = select(func.min(Reminder.lease_until)).where(CLAIMED)


class Foresight:
    """Of one worker. Nothing is written to the stage's database unseen: what was answered stays true."""

    def __init__(self, deliverer: Deliverer, stage: "Stage") -> None:
        self._deliverer, self._stage = deliverer, stage
        self._asked_at = -1
        self._due: datetime | None = None
        self._lease_ends: datetime | None = None

    def due(self) -> datetime | None:
        """When the next reminder of anybody who can be reached is due."""
        self._ask()
        return self._due

    def lease_ends(self) -> datetime | None:
        """When the first lease ends; None where nothing is claimed."""
        self._ask()
        return self._lease_ends

    def _ask(self) -> None:
        if self._asked_at == self._stage.writes:
            return
        with self._deliverer.database.asking() as connection:
            self._lease_ends = connection.scalar(_LEASE_ENDS)
        self._due = self._deliverer.next_due()
        self._asked_at = self._stage.writes
