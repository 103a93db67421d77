"""Lines as people paste them from a chat or a spreadsheet: platform, day, window, in any order.

Only what is plainly a day is taken for one; everything is shown back before anything is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from desk.mistakes import Mistake
from desk.wording import _
from scheduler.windows import assumed

MOST_LINES = 60
"""What people check by eye; more is what files are for."""
_DAY = re.compile(
    r"(?<![\d./月-])(?:"
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})[日号]?"
    r"|(?P<m>\d{1,2})(?:/|\s*月\s*)(?P<d>\d{1,2})[日号]?"
    r"|(?P<month_dot>\d{1,2})\.(?P<day_dot>\d{1,2})(?=$|[\s,，、;；|])"
    r"|(?P<word>今天|昨天|前天|today|yesterday)"
    r")(?![\d./-])",
    re.IGNORECASE,
)
_UNSAID = frozenset(("没说", "没有说", "没告诉", "不清楚", "不知道", "没问", "没问到", "not said", "unknown"))
_DAYS_AGO = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_EDGES = " \t,，、;；|:："
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.、)）]|[-*•·])\s*(?=\D)")
_FIRST_WORD = re.compile(r"[\t,，、;；|]+|\s+")
_REQUEST = re.compile(r"^(?:申请|已申请|申请了|requested)[\s,，]*|[\s,，]*(?:申请|已申请|申请了)$")


@dataclass(frozen=True, slots=True)
class Line:
    """What stood on a line, in parts that may be empty. ``number`` counts from 1, blank lines too."""

    number: int
    platform: str
    day: str
    window: str


def read_lines(text: str, today: date) -> list[Line]:
    """The lines that hold something. Raises Mistake for more than MOST_LINES."""
    found = [
        _line(number, line, today) for number, line in enumerate(text.splitlines(), 1) if line.strip(_EDGES)
    ]
    if len(found) > MOST_LINES:
        raise Mistake(
            _(
                "these are {n} lines; paste {limit} at a time, or upload a table",
                n=len(found),
                limit=MOST_LINES,
            )
        )
    return found


def _line(number: int, text: str, today: date) -> Line:
    text = _NUMBERED.sub("", text).strip(_EDGES)
    day = _DAY.search(text)
    if day is None:
        platform, window = _halves(text)
        return Line(number, platform, "", _window(window))
    before, after = (
        _REQUEST.sub("", part.strip(_EDGES)) for part in (text[: day.start()], text[day.end() :])
    )
    if not before:  # the day came first
        platform, window = _halves(after)
    elif not after:  # and here last
        platform, window = _halves(before)
    else:
        platform, window = before, after
    return Line(number, platform, _written(day, today), _window(window))


def _halves(text: str) -> tuple[str, str]:
    """A platform's name ends at the first separator."""
    parts = _FIRST_WORD.split(text, maxsplit=1)
    return parts[0].strip(_EDGES), "".join(parts[1:]).strip(_EDGES)


def _window(text: str) -> str:
    """What is a choice elsewhere is said in words here."""
    return str(assumed()) if text.casefold() in _UNSAID else text


def _written(found: re.Match[str], today: date) -> str:
    """As 2026-09-24; the text itself where there is no such day, so that it is shown and corrected."""
    if word := found["word"]:
        return (today - timedelta(_DAYS_AGO[word.casefold()])).isoformat()
    try:
        if found["year"]:
            return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
        month, day = found["m"] or found["month_dot"], found["d"] or found["day_dot"]
        return _latest(int(month), int(day), today).isoformat()
    except ValueError:
        return found[0]


def _latest(month: int, day: int, today: date) -> date:
    """The last such day that has come. Raises ValueError."""
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else this_year.replace(year=today.year - 1)
