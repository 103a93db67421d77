"""Texts that must not become a date: where the error is and what it says.

In the tables a bar marks the place of the error and a middle dot stands for a blank: ``网贷|至少5天`` must be
refused at position 2.
"""

import pytest

from scheduler import window_error
from scheduler.windows import LONGEST, parse

from .window_parts import error_of


def marked(table: str) -> list[tuple[str, int]]:
    texts = [text.replace("·", " ") for text in table.split()]
    assert all(text.count("|") == 1 for text in texts)
    return [(text.replace("|", ""), text.index("|")) for text in texts]


THE_RULES_OWN_LIST = """
    |至少5天 |最少5天 |少于5天 |最快5天 |大于5天 5天|以上 5天|起 |超过5天 5天|上下 20|多天 |几天 3天|或5天
    3天|或者5天 |非5天 |不5天 |+5天 5天|+ |>5天 |≥5天 |<5天 |at·least·5·days 5·days·|at·least
    |more·than·5·days 3·days·|or·5·days |not·5·days 网贷|至少5天 一般|最快5天 3个工作日|起 3个工作日|以上
    十|几天 好|几天 5天(|非工作日顺延) 5天(|不含周末) |不少于5天 |不得超过5天 |不大于5天 |不知道要5天
    桔|多多5天 一|起5天 自还款|起5天 |＞5天 |＋5天 3|+5天 D|+3 T|+ T|+天 T+3|+5 |幾天 |超過5天
    |At·Least·5·days notice·3·|or·5·days 5天,|至少3天 3-5个工作日(|不等)
"""


@pytest.mark.parametrize(("text", "position"), marked(THE_RULES_OWN_LIST))
def test_a_word_that_changes_the_meaning_is_an_error_at_its_first_character(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.CHANGES_MEANING)


OTHER_CHANGES = """
    |最早5天 |最低5天 |最后5天 |起码5天 |小于5天 |低于5天 5天|以下 |未满30天 |逾5天 |≧5天 5天|前
    结清|前5天 3天之|前 提|前5天 |快则3天,慢则5天 5天,|有时7天 5天,|也可能7天 5天,|否则7天
    5天(还款日|除外) |除了还款5天 30天,可|延长15天 5天|顺延 |第3天 |第二天 |每3天 |每周更新 |隔3天 |下一周
    |同一天 |下下个月 每月中|旬 次月上|旬 1个|季度 |次月初更新 |下个月初 |less·than·5·days |over·5·days
    |under·5·days |no·more·than·5·days |minimum·5·days 5·days·|before·payday |half·a·month |every·5·days
    3·|consecutive·days 5·days·|excluding·holidays
"""


@pytest.mark.parametrize(("text", "position"), marked(OTHER_CHANGES))
def test_other_words_that_would_move_a_date_are_errors_too(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.CHANGES_MEANING)


UNREADABLE_NUMBERS = """
    |①3天 5|²天 |½天 |Ⅲ天 |٣天 3|٣天 |㏢更新 |半天 一年|半 一个月|半 |半小时 一|万天 |亿联银行5天
    |万达普惠5天 |廿天 |壹佰天 十|壹天 |±5天 5天|± |≮5天 |百度5天 |三五五天 |二五天 |二〇天 |一百五天
"""


@pytest.mark.parametrize(("text", "position"), marked(UNREADABLE_NUMBERS))
def test_a_digit_or_numeral_that_cannot_be_read_is_an_error(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.UNREADABLE)


NO_UNIT = """
    |3 |3-5 3天-|5 |3到5更新 |十五 |两三更新 |3、5天 |3/5天 |3.5天 |1.5个月 |1,000天 |3。5天 |3·5天
    |3一5天 |3十天 |3个 |3个交易日 |3分钟 |3d |10th·of·next·month |2026-09-24 |3更新天 |5(个工作日) |3⃣天
    |2周期 |3日期限 |360借条5天 美团|三快5天 |三快 客服|95173,5天 between·|3·and·5·days |七个5天 |一组一周
    |两个半月 |11个半月 |1个半个月 |3-半个月 |3-T+5 |一到半年
"""


@pytest.mark.parametrize(("text", "position"), marked(NO_UNIT))
def test_a_count_without_a_unit_is_an_error_also_in_a_name(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.NO_UNIT)


