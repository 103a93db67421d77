"""Private networks that the user of a single-user installation opened for channels."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.record import Record


class AllowedNetwork(Record):
    """A network that a channel's host may lie in, besides those of XIAOHU_ALLOWED_NETWORKS."""

    __tablename__ = "allowed_networks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    network: Mapped[str] = mapped_column(primary_key=True)
    """``192.168.1.0/24``."""
    allowed_at: Mapped[datetime]
