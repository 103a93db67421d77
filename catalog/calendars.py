"""The working-day calendar in use: published years, notices, three provisional years (Dates 6, 7)."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b

from catalog.errors import N_, CatalogError
from catalog.notices import parse_notices
from catalog.published_years import FIRST_YEAR, last_published_year, published_years
from catalog.standing_rule import provisional_year
from scheduler.workdays import ONE_DAY, CalendarYear, WorkCalendar

PROVISIONAL_YEARS = 3
_WORKS_HERE = N_(
    "{day} is working here but off in the published calendar; "
    "correct the notice, or leave {year} out: it is known already"
)
_OFF_HERE = N_(
    "{day} is off here but working in the published calendar; "
    "correct the notice, or leave {year} out: it is known already"
)


def load_calendar(notices: Sequence[CalendarYear] = ()) -> WorkCalendar:
    """The calendar from 2004 to the last published year, and three provisional years.

    ``notices`` are imported years. Of two for one year the later in the sequence counts; one for a year which
    the library has by now is not needed any more. Raises CatalogError where a year is missing between the
    library's last and a notice's.
    """
    last = last_published_year()
    imported = {notice.year: notice for notice in notices if notice.year > last}
    for year in range(last + 1, max(imported, default=last)):
        if year not in imported:
            raise CatalogError(
                "", str(year), N_("the year has no notice yet; import it before the years after it")
            )
    published = [*published_years(), *(imported[year] for year in sorted(imported))]
    last = published[-1].year
    years = [*published, *(provisional_year(last + k) for k in range(1, PROVISIONAL_YEARS + 1))]
    return WorkCalendar(years, _version(years, last))


def read_notice(text: str, file: str = "") -> tuple[CalendarYear, ...]:
    """The year or years of a notice that is to be imported (``calendar import``), ordered by year.

    Raises CatalogError(file, key, reason) for a malformed notice, and for one that contradicts a year which
    is already published. A stored notice is read again with ``parse_notices``: it must stay readable when the
    library comes to know its year.
    """
    notices = parse_notices(text, file)
    library = WorkCalendar(published_years(), "")
    for notice in notices:
        if notice.year <= last_published_year():
            _refuse_contradiction(notice, library, file)
    return notices


def _refuse_contradiction(notice: CalendarYear, library: WorkCalendar, file: str) -> None:
    for day in _settled_days(notice):
        works = day in notice.make_up_days or (day.weekday() < 5 and day not in notice.days_off)
        if works != library.is_workday(day):
            reason = _WORKS_HERE if works else _OFF_HERE
            raise CatalogError(file, str(notice.year), reason, day=day, year=notice.year)


def _settled_days(notice: CalendarYear) -> list[date]:
    """The days which the notice decides: those it names, and those no later notice will (Dates 6)."""
    first = date(notice.year, 1, 1)
    unnamed = {first + ONE_DAY * k for k in range((date(notice.year, 12, 29) - first).days)}
    named = {day for day in (*notice.days_off, *notice.make_up_days) if day.year >= FIRST_YEAR}
    return sorted(unnamed | named)


def _version(years: Iterable[CalendarYear], last_published: int) -> str:
    """Readable and different for different data: ``cn2026-5f3a9c1e``."""
    digest = blake2b(digest_size=4)
    for year in years:
        digest.update(f"{year.year} {year.state}\n".encode())
        for sign, days in (("off", year.days_off), ("work", year.make_up_days)):
            digest.update("".join(f"{sign} {day} {days[day]}\n" for day in sorted(days)).encode())
    return f"cn{last_published}-{digest.hexdigest()}"
