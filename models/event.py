"""What happened: one row for everything, never changed afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.record import Record


class Event(Record):
    """``kind`` says what (registered, answered, sent ...); ``data`` the particulars, without secrets."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    closure_id: Mapped[int | None] = mapped_column(ForeignKey("closures.id", ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """How the closure stood before a user's act, for taking it back (``models.undo``); empty for the rest."""
