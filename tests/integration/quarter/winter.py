"""The quarter written by hand: what each of its readers stands for, and what they do."""

from collections.abc import Iterator
from datetime import date, time

from scheduler.escalation import Rung
from scheduler.lifecycle import Answer
from tests.closures import beijing
from tests.integration.quarter.notice_2027 import notice_2027
from tests.integration.quarter.story import (
    Act,
    Answers,
    EndsConsent,
    Escalates,
    Reader,
    Records,
    Registers,
    Snoozes,
    Story,
    TakesBack,
    Withdraws,
)

VERIFIED, NOT_UPDATED = Answer.VERIFIED, Answer.NOT_UPDATED
STILL_OPEN, CANNOT_TELL = Answer.STILL_OPEN, Answer.CANNOT_TELL
GUIDE = "3-5个工作日更新"
"""What the guide says of 京东金条."""

ADVISER = Reader("顾问")
PROMPT = Reader("及时")
SILENT = Reader("沉默")
URUMQI = Reader("新疆", "Asia/Urumqi", digest_at="WED 18:00")
BERLIN = Reader("柏林", "Europe/Berlin", time(7, 30), "SUN 21:30")
NEW_YORK = Reader("纽约", "America/New_York")
OWL = Reader("夜猫", remind_at=time(23), digest_at="SUN 23:00")
BOUNCED = Reader("退信", channels=("mail", "phone"))
PATCHY = Reader("断续")
CALLER = Reader("打电话的")
PAYER = Reader("预约的")
FIGHTER = Reader("投诉的")
FESTIVE = Reader("过年的")
FICKLE = Reader("改主意的")
READERS = (
    ADVISER,
    PROMPT,
    SILENT,
    URUMQI,
    BERLIN,
    NEW_YORK,
    OWL,
    BOUNCED,
    PATCHY,
    CALLER,
    PAYER,
    FIGHTER,
    FESTIVE,
    FICKLE,
)


def _adviser() -> Iterator[Act]:
    """Follows two clients beside himself; one withdraws consent before anything of theirs was due."""
    yield Registers("2026-10-26 10:17", ADVISER, "自己的", "10个工作日")
    yield Registers("2026-10-26 10:18", ADVISER, "王的一", "30天", person="王")
    yield Registers("2026-10-26 10:19", ADVISER, "王的二", "40天", person="王")
    yield Registers("2026-10-26 10:20", ADVISER, "李的一", "30天", person="李")
    yield Registers("2026-11-03 10:21", ADVISER, "李的二", "次月", person="李")
    yield Answers("2026-11-10 19:02", ADVISER, "自己的", NOT_UPDATED, "20天左右更新")
    yield EndsConsent("2026-11-25 17:40", ADVISER, "王")  # reminded of nothing yet, the worker has both
    yield Answers("2026-11-27 20:10", ADVISER, "李的一", VERIFIED)
    yield Answers("2026-12-09 20:10", ADVISER, "自己的", VERIFIED)
    yield Answers("2027-01-05 09:00", ADVISER, "李的二", VERIFIED)  # the moment it is due


def _prompt() -> Iterator[Act]:
    """Answers the evening of the reminder, and is left alone afterwards."""
    yield Registers("2026-10-26 11:03", PROMPT, "京东金条", GUIDE, from_guide=True)
    yield Answers("2026-11-03 20:01", PROMPT, "京东金条", VERIFIED)
    yield Registers("2026-12-01 11:03", PROMPT, "拍拍贷款", "5个工作日内")
    yield Answers("2026-12-04 12:00", PROMPT, "拍拍贷款", VERIFIED)  # looked early


def _silent() -> Iterator[Act]:
    """Registers and is not heard of again: nine reminders each, then only the digest."""
    yield Registers("2026-10-26 12:00", SILENT, "京东金条", GUIDE, from_guide=True)
    yield Registers("2026-12-21 12:00", SILENT, "网商的", "10个工作日处理后再确认")


def _abroad() -> Iterator[Act]:
    """Clocks change in Berlin on 25 October, in New York on 1 November and on 14 March."""
    yield Registers("2026-10-26 09:40", URUMQI, "花的", "15天")
    yield Answers("2026-11-10 22:30", URUMQI, "花的", NOT_UPDATED)
    yield Registers("2026-10-24 10:05", BERLIN, "唯一", "T+3")
    yield Registers("2026-12-28 08:20", BERLIN, "新年", "3个工作日")
    yield Answers("2027-01-06 21:00", BERLIN, "新年", VERIFIED)
    yield Registers("2026-10-28 21:30", NEW_YORK, "东岸", "7天")  # it is the 29th in Beijing
    yield Answers("2026-11-09 10:00", NEW_YORK, "东岸", NOT_UPDATED, "每月10号前上报,5天更新")
    yield Answers("2026-12-18 10:00", NEW_YORK, "东岸", VERIFIED)
    yield Registers("2026-12-15 10:00", NEW_YORK, "元旦", "12个工作日")  # moves while it is night there
    yield Answers("2027-01-07 10:00", NEW_YORK, "元旦", VERIFIED)
    yield Registers("2027-02-20 10:00", NEW_YORK, "春天", "14天")


