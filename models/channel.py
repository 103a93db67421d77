"""Where a user's messages go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.record import Record
from models.user import User


class Channel(Record):
    """One way to reach a user. Messages go to the first by ``position``; a refusal moves on to the next."""

    __tablename__ = "channels"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    config: Mapped[str]
    """The form as ``notifiers.channels`` read it, encrypted: only ``worker.keyring`` reads and writes it."""
    label: Mapped[str]
    """The channel in one line, without secrets: how it is shown, also where its key is lost."""
    detail: Mapped[str]
    """``full``, or ``minimal`` (a count and a link, no lender's name)."""
    position: Mapped[int]
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="channels")
