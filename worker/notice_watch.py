"""Whether next year's holiday notice is missing here, and how badly: it comes in November (Dates 6)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.published_years import last_published_year
from models.tables import HolidayNotice

_LAST_IMPORTED = select(func.max(HolidayNotice.year))
EXPECTED, OVERDUE = (11, 1), (12, 10)
"""Month and day from which next year's notice is awaited, and from which it is badly missing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The year whose notice is to be imported. ``badly``: dates will be wrong soon, or are already."""

    year: int
    badly: bool


def published_until(session: Session) -> int:
    """The last year whose notice is known, by the library or an import."""
    return max(last_published_year(), session.scalar(_LAST_IMPORTED) or 0)


def missing_notice(until: int, today: date) -> Missing | None:
    """What is missing on a Beijing date when the years up to ``until`` are published; None if nothing is."""
    day = (today.month, today.day)
    if until > today.year or (until == today.year and day < EXPECTED):
        return None
    return Missing(max(until + 1, today.year), until < today.year or day >= OVERDUE)
