"""Short names for what the window tables expect: stages, and the error of a text."""

from dataclasses import replace

import pytest

from scheduler.stages import Count, Quantity, Unit
from scheduler.windows import WindowError, parse

ZERO = Quantity(0, Unit.DAY)


def workdays(low: int, high: int | None = None) -> Count:
    return _count(Unit.WORKDAY, low, high)


def days(low: int, high: int | None = None) -> Count:
    return _count(Unit.DAY, low, high)


def months(low: int, high: int | None = None) -> Count:
    return _count(Unit.MONTH, low, high)


def about(count: Count) -> Count:
    return replace(count, about=True)


def within(count: Count) -> Count:
    unit = Unit.WORKDAY if count.high.unit is Unit.WORKDAY else Unit.DAY
    return replace(count, low=Quantity(1, unit), within=True)


def mixed(low: Count, high: Count) -> Count:
    return Count(low.low, high.high)


def error_of(text: str) -> WindowError:
    with pytest.raises(WindowError) as caught:
        parse(text)
    return caught.value


def _count(unit: Unit, low: int, high: int | None) -> Count:
    return Count(Quantity(low, unit), Quantity(low if high is None else high, unit))
