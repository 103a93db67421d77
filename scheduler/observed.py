"""How long a credit report really takes to show a closing, as far as reports bound it. Pure.

All numbers are days after day 0, itself not counted (Dates 1). One closing has happened by the first report
that shows it, and not before the last one that did not, nor before the month in which the account was closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_high, median_low

ENOUGH = 5
"""From so many observations on a median says something; fewer are shown one by one."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From day ``first`` to day ``last``, both included; 0 <= first <= last."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last:
            raise ValueError(f"no span from day {self.first} to day {self.last}")

    def is_after(self, other: Span) -> bool:
        """Whether all of it lies after all of the other."""
        return self.first > other.last

    def overlap(self, other: Span) -> Span | None:
        """The days that lie in both; None where there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Observation:
    """One closing: the days between which it came to be shown, and those that had been stated for it.

    ``stated`` is None where nobody had stated a time.
    """

    observed: Span
    stated: Span | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What several observations of one route come to.

    ``typical`` is None below ENOUGH: then ``bounds`` say all there is, in order. ``stated``: the days stated
    for them (the median's range), None where nobody had. ``later``: they do not overlap.
    """

    bounds: tuple[Span, ...]
    typical: Span | None
    stated: Span | None
    later: bool

    @property
    def count(self) -> int:
        """How many observations there are."""
        return len(self.bounds)


def bound(day0: date, still_open_on: date | None, closed_on: date, closed_month: date | None) -> Span | None:
    """Between which days after day 0 a closing came to be shown; None where that says nothing.

    ``still_open_on``: day of the last report that showed it open; ``closed_on``: of the first that showed it
    closed; ``closed_month``: any day of the month it was closed in, as that report says.
    """
    earliest = [0]
    if still_open_on is not None:
        earliest.append((still_open_on - day0).days + 1)
    if closed_month is not None:
        earliest.append((closed_month.replace(day=1) - day0).days)
    first, last = max(earliest), (closed_on - day0).days
    return Span(first, last) if first <= last else None


def summary(observations: Iterable[Observation]) -> Summary | None:
    """What they come to together, in any order; None for none."""
    seen = list(observations)
    if not seen:
        return None
    bounds = tuple(sorted(each.observed for each in seen))
    typical = median_span(bounds) if len(bounds) >= ENOUGH else None
    stated = [each.stated for each in seen if each.stated]
    usual = median_span(stated) if stated else None
    return Summary(bounds, typical, usual, _is_later(seen, typical, usual))


def median_span(spans: Sequence[Span]) -> Span:
    """The range in which the median lies, whatever day in each span is the true one."""
    return Span(median_low(each.first for each in spans), median_high(each.last for each in spans))


def _is_later(seen: Sequence[Observation], typical: Span | None, stated: Span | None) -> bool:
    """By the medians where there are enough; else each that can be compared has to be late."""
    if stated is None:
        return False
    if typical is not None:
        return typical.is_after(stated)
    return all(each.observed.is_after(each.stated) for each in seen if each.stated)
