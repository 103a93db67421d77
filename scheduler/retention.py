"""Which backups stay: the latest of each of seven days, and of each of four weeks."""

from collections.abc import Iterable
from datetime import datetime

DAYS, WEEKS = 7, 4


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Of all instants at which a backup was made, those of backups to keep; days and weeks are UTC's.

    Counted are days and weeks in which one was made: what lay switched off for a year loses nothing.
    """
    latest_first = sorted(made, reverse=True)
    by_day = {moment.date(): moment for moment in reversed(latest_first)}
    by_week = {moment.isocalendar()[:2]: moment for moment in reversed(latest_first)}
    days, weeks = sorted(by_day, reverse=True)[:DAYS], sorted(by_week, reverse=True)[:WEEKS]
    return frozenset([*(by_day[day] for day in days), *(by_week[week] for week in weeks)])
