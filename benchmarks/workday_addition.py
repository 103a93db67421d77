"""One working-day addition, date to date, beside every library that can make one.

Each peer in its best set-up: calendars built beforehand, conversion from and to ``date`` included because a
caller needs it. All answers are compared before anything is timed.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Any

import chinese_calendar
import holidays
import numpy as np
import QuantLib
from workalendar.asia import China

from benchmarks.figure import Figure, prose, seconds
from benchmarks.rounds import in_turn, ratio, seconds_per_call
from catalog.calendars import load_calendar
from scheduler.workdays import WorkCalendar

Add = Callable[[date, int], date]
DAY = timedelta(days=1)
YEARS = range(2021, 2024)
STARTS = [date(2021, 1, 1) + DAY * k for k in range(1000)]
TIMED = STARTS[::10]
OURS = "xiaohu"
HOW = prose("""
The mean of 100 additions with starts spread over 2021 to 2023, weekends and holidays among them. Before
that, all peers gave the same answers as we do for 1,000 starts. 2021 to 2023 because workalendar knows
2018 to 2023 only (and lacks two days of 2020). numpy gets a ready busdaycalendar in which every day
counts but those off (weekmask 1111111); QuantLib a ready calendar of those days, and its own China(IB)
beside it; holidays its years ready, in a loop over is_working_day and with get_nth_working_day;
chinesecalendar a loop over is_workday: its find_workday is slower, and from a day off it answers with
one working day more.
""")


def figures(rounds: int, quick: bool) -> list[Figure]:
    """Two figures: 5 and 45 working days. Raises ValueError where a peer's answer is not ours."""
    calendar = load_calendar()
    contenders = {OURS: calendar.add, **_peers(calendar)}
    return [_figure(n, contenders, rounds, 0.02 if quick else 0.1) for n in (5, 45)]


def _figure(n: int, contenders: dict[str, Add], rounds: int, at_least: float) -> Figure:
    _compare(n, contenders)
    timed = {name: partial(_time, add, n, at_least) for name, add in contenders.items()}
    costs = in_turn(timed, rounds)
    peers = sorted((name for name in costs if name != OURS), key=lambda name: median(costs[name]))
    faster = ratio(costs[peers[0]], costs[OURS])
    return Figure(
        name=f"One working-day addition, {n} days",
        goal="at least 10 times as fast as the fastest peer",
        ours=seconds(median(costs[OURS])),
        peer_name=peers[0],
        peer=seconds(median(costs[peers[0]])),
        ratio=faster,
        ratio_says="as fast",
        met=faster.middle >= 10,
        how=HOW,
        rounds=rounds,
        beside={name: seconds(median(costs[name])) for name in peers[1:]},
    )


def _compare(n: int, contenders: dict[str, Add]) -> None:
    expected = [contenders[OURS](start, n) for start in STARTS]
    for name, add in contenders.items():
        for start, ours in zip(STARTS, expected, strict=True):
            if (theirs := add(start, n)) != ours:
                raise ValueError(f"{name}: {start} + {n} working days is {theirs}, not {ours}")


def _time(add: Add, n: int, at_least: float) -> float:
    def additions() -> None:
        for start in TIMED:
            add(start, n)

    return seconds_per_call(additions, len(TIMED), at_least)


def _peers(calendar: WorkCalendar) -> dict[str, Add]:
    known = [date(YEARS[0], 1, 1) + DAY * k for k in range(365 * len(YEARS))]
    days_off = [day for day in known if not calendar.is_workday(day)]
    china = holidays.country_holidays("CN", years=YEARS)
    return {
        "numpy.busday_offset": _numpy(days_off),
        "QuantLib": _quantlib(_bespoke(days_off)),
        "QuantLib China(IB)": _quantlib(QuantLib.China(QuantLib.China.IB)),
        "holidays": partial(_loop, china.is_working_day),
        "holidays get_nth_working_day": china.get_nth_working_day,
        "workalendar": China().add_working_days,
        "chinesecalendar": partial(_loop, chinese_calendar.is_workday),
    }


def _loop(is_workday: Callable[[date], bool], start: date, n: int) -> date:
    day = start
    while n:
        day += DAY
        n -= is_workday(day)
    return day


def _numpy(days_off: Sequence[date]) -> Add:
    calendar = np.busdaycalendar(weekmask="1111111", holidays=[np.datetime64(day) for day in days_off])

    def add(start: date, n: int) -> date:
        ended: Any = np.busday_offset(np.datetime64(start), n, roll="backward", busdaycal=calendar)
        moved: date = ended.item()
        return moved

    return add


def _bespoke(days_off: Sequence[date]) -> QuantLib.Calendar:
    calendar = QuantLib.BespokeCalendar("every day off listed")
    for day in days_off:
        calendar.addHoliday(QuantLib.Date.from_date(day))
    return calendar


def _quantlib(calendar: QuantLib.Calendar) -> Add:
    from_date, advance, days = QuantLib.Date.from_date, calendar.advance, QuantLib.Days

    def add(start: date, n: int) -> date:
        ended: date = advance(from_date(start), n, days).to_date()
        return ended

    return add
