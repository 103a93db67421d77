"""A notice for 2027 as one might come: not by the standing rule, and with days of December 2026."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

_OFF = (
    ("元旦", date(2026, 12, 31), date(2027, 1, 3)),
    ("春节", date(2027, 2, 4), date(2027, 2, 12)),
    ("清明节", date(2027, 4, 3), date(2027, 4, 5)),
    ("劳动节", date(2027, 5, 1), date(2027, 5, 5)),
    ("端午节", date(2027, 6, 9), date(2027, 6, 9)),
    ("中秋节", date(2027, 9, 15), date(2027, 9, 15)),
    ("国庆节", date(2027, 10, 1), date(2027, 10, 7)),
)
_MAKE_UP = (("元旦", date(2026, 12, 26)), ("春节", date(2027, 1, 30)), ("春节", date(2027, 2, 20)))


def notice_2027() -> str:
    """The file's text."""
    days = [{"name": name, "date": day.isoformat(), "isOffDay": True} for name, day in _days_off()]
    days += [{"name": name, "date": day.isoformat(), "isOffDay": False} for name, day in _MAKE_UP]
    return json.dumps({"year": 2027, "days": days}, ensure_ascii=False)


def _days_off() -> Iterator[tuple[str, date]]:
    for name, first, last in _OFF:
        for k in range((last - first).days + 1):
            yield name, first + timedelta(days=k)
