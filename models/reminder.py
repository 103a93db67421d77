"""What goes out, and each attempt to send it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.record import Record

if TYPE_CHECKING:
    from models.round import Round


class Reminder(Record):
    """One thing to tell a user at ``due_at``; with a round, at most one per (round, kind, ordinal).

    Everything that goes out is such a row; one without a round is a test message (kind ``test``), the weekly
    digest (kind ``digest``, its ISO week as ``ordinal``: 202642, at most one per user and week), moved dates
    (``calendar``), or the warning that a channel is paused (``channel``, its number as ``ordinal``).

    A worker owns a claimed row only while ``token`` is its own and ``lease_until`` (real time) is ahead.
    ``batch`` names the message a row was put into: it stays after a crash, so that a copy is recognisable.
    """

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    kind: Mapped[str]
    ordinal: Mapped[int]
    step: Mapped[str | None]
    day: Mapped[date]
    """The user's date it is meant for; ``due_at`` is the instant, and moves with retries."""
    due_at: Mapped[datetime]
    state: Mapped[str]
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id", ondelete="SET NULL"))
    """The channel to use; empty: the user's first. A refusal moves it to the next."""
    token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    batch: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    """Attempts with a known outcome on the present channel."""
    unfinished: Mapped[int] = mapped_column(default=0)
    """Claims since the last known outcome: a row that kills its worker is set aside by this count."""
    failure: Mapped[str | None]
    """The last failure in the sender's words, for the user to read."""
    sent_at: Mapped[datetime | None]

    round: Mapped[Round | None] = relationship(back_populates="reminders")

    def cancel(self) -> None:
        """Take it back unless it is out; a worker that holds it loses its token and drops it."""
        if self.state in ("scheduled", "claimed"):
            self.state, self.token, self.lease_until = "cancelled", None, None

    __table_args__ = (UniqueConstraint("round_id", "kind", "ordinal"),)


# The scheduler looks only at what is due: its cost must not grow with what is waiting or done.
# Statements have these conditions written out, as the indexes have: a database that is handed the values has
# to think anew each time about which index it may use (SQLite), or keeps no plan at all (PostgreSQL).
SCHEDULED, CLAIMED = (Reminder.state == literal_column(f"'{state}'") for state in ("scheduled", "claimed"))
VERIFY, DIGEST = (Reminder.kind == literal_column(f"'{kind}'") for kind in ("verify", "digest"))
Index("ix_reminders_scheduled", Reminder.due_at, sqlite_where=SCHEDULED, postgresql_where=SCHEDULED)
Index("ix_reminders_claimed", Reminder.lease_until, sqlite_where=CLAIMED, postgresql_where=CLAIMED)
Index("ix_reminders_user_id", Reminder.user_id, Reminder.due_at)
Index(
    "uq_reminders_ordinal_user_id",
    Reminder.ordinal,
    Reminder.user_id,
    unique=True,
    sqlite_where=DIGEST,
    postgresql_where=DIGEST,
)


class Delivery(Record):
    """One attempt to send one reminder over one channel, and what the other side said."""

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminders.id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id", ondelete="SET NULL"))
    message_id: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str]
    """``sent``, ``refused`` or ``unreachable``."""
    code: Mapped[str]
    """The other side's own code and words, of success too; empty where it says nothing."""
    reason: Mapped[str]
    seconds: Mapped[float]


Index("ix_deliveries_channel_id", Delivery.channel_id, Delivery.at)
