"""Units as people say them, and the counts that are one word (W1-W3)."""

from dataclasses import dataclass

from scheduler.stages import Quantity, Unit


@dataclass(frozen=True, slots=True)
class Scale:
    """How a spoken unit becomes a counted one: a week is 7 days, 24 hours are 1 day (rounded up)."""

    unit: Unit
    times: int = 1
    per: int = 1

    def quantity(self, n: int) -> Quantity:
        return Quantity(-(-n * self.times // self.per), self.unit)


WORKDAYS = Scale(Unit.WORKDAY)
_DAYS = Scale(Unit.DAY)
_WEEKS = Scale(Unit.DAY, times=7)
_HOURS = Scale(Unit.DAY, per=24)
_MONTHS = Scale(Unit.MONTH)
_YEARS = Scale(Unit.MONTH, times=12)

UNITS: dict[str, Scale] = {
    **dict.fromkeys(
        ("工作日", "工作天", "working day", "working days", "business day", "business days"), WORKDAYS
    ),
    **dict.fromkeys(("workday", "workdays", "work day", "work days"), WORKDAYS),
    **dict.fromkeys(("天", "日", "自然日", "自然天", "日历日", "日历天", "day", "days"), _DAYS),
    **dict.fromkeys(("calendar day", "calendar days", "natural day", "natural days"), _DAYS),
    **dict.fromkeys(("周", "星期", "礼拜", "week", "weeks"), _WEEKS),
    **dict.fromkeys(("小时", "hour", "hours", "hr", "hrs"), _HOURS),
    **dict.fromkeys(("个月", "month", "months", "calendar month", "calendar months"), _MONTHS),
    **dict.fromkeys(("年", "year", "years"), _YEARS),
}

FIXED: dict[str, Quantity] = {
    **dict.fromkeys(("当天", "当日", "实时", "same day"), Quantity(0, Unit.DAY)),
    **dict.fromkeys(("次日", "隔天", "隔日", "next day"), Quantity(1, Unit.DAY)),
    **dict.fromkeys(("下个工作日", "下一个工作日", "下一工作日", "次工作日"), Quantity(1, Unit.WORKDAY)),
    **dict.fromkeys(("next working day", "next business day", "next workday"), Quantity(1, Unit.WORKDAY)),
    **dict.fromkeys(("半个月", "半月"), Quantity(15, Unit.DAY)),
    **dict.fromkeys(("一个半月", "1个半月"), Quantity(45, Unit.DAY)),
    "半年": Quantity(6, Unit.MONTH),
}
