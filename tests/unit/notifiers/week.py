"""A week of a reader who follows three people, shared by the digest's tests (and its picture)."""

from dataclasses import replace
from datetime import date

from notifiers.digest import Edition
from notifiers.due import Detail, Reader, Server
from scheduler.digest import ChannelFailure, Digest, Followed, digest
from scheduler.lifecycle import ClosureState
from scheduler.steps import Step
from tests.unit.notifiers.samples import NOW, SHANGHAI

TODAY, UNTIL = date(2026, 10, 12), date(2026, 10, 18)

VERIFY = Followed(
    closure=3,
    platform="京东金条",
    state=ClosureState.WAITING,
    started_on=date(2026, 9, 25),
    opens_on=date(2026, 9, 30),
    due_on=date(2026, 10, 11),
    check_on=date(2026, 10, 12),
)
CALL = replace(
    VERIFY,
    closure=7,
    platform="苏宁消费金融",
    started_on=date(2026, 10, 11),
    steps=(Step("call", date(2026, 10, 11)), Step("call", date(2026, 10, 12))),
    opens_on=date(2026, 10, 20),
    due_on=date(2026, 10, 20),
    check_on=date(2026, 10, 21),
)
OVERDUE = replace(
    VERIFY,
    closure=1,
    platform="美团三快",
    opens_on=None,
    due_on=date(2026, 10, 2),
    check_on=date(2026, 10, 3),
)
THIS_WEEK = replace(
    VERIFY, closure=5, platform="拍拍贷", due_on=date(2026, 10, 15), check_on=date(2026, 10, 16)
)
STILL_OPEN = replace(
    VERIFY,
    closure=2,
    platform="360借条",
    state=ClosureState.ESCALATED,
    started_on=date(2026, 7, 1),
    opens_on=None,
    due_on=date(2026, 7, 31),
    check_on=date(2026, 8, 1),
    reminders_left=False,
)
WAITING = replace(
    VERIFY,
    closure=9,
    platform="中邮消费金融",
    person="妈妈",
    started_on=date(2026, 10, 10),
    opens_on=date(2026, 11, 9),
    due_on=date(2026, 11, 24),
    check_on=date(2026, 11, 25),
)
PROVISIONAL = replace(
    WAITING,
    closure=10,
    platform="招联好期贷",
    person="小林",
    opens_on=date(2027, 1, 8),
    due_on=date(2027, 1, 8),
    check_on=date(2027, 1, 9),
    provisional=True,
)
NO_DATES = replace(
    WAITING, closure=11, platform="马上消费", opens_on=None, due_on=None, check_on=None, no_calendar=2030
)
VERIFIED = replace(
    VERIFY, closure=4, platform="度小满", state=ClosureState.VERIFIED, verified_on=date(2026, 10, 9)
)
FAILED = ChannelFailure("w***@qq.com (smtp.qq.com)", date(2026, 10, 10), "550 mailbox full", lost=1)

EVERYTHING = (VERIFY, CALL, OVERDUE, THIS_WEEK, STILL_OPEN, WAITING, PROVISIONAL, NO_DATES, VERIFIED)


def week(*followed: Followed, failures: tuple[ChannelFailure, ...] = ()) -> Digest:
    """The digest of Monday 12 October 2026."""
    return digest(followed, TODAY, UNTIL, failures)


def edition(
    facts: Digest, locale: str = "zh_CN", detail: Detail = "full", base_url: str | None = None
) -> Edition:
    """As one reader in Shanghai gets it that morning."""
    now = NOW.replace(day=12)
    return Edition(facts, Reader(locale, SHANGHAI, detail), Server("老王家的服务器", base_url), now)
