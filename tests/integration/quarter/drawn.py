"""Quarters drawn at random: the same seed is the same story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from scheduler.escalation import CLOCKS, Rung
from scheduler.lifecycle import Answer
from tests.closures import beijing
from tests.integration.quarter.notice_2027 import notice_2027
from tests.integration.quarter.story import (
    Act,
    Answers,
    Escalates,
    Reader,
    Records,
    Registers,
    Snoozes,
    Story,
    TakesBack,
    Withdraws,
)

START, END = date(2026, 10, 24), date(2027, 3, 17)
NOTICE_ON = date(2026, 12, 28)
A_DAY = timedelta(days=1)
ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York", "Pacific/Auckland")
HOURS = (time(9), time(9), time(7), time(20, 30), time(23))
DIGESTS = ("MON 09:00", "MON 09:00", "FRI 18:00", "SUN 22:30")
WINDOWS = (
    "3-5个工作日更新",
    "10个工作日",
    "28个工作日",
    "15天",
    "5天左右",
    "一个月",
    "次月",
    "每月10号前上报,5天更新",
    "7个工作日上报人行,5天更新",
    "7个工作日后再确认",
    "连续打3天,7天后更新",
    "当天",
)
CALLS_BACK = ("五矿信托", "有钱花（五矿信托）", "有钱花五矿信托", "五矿国际信托")
BY_APPOINTMENT = ("渣打银行", "渣打", "渣打银行（中国）", "Standard Chartered")
"""Each by enough names for a reader's closures there."""
ACTS = (Answers, Answers, Snoozes, Snoozes, TakesBack, TakesBack, Records, Escalates, Escalates, Withdraws)


def drawn(seed: int) -> Story:
    """Five readers with a few closures each; what they do is often too early, too late or of no use."""
    random = Random(seed)
    readers = tuple(_reader(f"reader {n}", random) for n in range(5))
    refusing = frozenset(reader.address("mail") for reader in readers if len(reader.channels) > 1)
    return Story(
        start=beijing(f"{START} 00:00"),
        end=beijing(f"{END} 00:00"),
        readers=readers,
        acts=tuple(act for reader in readers for act in _acts(reader, random)),
        notice_at=beijing(f"{NOTICE_ON} 15:11"),
        notice=notice_2027(),
        clients={},
        down=tuple(_downtime(first, random) for first in (date(2026, 11, 10), date(2027, 1, 25))),
        refusing=refusing,
    )


def _reader(name: str, random: Random) -> Reader:
    channels = random.choice((("mail",), ("mail",), ("mail", "phone")))
    return Reader(name, random.choice(ZONES), random.choice(HOURS), random.choice(DIGESTS), channels)


def _downtime(first: date, random: Random) -> tuple[datetime, datetime]:
    start = beijing(f"{first} {random.randrange(24):02}:07")
    return start, start + timedelta(hours=random.randrange(5, 200))


def _acts(reader: Reader, random: Random) -> Iterator[Act]:
    for number in range(random.randrange(3, 5)):
        moment = _Moment(START + random.randrange(100) * A_DAY, random)
        registers = _registers(number, moment, reader, random)
        yield registers
        for _ in range(random.randrange(7)):
            moment.pass_by(random.choice((0, 1, 2, 5, 8, 15, 30)))
            if moment.on < END:
                yield _act(registers.platform, moment, reader, random)


@dataclass
class _Moment:
    """A day and a time by day, never on the hour: what happens first is then no question."""

    on: date
    random: Random
    minute: int = 1

    def pass_by(self, days: int) -> None:
        self.on += days * A_DAY
        self.minute = self.minute % 29 + 1

    def __str__(self) -> str:
        hour = self.random.randrange(10, 21) if self.minute == 1 else 20
        return f"{self.on} {hour}:{self.minute:02}"


def _registers(number: int, moment: _Moment, reader: Reader, random: Random) -> Registers:
    when, platform = str(moment), f"平台{number}"
    match random.randrange(8):
        case 0:
            return Registers(
                when, reader, CALLS_BACK[number], "3个工作日更新", awaits="call_back", from_guide=True
            )
        case 1:
            payoff = max(moment.on, date(2026, 12, 1)) + random.randrange(20, 60) * A_DAY
            route = random.choice(("deposit-day-before", "deposit-same-day"))
            bank = BY_APPOINTMENT[number]
            return Registers(when, reader, bank, "未说明", from_guide=True, route=route, payoff=payoff)
        case 2:
            late = moment.on - random.randrange(1, 40) * A_DAY
            return Registers(when, reader, platform, random.choice(WINDOWS), on=late)
    return Registers(when, reader, platform, random.choice(WINDOWS))


def _act(platform: str, moment: _Moment, reader: Reader, random: Random) -> Act:
    kind, when, on = random.choice(ACTS), str(moment), moment.on
    if kind is Answers:
        result = random.choice(tuple(Answer))
        stays = result in (Answer.VERIFIED, Answer.CANNOT_TELL)
        return Answers(when, reader, platform, result, None if stays else random.choice((None, *WINDOWS)))
    if kind is Snoozes:
        return Snoozes(when, reader, platform, on + random.randrange(1, 25) * A_DAY)
    if kind is Records:
        return Records(when, reader, platform, on - random.randrange(3) * A_DAY)
    if kind is Escalates:
        rung, filed = random.choice(tuple(Rung)), on - random.randrange(1, 6) * A_DAY
        accepted = random.choice((None, filed, on - A_DAY)) if rung in CLOCKS else None
        return Escalates(when, reader, platform, rung, filed, accepted)
    return (Withdraws if kind is Withdraws else TakesBack)(when, reader, platform)
