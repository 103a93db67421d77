"""The days of the moving festivals, from lunar_python (five libraries agree on them to 2099).

New moons can fall minutes before midnight in Beijing (2027-02-06 at 23:56), so nothing is computed here.
The library is imported only when a date is asked for: most commands never need one.
"""

from datetime import date
from functools import cache


def spring_festival(year: int) -> date:
    """正月初一."""
    return _lunar(year, 1, 1)


def dragon_boat(year: int) -> date:
    """五月初五, 端午."""
    return _lunar(year, 5, 5)


def mid_autumn(year: int) -> date:
    """八月十五, 中秋."""
    return _lunar(year, 8, 15)


@cache
def tomb_sweeping(year: int) -> date:
    """The day of the solar term 清明, 4-6 April."""
    from lunar_python import Solar

    term = Solar.fromYmd(year, 4, 4).getLunar().getJieQiTable()["清明"]
    return date(term.getYear(), term.getMonth(), term.getDay())


@cache
def _lunar(year: int, month: int, day: int) -> date:
    from lunar_python import Lunar

    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
