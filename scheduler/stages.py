"""The parts a stated window is made of: what a platform promised, before any date is known."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a count counts. Weeks, half months and hours are turned into days when they are read."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units: 3 working days, 45 days, 2 months. Zero is always 0 days: 当天."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Count:
    """A stated count (W1-W5, W11): ``3-5个工作日``, ``约20天``, ``5个工作日内``.

    ``low`` and ``high`` are as stated: the late side of an approximate count (W4) is widened when
    dates are worked out. For ``within`` (W5) ``low`` is one unit of day. Ends of different units
    (``15天-1个月``) are kept as stated: which of them is the earlier depends on the start.
    """

    low: Quantity
    high: Quantity
    about: bool = False
    within: bool = False


@dataclass(frozen=True, slots=True)
class MonthlyCutoff:
    """The first such day of a month strictly after the start (W6): ``每月10号前``. ``day`` is 1..31."""

    day: int


@dataclass(frozen=True, slots=True)
class NextMonth:
    """The next month (W7): all of it, one ``day`` of it, or (``by``) from its first day to that day."""

    day: int | None = None
    by: bool = False


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """By the end of this month, or of the next one if today is the last day (W7): ``月底前``."""


@dataclass(frozen=True, slots=True)
class Calls:
    """Call on this many consecutive days, day 0 the first (W9): ``连续打3天``."""

    days: int


@dataclass(frozen=True, slots=True)
class Unstated:
    """Nothing was stated (W12): 30 calendar days are assumed. ``未说明``."""


Stage = Count | MonthlyCutoff | NextMonth | MonthEnd | Calls | Unstated


@dataclass(frozen=True, slots=True)
class Window:
    """What the platform stated: stages in order, and whether to confirm with it at the end (W10)."""

    stages: tuple[Stage, ...]
    confirm: bool = False

    def __str__(self) -> str:
        """The canonical Chinese form, which ``scheduler.windows.parse`` reads back to an equal window."""
        from scheduler.canonical import canonical

        return canonical(self)
