"""Where a user's messages go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
    config: Mapped[dict[str, Any]]
    """The typed form as validated by ``notifiers.channels``; holds secrets, shown masked only."""
    detail: Mapped[str]
    """``full``, or ``minimal`` (a count and a link, no lender's name)."""
    position: Mapped[int]
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="channels")
