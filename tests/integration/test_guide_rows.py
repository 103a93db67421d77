"""Each of the guide's 56 rows, registered as its user would: its window, its dates, its reminders.

What is expected was read from each row by hand, and counted on paper with the calendar of 2026: Mid-Autumn
is off from Friday 25 to Sunday 27 September, National Day from 1 to 7 October, Saturday 10 October is worked.
Nothing of the program's own reading takes part in it.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

DAY0 = "2026-09-24"
PAYOFF = "2026-11-02"
GUIDE = Path(__file__).parents[1] / "data/guide_rows.csv"


@dataclass(frozen=True)
class Told:
    """A stated time, and what follows from it when it counts from Thursday 24 September 2026."""

    window: str
    opens_on: str
    due_on: str
    steps: tuple[tuple[str, str], ...] = ()


NOTHING = Told("未说明", "2026-10-24", "2026-10-26")  # 30 days: a Saturday; the last day moves to Monday
WORKDAYS_3_TO_5 = Told("3-5个工作日", "2026-09-30", "2026-10-09")
WORKDAYS_2_TO_3 = Told("2-3个工作日", "2026-09-29", "2026-09-30")
WORKDAYS_3 = Told("3个工作日", "2026-09-30", "2026-09-30")
THEN_ASK_3 = Told("3个工作日再确认", "2026-09-30", "2026-09-30", (("confirm", "2026-09-30"),))
THEN_ASK_7 = Told("7个工作日再确认", "2026-10-12", "2026-10-12", (("confirm", "2026-10-12"),))
THEN_ASK_10 = Told("10个工作日再确认", "2026-10-15", "2026-10-15", (("confirm", "2026-10-15"),))
REPORTED_THEN_5 = Told("7个工作日,5天", "2026-10-17", "2026-10-19")  # 12 October + 5 days: a Saturday
BY_THE_10TH = Told("每月10号前,5天", "2026-10-15", "2026-10-15")
ABOUT_20 = Told("约20天", "2026-10-14", "2026-10-19")
DAYS_30_TO_45 = Told("30-45天", "2026-10-24", "2026-11-09")  # 8 November is a Sunday
DAYS_7 = Told("7天", "2026-10-01", "2026-10-08")  # 1 October is off, and so is the week
CALLS_THEN_7 = Told(
    "连续打3天,7天",
    "2026-10-03",  # 7 days after the third call
    "2026-10-08",
    (("call", "2026-09-24"), ("call", "2026-09-25"), ("call", "2026-09-26")),
)
# Paid off on Monday 2 November: the letter two working days later, then 30 days.
_BOOKED = (("call", "2026-10-14"), ("call_deadline", "2026-10-19"))
_PAID = (("payoff", PAYOFF), ("letter", "2026-11-04"))
DAY_BEFORE = Told("未说明", "2026-12-04", "2026-12-04", (*_BOOKED, ("deposit", "2026-11-01"), *_PAID))
SAME_DAY = Told("未说明", "2026-12-04", "2026-12-04", (*_BOOKED, ("deposit", PAYOFF), *_PAID))

ROWS = {
    1: ("huabei", "app", NOTHING),
    2: ("jiebei", "app", NOTHING),
    3: ("jd-baitiao", "app", NOTHING),
    4: ("jd-jintiao", "app", WORKDAYS_3_TO_5),
    5: ("meituan", "app", NOTHING),
    6: ("duxiaoman", "app", NOTHING),
    7: ("weilidai", "wechat", NOTHING),
    8: ("zhaolian-consumer-finance", "app", NOTHING),
    9: ("anyihua", "app-security-center", NOTHING),
    10: ("yilian-bank", "wechat", NOTHING),
    11: ("xinwang-bank", "phone-4008600999", NOTHING),
    12: ("zhongbang-bank", "phone", NOTHING),
    13: ("zhongyou-consumer-finance", "email", NOTHING),
    14: ("xiaomi-finance", "phone", NOTHING),
    15: ("weihai-bank", "wechat", WORKDAYS_3_TO_5),
    16: ("youqianhua-wukuang-trust", "phone", WORKDAYS_3),
    17: ("cmb-shandiandai", "app", NOTHING),
    18: ("fangxinjie", "app", NOTHING),
    19: ("jinmeixin", "app", NOTHING),
    20: ("jd-finance", "app", NOTHING),
    21: ("suning-consumer-finance", "phone", CALLS_THEN_7),
    22: ("boc-edai", "app-and-manager", NOTHING),
    23: ("minsheng-huimindai", "app", NOTHING),
    24: ("minsheng-minyidai", "branch", NOTHING),
    25: ("youpinzu", "mini-program", NOTHING),
    26: ("zhaolian-consumer-finance", "wechat", NOTHING),
    27: ("meituan", "phone", NOTHING),
    28: ("youxiangdai", "app-and-phone", NOTHING),
    29: ("youxiangdai", "app-and-phone", NOTHING),
    30: ("dongguan-unconfirmed", "payoff", NOTHING),
    31: ("pingan-puhui", "app", NOTHING),
    32: ("haier-consumer-finance", "phone", THEN_ASK_7),
    33: ("zhongyuan-consumer-finance", "phone", THEN_ASK_3),
    34: ("huarui-bank", "phone-95173", REPORTED_THEN_5),
    35: ("wanda-shanghai", "app-and-phone", BY_THE_10TH),
    36: ("zhongrong-trust", "phone", WORKDAYS_3_TO_5),
    37: ("xishang-bank", "phone", WORKDAYS_2_TO_3),
    38: ("jinshang-consumer-finance", "phone", ABOUT_20),
    39: ("xinwang-bank", "phone", DAYS_30_TO_45),
    40: ("zhongyou-consumer-finance", "app-and-phone", NOTHING),
    41: ("yilian-bank", "phone", THEN_ASK_10),
    42: ("huarui-bank", "phone-4000156999", REPORTED_THEN_5),
    43: ("dishuidai", "app", NOTHING),
    44: ("standard-chartered", "deposit-day-before", DAY_BEFORE),
    45: ("xib-xingandai", "app", NOTHING),
    46: ("jiangsu-bank", "phone", NOTHING),
    47: ("gongjidai", "app", NOTHING),
    48: ("standard-chartered", "deposit-same-day", SAME_DAY),
    49: ("standard-chartered", "account-manager", NOTHING),
    50: ("xishang-bank", "automatic", DAYS_7),
    51: ("yilian-bank", "app", NOTHING),
    52: ("ppdai", "app", NOTHING),
    53: ("xiaoying-kadai", "app", NOTHING),
    54: ("juduoduo", "app", NOTHING),
    55: ("anyihua", "app-settings", NOTHING),
    56: ("bocom-xinyongfu", "app", NOTHING),
}
LATER_ACT = {
    16: "call_back",
    22: "last_act",
    30: "settlement",
    35: "last_act",
    40: "last_act",
    50: "settlement",
}
BY_APPOINTMENT = (44, 48)


def add(row: int, xiaohu: CommandLine, *more: str) -> dict[str, Any]:
    slug, route, _ = ROWS[row]
    said: dict[str, Any] = xiaohu("add", slug, "--route", route, *more, "--json").json
    assert (said["platform"], said["route"]) == (slug, route)
    return said


@pytest.fixture
def xiaohu(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "data")


def test_no_row_of_the_guide_is_left_out() -> None:
    with GUIDE.open(encoding="utf-8", newline="") as file:
        assert [int(line["row"]) for line in csv.DictReader(file)] == list(ROWS)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_registered_and_gets_its_dates(row: int, xiaohu: CommandLine) -> None:
    day = ("--payoff", PAYOFF) if row in BY_APPOINTMENT else ("--on", DAY0)
    said, told = add(row, xiaohu, *day), ROWS[row][2]
    check_on = date.fromisoformat(told.due_on) + timedelta(days=1)
    assert said["window"] == told.window
    assert (said["opens_on"], said["due_on"]) == (told.opens_on, told.due_on)
    assert said["check_on"] == check_on.isoformat()
    assert (said["window_source"], said["provisional"]) == (
        "assumed" if told.window == "未说明" else "guide",
        False,
    )
    assert tuple((step["kind"], step["on"]) for step in said["steps"]) == told.steps
    reminders = {(each["kind"], each["due_at"][:10]) for each in said["reminders"]}
    assert ("verify", check_on.isoformat()) in reminders
    assert {("step", on) for _, on in told.steps} <= reminders


@pytest.mark.parametrize(("row", "act"), LATER_ACT.items())
def test_a_row_that_counts_from_a_later_act_waits_for_it(row: int, act: str, xiaohu: CommandLine) -> None:
    waiting, told = add(row, xiaohu), ROWS[row][2]
    assert (waiting["state"], waiting["starts_at"], waiting["due_on"]) == ("requested", act, None)
    said = xiaohu("act", "1", "--on", DAY0, "--json").json
    assert (said["state"], said["opens_on"], said["due_on"]) == ("waiting", told.opens_on, told.due_on)


def test_all_other_rows_count_from_the_request(xiaohu: CommandLine) -> None:
    for row in ROWS.keys() - LATER_ACT.keys() - set(BY_APPOINTMENT):
        assert add(row, xiaohu)["starts_at"] == "request"
