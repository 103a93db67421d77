"""What others measured: how long a closing took to be shown, taken in from a file. Numbers, nobody's name."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.record import Record
from scheduler.observed import Observation, Span


class ImportedObservation(Record):
    """One closing of somebody's, at a route of the catalogue; days after its day 0.

    ``token`` is its name in files: the same closing in two files is one. What the user's own reports bound
    is not stored: it follows from them (desk/observed.py).
    """

    __tablename__ = "imported_observations"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    route: Mapped[str]
    observed_first: Mapped[int]
    observed_last: Mapped[int]
    stated_first: Mapped[int | None]
    stated_last: Mapped[int | None]

    @property
    def observation(self) -> Observation:
        """As ``scheduler.observed`` sees it."""
        return Observation(Span(self.observed_first, self.observed_last), self._stated)

    @property
    def _stated(self) -> Span | None:
        if self.stated_first is None or self.stated_last is None:
            return None
        return Span(self.stated_first, self.stated_last)
