"""Texts that state one count or one point in the month, rule by rule (W1-W7, W11)."""

import pytest

from scheduler.stages import Count, MonthEnd, MonthlyCutoff, NextMonth, Stage, Window
from scheduler.windows import parse

from .window_parts import ZERO, about, days, mixed, months, within, workdays

TODAY = Count(ZERO, ZERO)

W1_WORKING_DAYS: list[tuple[str, Stage]] = [
    ("3-5个工作日更新", workdays(3, 5)),
    ("3-5个工作日", workdays(3, 5)),
    ("3-5工作日", workdays(3, 5)),
    ("3-5个工作天", workdays(3, 5)),
    ("3 - 5 个 工作日", workdays(3, 5)),
    ("3个-5个工作日", workdays(3, 5)),
    ("3个工作日-5个工作日", workdays(3, 5)),
    ("5-5个工作日", workdays(5)),
    ("1个工作日", workdays(1)),
    ("750个工作日", workdays(750)),
    ("3–5 working days", workdays(3, 5)),
    ("3 to 5 business days", workdays(3, 5)),
    ("3-5 workdays", workdays(3, 5)),
    ("1 Working Day", workdays(1)),
    ("3  working   days.", workdays(3)),
    ("updated in 3to5 work days", workdays(3, 5)),
    ("next working day", workdays(1)),
    ("下个工作日更新", workdays(1)),
    ("下一个工作日", workdays(1)),
    ("T+3", workdays(3)),
    ("t+3", workdays(3)),
    ("T + 3", workdays(3)),
    ("Ｔ＋３", workdays(3)),
    ("T+三", workdays(3)),
    ("T+3到账", workdays(3)),
    ("T+3个工作日", workdays(3)),
    ("T+3工作日", workdays(3)),
    ("T+1-3", workdays(1, 3)),
    ("T+1至T+3", workdays(1, 3)),
    ("T+1-3个工作日", workdays(1, 3)),
    ("T+750", workdays(750)),
]

W2_CALENDAR_DAYS: list[tuple[str, Stage]] = [
    ("30-45天更新", days(30, 45)),
    ("30 to 45 days", days(30, 45)),
    ("网贷7天后自动关闭", days(7)),
    ("7个自然日", days(7)),
    ("7自然日", days(7)),
    ("7日", days(7)),
    ("7日内", within(days(7))),
    ("15 calendar days", days(15)),
    ("1周", days(7)),
    ("一周", days(7)),
    ("两周", days(14)),
    ("2个星期", days(14)),
    ("三个礼拜", days(21)),
    ("2-3周", days(14, 21)),
    ("1-2 weeks", days(7, 14)),
    ("521周", days(3647)),
    ("半个月", days(15)),
    ("半月", days(15)),
    ("一个半月", days(45)),
    ("1个半月", days(45)),
    ("24小时", days(1)),
    ("24个小时", days(1)),
    ("1小时", days(1)),
    ("25小时", days(2)),
    ("24-48小时", days(1, 2)),
    ("36-49 hours", days(2, 3)),
    ("87600小时", days(3650)),
    ("次日", days(1)),
    ("隔天更新", days(1)),
    ("next day", days(1)),
    ("当天", TODAY),
    ("当日", TODAY),
    ("实时更新", TODAY),
    ("same day", TODAY),
    ("T+0", TODAY),
    ("T + 0", TODAY),
    ("当天-3天", mixed(TODAY, days(3))),
    ("当天到次日", mixed(TODAY, days(1))),
    ("T+0至T+1", mixed(TODAY, workdays(1))),
    ("3650天", days(3650)),
    ("007天", days(7)),
]

W3_MONTHS: list[tuple[str, Stage]] = [
    ("一个月", months(1)),
    ("1个月", months(1)),
    ("1-2个月", months(1, 2)),
    ("一到两个月", months(1, 2)),
    ("3 months", months(3)),
    ("半年", months(6)),
    ("一年", months(12)),
    ("1-2年", months(12, 24)),
    ("2 years", months(24)),
    ("3650个月", months(3650)),
]

W4_APPROXIMATE: list[tuple[str, Stage]] = [
    ("20天左右", about(days(20))),
    ("20天左右更新", about(days(20))),
    ("20天更新左右", about(days(20))),
    ("大约十五个工作日", about(workdays(15))),
    ("约20天", about(days(20))),
    ("大概20天", about(days(20))),
    ("大概需要20天", about(days(20))),
    ("約20天", about(days(20))),
    ("大约审核20天", about(days(20))),
    ("3-5天左右", about(days(3, 5))),
    ("约3-5天", about(days(3, 5))),
    ("一周左右", about(days(7))),
    ("约1个月", about(months(1))),
    ("T+3左右", about(workdays(3))),
    ("约半个月到一个月", about(mixed(days(15), months(1)))),
    ("about 20 days", about(days(20))),
    ("approx. 20 days", about(days(20))),
    ("around 3 to 5 working days", about(workdays(3, 5))),
]

