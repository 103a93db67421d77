"""Holiday notices imported by the operator: years the library does not know yet."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.record import Record


class HolidayNotice(Record):
    """The days of one year's State Council notice, as the file stated them (JSON text)."""

    __tablename__ = "holiday_notices"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    imported_at: Mapped[datetime]
