"""What other programs call a closure: importing the same thing twice must change nothing."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.record import Record


class ExternalId(Record):
    """``external_id`` of an imported row, unique for each user; gone with its closure."""

    __tablename__ = "external_ids"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    closure_id: Mapped[int] = mapped_column(ForeignKey("closures.id", ondelete="CASCADE"), index=True)
