"""On hold: after a restore nothing is sent until somebody consents."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.record import Record


class Hold(Record):
    """One restore. In force until it is released; kept afterwards, as what was done."""

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    """When it was restored."""
    made_at: Mapped[datetime | None]
    """When the backup was made; empty: it remembers nothing by which that could be told."""
    worked_until: Mapped[datetime | None]
    """When the scheduler of the replaced database was last alive; empty where that cannot be read."""
    released_at: Mapped[datetime | None]
    released: Mapped[str | None]
    """What was chosen then: ``send``, ``drop``, or the instant up to which all was taken for sent."""


IN_FORCE = select(Hold.id).where(Hold.released_at.is_(None)).exists()
"""Whether nothing may be sent, for the statements that look for what is due."""
_LATEST = select(Hold).where(Hold.released_at.is_(None)).order_by(Hold.id.desc()).limit(1)


def hold_in_force(session: Session) -> Hold | None:
    """The latest restore that nobody has released yet."""
    return session.scalar(_LATEST)
