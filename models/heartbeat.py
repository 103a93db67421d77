"""When a worker was last alive, and what it said: silence must be noticed."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.record import Record


class Heartbeat(Record):
    """One row per worker name, overwritten."""

    __tablename__ = "heartbeats"

    worker: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    said: Mapped[str]
    """The last line of its run log: what was sent, or why nothing was."""