NO_NUMBER = """
    |工作日 |天 个|工作日 5天(|工作日) |天天贷5天 5天,|天天贷 |周更新 |星期更新 |月更新 |年化 |小时贷
    |个月 上|个月 本|月更新 当|月15号 |日前更新 |日日贷5天 今|天 明|天 |days two·|weeks a·|week 若干|天
    5天(还款|日另计)
"""


@pytest.mark.parametrize(("text", "position"), marked(NO_NUMBER))
def test_a_unit_without_a_count_is_an_error_also_in_a_name(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.NO_NUMBER)


@pytest.mark.parametrize(("text", "position"), marked("|3月 |三月更新 1-|2月 |12月份"))
def test_a_month_that_may_be_a_date_is_an_error(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.BARE_MONTH)


SECOND_COUNT = """
    5天|3天 3-5个工作日|一周 3-5个工作日(约|一周) 5天·|3天 5天更新|3天 5天、|3天 5天/|3天 5天还是|3天
    5天·and·|3天 5天|360 次月更新|5天 5天|次月 每月10号前|5天 次月|10天 次月|5个工作日内 5天|每月10号
    5天|月底 当天|次日 未说明|5天 5天|未说明 5·days·|3·days
"""


@pytest.mark.parametrize(("text", "position"), marked(SECOND_COUNT))
def test_a_second_count_without_a_separator_is_an_error(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.SECOND_COUNT)


def test_a_line_break_is_no_separator() -> None:
    assert error_of("3天\n5天").hint == window_error.SECOND_COUNT


@pytest.mark.parametrize(
    ("text", "position"),
    marked("|-3天 更新|-3天 3天,|到5天 3-5天|-7天 3天|-每月10号 5天|至次月")
    + marked("两三天|到七天 三天|到五六天 每月10号|-15号"),
)
def test_a_range_has_two_ends(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.LOOSE_DASH)


LOOSE_WORDS = """
    5天|约 5天|约,3天 5天·|within,3天 5天更新|大概 5天,|大约 |左右5天 更新|左右5天 您好,|左右 |约
    |最多更新 |约更新 5天·|within |最多未说明 连续打3天|内
"""


@pytest.mark.parametrize(("text", "position"), marked(LOOSE_WORDS))
def test_a_modifier_needs_a_count_in_its_own_stage(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.LOOSE_WORD)


LATER_LIMITS = """
    3天,|不超过5天 3天,|最多5天 3天,|最长5天 3天,|最迟5天 3天,|最晚5天 3天处理|不超过5天
    每月10号前上报,|最多5天 连续打3天,|不超过7天 3天后|不超过5天 5天|最多 3天,|≤5天 3·days,·|up·to·5·days
    3·days,·|at·most·5·days
"""


@pytest.mark.parametrize(("text", "position"), marked(LATER_LIMITS))
def test_w5_not_more_than_on_a_later_stage_is_an_error(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.LATER_LIMIT)


OUT_OF_RANGE = """
    |0天 |000天 |0个工作日 |〇天 |零个月 |0小时 |0-3天 |0周 |3651天 1-|3651天 |751个工作日 1-|751个工作日
    |T+751 |522周 |87601小时 |3651个月 |305年 |999999999999999999999天 每月|0号前 每月|32号前 每月|100号
    次月|0号 次月|32号 次月|32日前 下个月|三十二号 3天,|0天
"""


@pytest.mark.parametrize(("text", "position"), marked(OUT_OF_RANGE))
def test_counts_are_limited_after_conversion(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.OUT_OF_RANGE)


@pytest.mark.parametrize(
    ("text", "number", "most"),
    [
        ("751个工作日", "751", "750"),
        ("522周", "3654", "3650"),
        ("305年", "3660", "3650"),
        ("每月32号", "32", "31"),
    ],
)
def test_the_limit_is_named(text: str, number: str, most: str) -> None:
    error = error_of(text)
    assert (error.params["number"], error.params["least"], error.params["most"]) == (number, "1", most)


