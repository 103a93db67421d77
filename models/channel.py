"""Where a user's messages go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.record import Record
from models.user import Person, User


class Channel(Record):
    """One way to reach a user, or a person whom they follow. Messages go to the first by ``position``; a
    refusal moves on to the next.

    Nothing goes over a channel that is paused but what is sent by hand.
    """

    __tablename__ = "channels"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    """Whose own it is, where it does not reach the user: it takes the reminders of their closures."""
    kind: Mapped[str]
    config: Mapped[str]
    """The form as ``notifiers.channels`` read it, encrypted: only ``worker.keyring`` reads and writes it."""
    label: Mapped[str]
    """The channel in one line, without secrets: how it is shown, also where its key is lost."""
    detail: Mapped[str]
    """``full``, or ``minimal`` (a count and a link, no lender's name)."""
    position: Mapped[int]
    for_reminders: Mapped[bool] = mapped_column(default=True)
    """What it is for (``scheduler.routing``): the first by position that is for it takes a message."""
    for_digests: Mapped[bool] = mapped_column(default=True)
    for_warnings: Mapped[bool] = mapped_column(default=True)
    per_minute: Mapped[int | None]
    """The user's own budget; empty: the kind's, 0: none."""
    per_day: Mapped[int | None]
    refusals: Mapped[int] = mapped_column(default=0)
    """Messages in a row that were refused for good."""
    rests_until: Mapped[datetime | None]
    """The other side has asked to be left alone until then."""
    paused_at: Mapped[datetime | None]
    paused_by: Mapped[str | None]
    """``user``, or ``refusals``: too many in a row."""
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="channels")
    person: Mapped[Person | None] = relationship(back_populates="channels")

    def pause(self, at: datetime, by: str) -> None:
        """Send nothing more over it."""
        self.paused_at, self.paused_by = at, by

    def resume(self) -> None:
        """Use it again; what it refused before does not count any more."""
        self.paused_at = self.paused_by = self.rests_until = None
        self.refusals = 0


# Whether a user can be reached is asked for each row that is due: answered by the index alone.
Index("ix_channels_user_id", Channel.user_id, Channel.paused_at, Channel.person_id)
