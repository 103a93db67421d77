"""A State Council notice as one might come: close to the standing rule, but not the same."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from catalog.standing_rule import provisional_year

A_DAY = timedelta(days=1)


def drawn_notice(year: int, chance: Random) -> str:
    """The file's text: some festivals a day longer or shorter, and the working weekends for them."""
    off = _days_off(year, chance)
    work = [day for day in _weekends(off) if chance.random() < 0.4]
    days = [{"name": name, "date": day.isoformat(), "isOffDay": True} for day, name in sorted(off.items())]
    days += [{"name": "调休", "date": day.isoformat(), "isOffDay": False} for day in work]
    return json.dumps({"year": year, "days": days}, ensure_ascii=False)


def _days_off(year: int, chance: Random) -> dict[date, str]:
    off = dict(provisional_year(year).days_off)
    for day in sorted(off):
        if day + A_DAY not in off and day.year == (day + A_DAY).year:  # a festival's last day
            match chance.randrange(3):
                case 0:
                    off[day + A_DAY] = off[day]
                case 1 if day - A_DAY in off:
                    del off[day]
    return off


def _weekends(off: dict[date, str]) -> Iterator[date]:
    """The weekend days within a week of a festival."""
    near = {day + k * A_DAY for day in off for k in range(-7, 8)}
    years = {day.year for day in off}
    return (day for day in sorted(near) if day.weekday() > 4 and day not in off and day.year in years)
