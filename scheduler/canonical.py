"""The canonical Chinese text of a window, which ``scheduler.windows.parse`` reads back to an equal window."""

from typing import assert_never

from scheduler.stages import (
    Calls,
    Count,
    MonthEnd,
    MonthlyCutoff,
    NextMonth,
    Quantity,
    Stage,
    Unit,
    Unstated,
    Window,
)

_UNITS = {Unit.WORKDAY: "个工作日", Unit.DAY: "天", Unit.MONTH: "个月"}


def canonical(window: Window) -> str:
    """The stages in order, a comma between them: ``每月10号前,5天``, ``10个工作日再确认``."""
    return ",".join(map(_stage, window.stages)) + ("再确认" if window.confirm else "")


def _stage(stage: Stage) -> str:
    match stage:
        case Count():
            return _count(stage)
        case MonthlyCutoff(day):
            return f"每月{day}号前"
        case NextMonth(day, by):
            return f"次月{day}号{'前' if by else ''}" if day else "次月"
        case MonthEnd():
            return "月底前"
        case Calls(days):
            return f"连续打{days}天"
        case Unstated():
            return "未说明"
        case _:
            assert_never(stage)


def _count(count: Count) -> str:
    if count.within:
        counted = f"{_quantity(count.high)}内"
    elif count.low == count.high:
        counted = _quantity(count.high)
    elif count.low.unit is count.high.unit and count.low.n:
        counted = f"{count.low.n}-{_quantity(count.high)}"
    else:
        counted = f"{_quantity(count.low)}-{_quantity(count.high)}"
    return f"约{counted}" if count.about else counted


def _quantity(quantity: Quantity) -> str:
    return f"{quantity.n}{_UNITS[quantity.unit]}" if quantity.n else "当天"