W5_LIMITED: list[tuple[str, Stage]] = [
    ("5个工作日内", within(workdays(5))),
    ("5个工作日内更新", within(workdays(5))),
    ("5個工作日內", within(workdays(5))),
    ("四十五天以内", within(days(45))),
    ("45天之内", within(days(45))),
    ("不超过45天", within(days(45))),
    ("不超過45天", within(days(45))),
    ("最多45天", within(days(45))),
    ("最长45天", within(days(45))),
    ("最迟45天", within(days(45))),
    ("最晚45天", within(days(45))),
    ("您好,最多45天", within(days(45))),
    ("最长不超过45天内", within(days(45))),
    ("≤45天", within(days(45))),
    ("within 45 days", within(days(45))),
    ("up to 10 working days", within(workdays(10))),
    ("no later than 10 days", within(days(10))),
    ("2周内", within(days(14))),
    ("24小时内", within(days(1))),
    ("1个工作日内", within(workdays(1))),
    ("1个月内", within(months(1))),
    ("T+3内", within(workdays(3))),
    # On a range it adds nothing.
    ("3-5个工作日内", workdays(3, 5)),
    ("最多3-5天", days(3, 5)),
    ("within 3-5 days", days(3, 5)),
    ("两三天内", days(2, 3)),
    ("半个月到一个月内", mixed(days(15), months(1))),
    ("当天内", TODAY),
    # With 左右 both hold, in either order.
    ("约5个工作日内", about(within(workdays(5)))),
    ("5天内左右", about(within(days(5)))),
    ("5天左右内", about(within(days(5)))),
    ("大概不超过45天", about(within(days(45)))),
    ("within about 20 days", about(within(days(20)))),
    ("约3-5天内", about(days(3, 5))),
]

W6_MONTHLY: list[tuple[str, Stage]] = [
    ("每月25号前上报", MonthlyCutoff(25)),
    ("每月15日上报", MonthlyCutoff(15)),
    ("每月10日前", MonthlyCutoff(10)),
    ("每个月10号之前", MonthlyCutoff(10)),
    ("每月的10号以前", MonthlyCutoff(10)),
    ("每月十五号统一上报", MonthlyCutoff(15)),
    ("每月1号", MonthlyCutoff(1)),
    ("每月29号前", MonthlyCutoff(29)),
    ("每月31号前", MonthlyCutoff(31)),
    ("每月三十一号", MonthlyCutoff(31)),
    ("最迟每月10号上报", MonthlyCutoff(10)),
    ("每月最后一天上报", MonthlyCutoff(31)),
    ("每月底前", MonthlyCutoff(31)),
    ("每月月底", MonthlyCutoff(31)),
]

W7_MONTH_POINTS: list[tuple[str, Stage]] = [
    ("次月更新", NextMonth()),
    ("次月", NextMonth()),
    ("下个月", NextMonth()),
    ("下月更新", NextMonth()),
    ("下一个月", NextMonth()),
    ("次月内更新", NextMonth()),
    ("updated next month", NextMonth()),
    ("次月底前", NextMonth()),
    ("次月10号", NextMonth(10)),
    ("次月10日更新", NextMonth(10)),
    ("下个月15号", NextMonth(15)),
    ("下月的十五号", NextMonth(15)),
    ("次月31号", NextMonth(31)),
    ("次月10号前", NextMonth(10, by=True)),
    ("次月10日前", NextMonth(10, by=True)),
    ("下个月10号之前", NextMonth(10, by=True)),
    ("次月10日内", NextMonth(10, by=True)),
    ("最迟次月10号", NextMonth(10, by=True)),
    ("月底前", MonthEnd()),
    ("月底之前更新", MonthEnd()),
    ("本月底前", MonthEnd()),
    ("月末", MonthEnd()),
    ("最迟月底", MonthEnd()),
]

W11_WRITINGS: list[tuple[str, Stage]] = [
    ("三到五个工作日", workdays(3, 5)),
    ("三至五个工作日", workdays(3, 5)),
    ("３－５个工作日", workdays(3, 5)),
    ("３～５个工作日", workdays(3, 5)),
    ("3——5个工作日", workdays(3, 5)),
    ("四十五天", days(45)),
    ("一百零五天", days(105)),
    ("两三天", days(2, 3)),
    ("三五天", days(3, 5)),
    ("三五个工作日", workdays(3, 5)),
    ("两三个月", months(2, 3)),
    ("一两周", days(7, 14)),
    ("半个月到一个月", mixed(days(15), months(1))),
    ("15天-1个月", mixed(days(15), months(1))),
    ("3个工作日至一周", mixed(workdays(3), days(7))),
    ("一个月到半个月", mixed(months(1), days(15))),
    ("3天-1周", days(3, 7)),
    ("5个⼯作⽇", workdays(5)),
    ("3\u3000-\u30005\u00a0个工作日", workdays(3, 5)),
    ("\ufeff3-5个工作日", workdays(3, 5)),
    ("3-5\u200b个工作日", workdays(3, 5)),
]

EVERY_DASH = "-~‐‑‒–—―−－～〜∼﹣﹘⁓─━ー"


@pytest.mark.parametrize(("text", "stage"), W1_WORKING_DAYS)
def test_w1_working_days(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize(("text", "stage"), W2_CALENDAR_DAYS)
def test_w2_calendar_days(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize(("text", "stage"), W3_MONTHS)
def test_w3_calendar_months(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize(("text", "stage"), W4_APPROXIMATE)
def test_w4_an_approximate_count_keeps_what_was_stated(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize(("text", "stage"), W5_LIMITED)
def test_w5_a_limit_starts_at_one_day_and_adds_nothing_to_a_range(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize(("text", "stage"), W6_MONTHLY)
def test_w6_a_monthly_cutoff(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize(("text", "stage"), W7_MONTH_POINTS)
def test_w7_points_in_this_and_the_next_month(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize(("text", "stage"), W11_WRITINGS)
def test_w11_numerals_pairs_and_mixed_units(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))


@pytest.mark.parametrize("dash", EVERY_DASH)
def test_w11_every_dash_makes_a_range(dash: str) -> None:
    assert parse(f"3{dash}5个工作日") == Window((workdays(3, 5),))