@pytest.mark.parametrize(
    ("text", "position"),
    marked(
        "|5-3天 更新|45到30天 |5-3个工作日 |2周-10天 |T+3-1 |2年-3个月 |5天-当天 |5个工作日-当天 |72-24小时"
    ),
)
def test_a_range_that_runs_backwards_is_an_error(text: str, position: int) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, window_error.REVERSED)


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("10号前更新", 0, window_error.NO_MONTH),
        ("5天,10号上报", 3, window_error.NO_MONTH),
        ("10-15号", 0, window_error.NO_MONTH),
        ("15日前", 0, window_error.NO_MONTH),
        ("每月更新", 0, window_error.NO_DAY),
        ("请每月10前上报", 5, window_error.CHANGES_MEANING),
        ("请每月10上报", 1, window_error.NO_DAY),
        ("每月10天", 0, window_error.NO_DAY),
        ("每月10-15号", 0, window_error.NO_DAY),
        ("每月三五号", 2, window_error.UNREADABLE),
        ("次月两三号", 2, window_error.UNREADABLE),
        ("次月前", 2, window_error.CHANGES_MEANING),
        ("次月10号前左右", 6, window_error.ABOUT_POINT),
        ("次月10号左右", 5, window_error.ABOUT_POINT),
        ("约次月10号前", 0, window_error.ABOUT_POINT),
        ("每月10号左右上报", 5, window_error.ABOUT_POINT),
        ("次月左右", 2, window_error.ABOUT_POINT),
        ("大概月底前", 0, window_error.ABOUT_POINT),
        ("T+3天", 0, window_error.T_PLUS_UNIT),
        ("T+一般", 0, window_error.UNREADABLE),
        ("5天,t+一次3天", 3, window_error.UNREADABLE),
        ("T+一个半月", 0, window_error.T_PLUS_UNIT),
        ("T+3自然日", 0, window_error.T_PLUS_UNIT),
        ("T+1-3天", 0, window_error.T_PLUS_UNIT),
    ],
)
def test_w1_w6_w7_half_stated_points(text: str, position: int, hint: str) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, hint)


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("连续3天更新", 0, window_error.CALLS),
        ("连续更新", 0, window_error.CALLS),
        ("连续打电话,3天", 0, window_error.CALLS),
        ("3天连续打", 2, window_error.CALLS),
        ("连续打3-5天", 3, window_error.CALLS),
        ("连续打3个工作日", 3, window_error.CALLS),
        ("连续打1个月", 3, window_error.CALLS),
        ("连续打当天", 3, window_error.CALLS),
        ("连续打约3天", 4, window_error.CALLS),
        ("连续打次月", 3, window_error.CALLS),
        ("连续打3天左右", 5, window_error.ABOUT_POINT),
        ("打3天,7天后更新", 0, window_error.CALLS),
        ("拨打3天,7天后更新", 0, window_error.CALLS),
        ("5天,连续打3天", 6, window_error.CALLS_FIRST),
        ("连续打3天,连续打3天", 9, window_error.CALLS_FIRST),
        ("call 3 days in a row, 7 days", 12, window_error.CHANGES_MEANING),
        ("7天后再确认,5天更新", 7, window_error.CONFIRM_LAST),
        ("7天后再确认5天", 6, window_error.CONFIRM_LAST),
        ("未说明,5天", 4, window_error.UNSTATED_ALONE),
        ("5天,未说明", 3, window_error.UNSTATED_ALONE),
        ("未说明,未说明", 4, window_error.UNSTATED_ALONE),
        ("连续打3天,未说明,5天", 10, window_error.UNSTATED_ALONE),
        (",".join(["1天"] * 11), 30, window_error.TOO_MANY_STAGES),
    ],
)
def test_w9_w10_w12_in_the_wrong_place(text: str, position: int, hint: str) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (position, hint)


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", ",。", "()", "-"])
def test_w12_an_empty_text_is_not_a_window(text: str) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (0, window_error.EMPTY)


@pytest.mark.parametrize("text", ["没说", "不清楚", "尽快", " 尽快。", "不知道", "ASAP", "not stated"])
def test_w12_no_idea_is_a_choice_and_not_a_text(text: str) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (0, window_error.NOT_STATED)


@pytest.mark.parametrize(
    "text", ["更新", "尽快更新", "再确认", "审核后处理", "soon", "立即更新", "个", "号", "到", "→"]
)
def test_a_text_without_a_count_or_point_is_an_error(text: str) -> None:
    error = error_of(text)
    assert (error.position, error.hint) == (0, window_error.NOTHING_FOUND)


def test_the_longest_text_is_read_and_a_longer_one_is_refused_where_it_is_too_long() -> None:
    parse("更" * (LONGEST - 2) + "5天")
    error = error_of("更" * (LONGEST - 1) + "5天")
    assert (error.position, error.hint) == (LONGEST, window_error.TOO_LONG)
