"""Several stages, calls and confirmations (W8-W10, W12), the guide's own windows, and words around them."""

import pytest

from scheduler.stages import Calls, Count, MonthlyCutoff, NextMonth, Stage, Unstated, Window
from scheduler.windows import assumed, parse

from .window_parts import ZERO, about, days, months, within, workdays

TODAY = Count(ZERO, ZERO)

W8_STAGES: list[tuple[str, tuple[Stage, ...]]] = [
    ("7个工作日上报人行,5天更新", (workdays(7), days(5))),
    ("7个工作日处理,5天更新", (workdays(7), days(5))),
    ("7个工作日上报人行5天更新", (workdays(7), days(5))),
    ("7个工作日处理5天更新", (workdays(7), days(5))),
    ("3天审核5天更新", (days(3), days(5))),
    ("审核3天更新", (days(3),)),
    ("3天,5天", (days(3), days(5))),
    ("3天，5天", (days(3), days(5))),
    ("3天;5天", (days(3), days(5))),
    ("3天；5天", (days(3), days(5))),
    ("3天。5天", (days(3), days(5))),
    ("3天后5天", (days(3), days(5))),
    ("3天後5天", (days(3), days(5))),
    ("3天以后5天", (days(3), days(5))),
    ("3天再5天", (days(3), days(5))),
    ("3天然后5天", (days(3), days(5))),
    ("3天,然后再过5天。", (days(3), days(5))),
    ("3 working days, then 5 days", (workdays(3), days(5))),
    (",,3天,,;5天。", (days(3), days(5))),
    ("您好,一般3天,节假日顺延", (days(3),)),
    ("7个工作日上报,5天内更新", (workdays(7), within(days(5)))),
    ("7个工作日上报,约5天更新", (workdays(7), about(days(5)))),
    ("7个工作日内上报,5天左右更新", (within(workdays(7)), about(days(5)))),
    ("每月10号前上报,5天更新", (MonthlyCutoff(10), days(5))),
    ("每月10号前上报5天更新", (MonthlyCutoff(10), days(5))),
    ("每月15日上报,3个工作日更新", (MonthlyCutoff(15), workdays(3))),
    ("3天处理,次月10号前更新", (days(3), NextMonth(10, by=True))),
    ("当天上报,5天更新", (TODAY, days(5))),
    ("1天,2天,3天", (days(1), days(2), days(3))),
    (",".join(["1天"] * 10), (days(1),) * 10),
]

W9_CALLS: list[tuple[str, tuple[Stage, ...]]] = [
    ("连续打3天,7天后更新", (Calls(3), days(7))),
    ("连续打三天，7天后更新", (Calls(3), days(7))),
    ("连续3天打电话", (Calls(3), Unstated())),
    ("连续3天拨打客服电话,7天后更新", (Calls(3), days(7))),
    ("连续打电话3天后,7个工作日更新", (Calls(3), workdays(7))),
    ("连打3天,7天后更新", (Calls(3), days(7))),
    ("连续打3天", (Calls(3), Unstated())),
    ("连续打3天,未说明", (Calls(3), Unstated())),
    ("连续打3天,每月10号前上报,5天更新", (Calls(3), MonthlyCutoff(10), days(5))),
    ("连续打3天,5天内更新", (Calls(3), within(days(5)))),
]


@pytest.mark.parametrize(("text", "stages"), W8_STAGES)
def test_w8_stages_follow_one_another(text: str, stages: tuple[Stage, ...]) -> None:
    assert parse(text) == Window(stages)


@pytest.mark.parametrize(("text", "stages"), W9_CALLS)
def test_w9_consecutive_calls_and_nothing_after_them_is_w12(text: str, stages: tuple[Stage, ...]) -> None:
    assert parse(text) == Window(stages)


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("10个工作日处理后再确认", (workdays(10),)),
        ("7个工作日后再确认", (workdays(7),)),
        ("3个工作日后再确认", (workdays(3),)),
        ("10个工作日再确认", (workdays(10),)),
        ("10个工作日,再次致电客服确认一下", (workdays(10),)),
        ("7天上报,5天更新,再确认一次", (days(7), days(5))),
        ("连续打3天再确认", (Calls(3), Unstated())),
        ("10 working days, then confirm", (workdays(10),)),
    ],
)
def test_w10_to_confirm_again_is_a_step_and_no_time(text: str, stages: tuple[Stage, ...]) -> None:
    assert parse(text) == Window(stages, confirm=True)


@pytest.mark.parametrize(
    "text", ["平台确认后7天", "再确认7天", "7天后系统确认", "处理7天,再5天确认", "7天再,确认"]
)
def test_w10_other_confirmations_are_ordinary_words(text: str) -> None:
    assert not parse(text).confirm


def test_w12_the_assumed_window_has_a_text_of_its_own() -> None:
    assert assumed() == Window((Unstated(),))
    assert parse("未说明") == assumed()
    assert parse("平台未说明。") == assumed()


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("注销金条(3-5个工作日更新)", "3-5个工作日"),
        ("信托回电(3个工作日更新)", "3个工作日"),
        ("(连续打3天,7天后更新)", "连续打3天,7天"),
        ("取消授信额度(7个工作日后再确认)", "7个工作日再确认"),
        ("取消授信(3个工作日后再确认)", "3个工作日再确认"),
        ("取消授信(7个工作日上报人行,5天更新)", "7个工作日,5天"),
        ("取消授信(每月10号前上报,5天更新)", "每月10号前,5天"),
        ("关闭账户(2-3个工作日更新)", "2-3个工作日"),
        ("关闭账户(20天左右更新)", "约20天"),
        ("用注册手机号注销(30-45天更新)", "30-45天"),
        ("取消授信(10个工作日处理后再确认)", "10个工作日再确认"),
        ("取消授信(7个工作日处理,5天更新)", "7个工作日,5天"),
        ("网贷7天后自动关闭", "7天"),
    ],
)
def test_every_window_the_guide_states_is_read_with_the_words_around_it(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


ORDINARY_WORDS = """
    更新 网贷 自动关闭 预计 一般 统一 一次 一下 周期 日期 节假日顺延 京东金条 微粒贷 度小满 借呗→花呗 e贷
    APP 拍拍贷app 陆金所 马上消费 晋商消费金融 目前 内部 国内 提前还款 逾期 预约 违约 个人 账号 最终
    notice for knot 🙂 《》/:|
"""


@pytest.mark.parametrize("word", ORDINARY_WORDS.split())
def test_ordinary_words_and_platforms_change_nothing(word: str) -> None:
    expected = Window((workdays(3, 5),))
    assert parse(f"{word}3-5个工作日") == expected
    assert parse(f"3-5个工作日{word}") == expected
    assert parse(f"{word}, 3-5个工作日 {word}") == expected


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("统一一周更新", days(7)),
        ("周期两周", days(14)),
        ("统一次月更新", NextMonth()),
        ("一般一个月", months(1)),
    ],
)
def test_a_word_that_holds_a_numeral_does_not_swallow_the_count(text: str, stage: Stage) -> None:
    assert parse(text) == Window((stage,))
