"""Reading a year's holiday notice from a file: ``{"year", "days": [{"name", "date", "isOffDay"}]}``."""

import json
import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from catalog.errors import N_, CatalogError
from catalog.published_years import FIRST_YEAR
from scheduler.workdays import CalendarYear, YearState

LAST_YEAR = 2099
MOST_CHARACTERS = 1_000_000  # a notice has about 3,000; anything this long is another file

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TWICE = N_("{day} is listed twice; keep one entry for it")
_BOTH = N_("{day} is listed both as a day off and as a working day; keep one entry for it")

Entry = tuple[date, str, bool]


def parse_notices(text: str, file: str = "") -> tuple[CalendarYear, ...]:
    """The years of a file, one object or a list of them, ordered by year and each published.

    Other keys than those above are left alone. Raises CatalogError(file, key, reason).
    """
    value = _decoded(text, file)
    objects = value if isinstance(value, list) else [value]
    if not objects:
        raise CatalogError(file, "", N_("the list of years is empty; put at least one notice in it"))
    years = sorted((_year(each, file) for each in objects), key=lambda year: year.year)
    for before, after in pairwise(years):
        if before.year == after.year:
            raise CatalogError(
                file, str(after.year), N_("the year is there twice; keep one of the two notices")
            )
    return tuple(years)


def _decoded(text: str, file: str) -> object:
    if len(text) > MOST_CHARACTERS:
        raise CatalogError(
            file,
            "",
            N_("{n} characters is too long for a notice; check that it is the right file"),
            n=len(text),
        )
    try:
        value: object = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        told = N_("line {line}, column {column} is not JSON; save the notice as JSON")
        raise CatalogError(file, "", told, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or thousands of brackets.
        raise CatalogError(file, "", N_("this is not a notice; save it as JSON with year and days")) from None
    return value


def _year(value: object, file: str) -> CalendarYear:
    if not isinstance(value, dict):
        raise CatalogError(
            file, "", N_("{value} is not a notice; write an object with year and days"), value=_shown(value)
        )
    year = value.get("year")
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise CatalogError(
            file,
            "year",
            N_("{value} is not a year from {first} to {last}; correct it"),
            value=_shown(year),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    entries = _entries(value.get("days"), year, file)
    return CalendarYear(
        year,
        YearState.PUBLISHED,
        {day: name for day, name, off in sorted(entries) if off},
        {day: name for day, name, off in sorted(entries) if not off},
    )


def _entries(value: object, year: int, file: str) -> list[Entry]:
    if not isinstance(value, list):
        raise CatalogError(
            file,
            f"{year}.days",
            N_("{value} is not a list of days; give one entry for each day"),
            value=_shown(value),
        )
    entries = [_entry(each, f"{year}.days[{index}]", year, file) for index, each in enumerate(value)]
    _refuse_repeated(entries, year, file)
    if not any(off for _, _, off in entries):
        raise CatalogError(
            file, f"{year}.days", N_("no day is off; a notice lists its holidays with isOffDay true")
        )
    return entries


def _entry(value: object, key: str, year: int, file: str) -> Entry:
    if not isinstance(value, dict):
        raise CatalogError(
            file,
            key,
            N_("{value} is not a day; write an object with name, date and isOffDay"),
            value=_shown(value),
        )
    name, off = value.get("name"), value.get("isOffDay")
    if not isinstance(name, str) or not name.strip():
        raise CatalogError(
            file,
            f"{key}.name",
            N_("{value} is not a festival's name; write one such as 国庆节"),
            value=_shown(name),
        )
    if not isinstance(off, bool):
        raise CatalogError(
            file,
            f"{key}.isOffDay",
            N_("{value} is neither true nor false; write one of them"),
            value=_shown(off),
        )
    day = _date(value.get("date"), f"{key}.date", file)
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        reason = N_("{day} lies outside December {before} to December {year}; correct it or the year")
        raise CatalogError(file, f"{key}.date", reason, day=day, before=year - 1, year=year)
    if not off and day.weekday() < 5:
        reason = N_(
            "{day} lies from Monday to Friday and works anyway; correct the date, or set isOffDay to true"
        )
        raise CatalogError(file, key, reason, day=day)
    return day, name.strip(), off


def _date(value: object, key: str, file: str) -> date:
    try:
        # fromisoformat alone would also read 20270101 and 2027-W01-1.
        if isinstance(value, str) and _ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise CatalogError(file, key, N_("{value} is not a date; write it as 2027-10-01"), value=_shown(value))


def _refuse_repeated(entries: Iterable[Entry], year: int, file: str) -> None:
    for (day, _, off), (next_day, _, next_off) in pairwise(sorted(entries)):
        if day == next_day:
            raise CatalogError(file, f"{year}.days", _TWICE if off == next_off else _BOTH, day=day)


def _shown(value: object) -> str:
    """The value as typed, short enough for one line."""
    if value is None:
        return "null"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