def _owl() -> Iterator[Act]:
    """Wants to hear at 23:00, which is inside the quiet hours: told at 08:00 of the next day."""
    yield Registers("2026-10-27 10:00", OWL, "夜里", "7个工作日上报人行,5天更新")
    yield Snoozes("2026-11-20 12:00", OWL, "夜里", date(2026, 11, 29))
    yield Answers("2026-12-08 23:30", OWL, "夜里", VERIFIED)  # half an hour after it came due, before it came


def _unlucky() -> Iterator[Act]:
    """A first channel that refuses; one that nobody answers for hours."""
    yield Registers("2026-10-26 13:00", BOUNCED, "退一", GUIDE)
    yield Answers("2026-11-30 13:00", BOUNCED, "退一", VERIFIED)
    yield Registers("2026-10-26 13:00", PATCHY, "断一", "10天")  # check on 6 November
    yield Registers("2026-10-26 13:01", PATCHY, "断二", "10天")
    yield Registers("2026-10-26 13:02", PATCHY, "断三", "25天")  # check and first reminder while nothing runs
    yield Answers("2026-11-24 21:00", PATCHY, "断三", VERIFIED)
    yield Answers("2026-11-06 12:00", PATCHY, "断二", VERIFIED)  # while it is being tried again
    yield Answers("2026-11-28 12:00", PATCHY, "断一", VERIFIED)


def _caller() -> Iterator[Act]:
    """Calls on three days, one of them missed; waits for a call back, and for the later of two acts."""
    yield Registers("2026-11-02 08:30", CALLER, "苏宁消费金融", "连续打3天,7天后更新", from_guide=True)
    yield Records("2026-11-04 18:00", CALLER, "苏宁消费金融", date(2026, 11, 4))  # not on the 3rd
    yield Answers("2026-11-14 18:00", CALLER, "苏宁消费金融", VERIFIED)
    yield Registers(
        "2026-11-09 10:00", CALLER, "五矿信托", "3个工作日更新", awaits="call_back", from_guide=True
    )
    yield Records("2026-11-17 18:00", CALLER, "五矿信托", date(2026, 11, 17))
    yield TakesBack("2026-11-17 18:10", CALLER, "五矿信托")  # it was another institution
    yield Registers(
        "2027-01-04 10:00", CALLER, "上海万达", "每月10号前上报,5天更新", awaits="last_act", from_guide=True
    )
    yield Records("2027-01-12 10:00", CALLER, "上海万达", date(2027, 1, 8))


def _payer() -> Iterator[Act]:
    """Appointments around a payoff day, one of which becomes a day off."""
    yield Registers(
        "2026-12-02 10:00",
        PAYER,
        "渣打银行",
        "未说明",
        from_guide=True,
        route="deposit-day-before",
        payoff=date(2026, 12, 23),
    )
    yield Records("2026-12-29 10:00", PAYER, "渣打银行", date(2026, 12, 28))
    yield Answers("2027-01-29 12:00", PAYER, "渣打银行", VERIFIED)
    yield Registers(
        "2026-12-03 10:00", PAYER, "渣打", "30-45天更新", route="deposit-same-day", payoff=date(2027, 2, 4)
    )
    yield Registers(
        "2026-12-04 10:00",
        PAYER,
        "锡商银行",
        "网贷7天后自动关闭",
        awaits="settlement",
        on=date(2027, 1, 15),
        route="automatic",
        from_guide=True,
    )


def _fighter() -> Iterator[Act]:
    """Up the ladder: 20 days from receipt, 30 from acceptance; who has gone on is asked nothing more."""
    yield Registers("2026-10-26 14:00", FIGHTER, "顽固", "5天")
    yield Answers("2026-11-02 20:00", FIGHTER, "顽固", STILL_OPEN)
    yield Escalates("2026-11-03 20:00", FIGHTER, "顽固", Rung.ASK_AGAIN, date(2026, 11, 3))
    yield Escalates("2026-11-10 20:00", FIGHTER, "顽固", Rung.OBJECTION, date(2026, 11, 9))
    yield Escalates(
        "2026-11-13 20:00", FIGHTER, "顽固", Rung.OBJECTION, date(2026, 11, 9), date(2026, 11, 12)
    )
    yield Escalates("2026-12-05 20:00", FIGHTER, "顽固", Rung.BRANCH, date(2026, 12, 4))
    yield Escalates("2026-12-11 20:00", FIGHTER, "顽固", Rung.BRANCH, date(2026, 12, 4), date(2026, 12, 10))
    yield Answers("2027-01-03 20:00", FIGHTER, "顽固", NOT_UPDATED, "30天")
    yield Answers("2027-02-11 20:00", FIGHTER, "顽固", VERIFIED)
    yield Registers("2026-10-26 14:10", FIGHTER, "快的", "5天")
    yield Escalates("2026-11-04 20:00", FIGHTER, "快的", Rung.OBJECTION, date(2026, 11, 4))
    yield Answers("2026-11-19 20:00", FIGHTER, "快的", VERIFIED)  # before the answer was due
    yield Registers("2026-10-26 14:20", FIGHTER, "再来", "15天")
    yield Escalates("2026-11-04 20:00", FIGHTER, "再来", Rung.OBJECTION, date(2026, 11, 4))
    yield Answers("2026-12-01 20:00", FIGHTER, "再来", NOT_UPDATED, "10天")  # asked for that answer already
    yield Answers("2026-12-13 20:00", FIGHTER, "再来", VERIFIED)
    yield Registers("2026-10-26 14:30", FIGHTER, "绕过", "15天")
    yield Escalates("2026-11-01 20:00", FIGHTER, "绕过", Rung.OBJECTION, date(2026, 10, 31))
    # Went on when that answer was due, while nothing ran; whether the branch has accepted is never known.
    yield Escalates("2026-11-22 20:00", FIGHTER, "绕过", Rung.BRANCH, date(2026, 11, 22))
    yield Answers("2026-12-30 20:00", FIGHTER, "绕过", VERIFIED)


