"""How often an overdue closure is reminded of, and how a user writes that: ``3,7,14/7/8``, or ``off``."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, islice

OFF = "off"
MOST_DAYS, MOST_REMINDERS = 365, 52
_WRITTEN = re.compile(r"(\d{1,3}(?:,\d{1,3})*)/(\d{1,3})/(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often an overdue closure is reminded of: days after check on, then every so many, so many in all.

    ValueError if a day is not after the one before, or a number is too small.
    """

    first_days: tuple[int, ...] = (3, 7, 14)
    then_every: int = 7
    total: int = 8

    def __post_init__(self) -> None:
        if any(later <= day for day, later in zip((0, *self.first_days), self.first_days, strict=False)):
            raise ValueError(f"overdue days {self.first_days} must rise from 1, like 3, 7, 14")
        if self.then_every < 1:
            raise ValueError(f"{self.then_every} days between overdue reminders: use 1 or more")
        if self.total < 0:
            raise ValueError(f"{self.total} overdue reminders: use 0 for none, or more")

    def __str__(self) -> str:
        """As ``cadence`` reads it."""
        if not self.total:
            return OFF
        return f"{','.join(map(str, self.first_days))}/{self.then_every}/{self.total}"

    def days(self) -> tuple[int, ...]:
        """Days after check on of all overdue reminders: 3, 7, 14, 21, 28, 35, 42, 49."""
        return _overdue_days(self)


def cadence(text: str) -> Cadence:
    """``3,7,14/7/8``: 3, 7 and 14 days after the day to check, then every 7 days, 8 in all; ``off``: none.

    Anything else is a ValueError, and so are more than 365 days or 52 reminders.
    """
    written = "".join(text.split()).replace("，", ",")
    if written.lower() == OFF:
        return Cadence(total=0)
    if (found := _WRITTEN.fullmatch(written)) is None:
        raise ValueError(f"{text!r} is no cadence: write 3,7,14/7/8, or off")
    days, every, total = found.groups()
    first = tuple(int(day) for day in days.split(","))
    if max(*first, int(every)) > MOST_DAYS or not 1 <= int(total) <= MOST_REMINDERS:
        raise ValueError(f"{text!r}: at most {MOST_DAYS} days and 1 to {MOST_REMINDERS} reminders")
    return Cadence(first, int(every), int(total))


@cache  # asked for with every planning, and there are as many as settings
def _overdue_days(cadence: Cadence) -> tuple[int, ...]:
    last = cadence.first_days[-1] if cadence.first_days else 0
    every = chain(cadence.first_days, count(last + cadence.then_every, cadence.then_every))
    return tuple(islice(every, cadence.total))
