"""What comes next by the rows, so that nothing has to be looked for before: asked once after every write."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.reminder import CLAIMED
from models.session import Database
from models.tables import Reminder

if TYPE_CHECKING:
    from simulation.stage import Stage

_LEASE_ENDS = select(func.min(Reminder.lease_until)).where(CLAIMED)


class Answer:
    """One question to the stage's database. Nothing is written to it unseen: what was answered stays true."""

    def __init__(self, stage: "Stage", ask: Callable[[], datetime | None]) -> None:
        self._stage, self._ask = stage, ask
        self._asked_at = -1
        self._answer: datetime | None = None

    def __call__(self) -> datetime | None:
        """What the rows say now."""
        if self._asked_at != self._stage.writes:
            self._answer, self._asked_at = self._ask(), self._stage.writes
        return self._answer


def lease_ends(database: Database) -> datetime | None:
    """When the first lease ends; None where nothing is claimed."""
    with database.asking() as connection:
        return connection.scalar(_LEASE_ENDS)