def _festive() -> Iterator[Act]:
    """Windows across New Year and the Spring Festival, provisional until the notice moves them."""
    yield Registers("2026-12-14 10:00", FESTIVE, "元旦前", "10个工作日")  # moves into the past
    yield Registers("2026-12-21 10:00", FESTIVE, "跨元旦", "10个工作日")
    yield Registers("2026-12-22 10:00", FESTIVE, "跨春节", "30个工作日")
    yield Registers("2026-12-22 10:01", FESTIVE, "再确认", "28个工作日后再确认")
    yield Registers("2026-12-22 10:02", FESTIVE, "不动的", "25天")
    yield Registers("2026-12-22 10:03", FESTIVE, "不要的", "30个工作日")
    yield Withdraws("2026-12-28 14:00", FESTIVE, "不要的")  # an hour before the notice
    yield Answers("2026-12-30 20:00", FESTIVE, "元旦前", VERIFIED)
    yield Snoozes("2027-01-08 20:00", FESTIVE, "跨元旦", date(2027, 1, 22))  # for three reminders
    yield Answers("2027-01-18 20:00", FESTIVE, "不动的", VERIFIED)  # nothing runs that day
    yield Answers("2027-02-22 20:00", FESTIVE, "跨春节", CANNOT_TELL)


def _fickle() -> Iterator[Act]:
    """Snoozes, takes back, withdraws, comes back; could not tell."""
    yield Registers("2026-10-26 15:00", FICKLE, "睡", "5天")  # check on 3 November
    yield Snoozes("2026-11-03 12:00", FICKLE, "睡", date(2026, 11, 5))
    yield Snoozes("2026-11-12 12:00", FICKLE, "睡", date(2026, 11, 19))
    yield TakesBack("2026-11-14 12:00", FICKLE, "睡")
    yield Answers("2026-11-18 12:00", FICKLE, "睡", CANNOT_TELL)
    yield Registers("2026-10-26 15:01", FICKLE, "退", "20天")
    yield Withdraws("2026-11-10 12:00", FICKLE, "退")
    yield TakesBack("2026-11-19 12:00", FICKLE, "退")  # three days after check on: told at once
    yield Withdraws("2026-12-01 12:00", FICKLE, "退")
    yield Registers("2026-10-26 15:02", FICKLE, "答", "20天")
    yield Answers("2026-11-17 12:00", FICKLE, "答", NOT_UPDATED, "当天")
    yield TakesBack("2026-11-17 13:00", FICKLE, "答")  # and with it the round for the next morning
    yield Answers("2026-12-01 12:00", FICKLE, "答", VERIFIED)
    yield Registers("2026-11-30 15:00", FICKLE, "补", "7天", on=date(2026, 11, 16))  # told late


def winter() -> Story:
    """From before the clocks change in Berlin until after they change in New York."""
    parts = (
        _adviser,
        _prompt,
        _silent,
        _abroad,
        _owl,
        _unlucky,
        _caller,
        _payer,
        _fighter,
        _festive,
        _fickle,
    )
    return Story(
        start=beijing("2026-10-23 18:00"),
        end=beijing("2027-03-17 12:00"),
        readers=READERS,
        acts=tuple(act for part in parts for act in part()),
        notice_at=beijing("2026-12-28 15:00"),
        notice=notice_2027(),
        clients={ADVISER.name: ("王", "李")},
        down=(
            (beijing("2026-11-20 19:00"), beijing("2026-11-24 10:30")),  # over a Monday
            (beijing("2027-01-16 12:00"), beijing("2027-01-20 03:00")),  # ends at night
        ),
        refusing=frozenset({BOUNCED.address("mail")}),
        outages={PATCHY.address("mail"): ((beijing("2026-11-06 08:30"), beijing("2026-11-06 15:00")),)},
    )
