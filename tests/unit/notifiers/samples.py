"""A small world of due reminders, shared by the message tests."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from notifiers.due import Detail, Due, Entry, Phone, Reader, Server

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 10, 9, 0, tzinfo=SHANGHAI)
MESSAGE_ID = "<0123456789abcdef@example.org>"

SERVICE_LINE = Phone(
    number="400-860-0999",
    hours="每日 09:00-18:00",
    source="办理指南第 11 条",
    checked_on=date(2026, 9, 1),
    warning="指南里亿联银行和新网银行写的是同一个号码，打通后先问清楚是哪一家",
)

VERIFY = Entry(
    closure=3,
    platform="京东金条",
    kind="verify",
    requested_on=date(2026, 9, 24),
    institutions=("重庆京东盛际小额贷款有限公司",),
    stated="3-5个工作日更新",
    due_on=date(2026, 10, 9),
    check_on=date(2026, 10, 10),
)
CONFIRM_THEN_VERIFY = replace(
    VERIFY,
    closure=4,
    platform="马上消费安逸花",
    institutions=("马上消费金融股份有限公司", "南银法巴消费金融有限公司"),
    stated="10个工作日处理后再确认",
    confirm=True,
    phones=(SERVICE_LINE,),
)
OVERDUE = replace(
    VERIFY,
    closure=5,
    platform="美团三快",
    kind="overdue",
    institutions=(),
    stated="",
    window_source="assumed",
    due_on=date(2026, 10, 2),
    check_on=date(2026, 10, 3),
    ordinal=2,
    total=8,
    phones=(replace(SERVICE_LINE, warning="", checked_on=None),),
)
CALL = replace(
    VERIFY,
    closure=6,
    platform="苏宁消费金融",
    kind="step",
    step="call",
    step_on=date(2026, 10, 10),
    ordinal=2,
    total=3,
    stated="连续打3天,7天后更新",
    due_on=date(2026, 10, 19),
    check_on=date(2026, 10, 20),
    phones=(SERVICE_LINE,),
    route_steps=("还款后拨打客服", "注销额度和授信协议"),
)
CONFIRM = replace(
    CALL,
    closure=7,
    step="confirm",
    stated="10个工作日处理后再确认",
    due_on=date(2026, 10, 10),
    check_on=date(2026, 10, 11),
)
APPOINTMENT = replace(
    CALL,
    closure=8,
    platform="渣打银行",
    step="call_deadline",
    step_on=date(2026, 10, 14),
    payoff_on=date(2026, 10, 28),
    due_on=None,
    check_on=None,
    route_steps=(),
)
DEPOSIT = replace(
    APPOINTMENT,
    step="deposit",
    step_on=date(2026, 10, 11),
    payoff_on=date(2026, 10, 11),
    deposit_by=time(16, 0),
)
PAYOFF = replace(APPOINTMENT, step="payoff", step_on=date(2026, 10, 10), payoff_on=date(2026, 10, 10))
LETTER = replace(APPOINTMENT, step="letter", step_on=date(2026, 10, 10), payoff_on=date(2026, 10, 8))
PHOTO_NOTE = replace(
    VERIFY,
    closure=9,
    platform="中邮消费金融",
    person="妈妈",
    stated="2-3个工作日",
    window_source="guide",
    provisional=True,
    notes=("身份证照片会留在邮箱里：发完请从“已发送”和回收站中删除",),
)

EVERY_KIND = {
    "verify": VERIFY,
    "confirm_then_verify": CONFIRM_THEN_VERIFY,
    "overdue": OVERDUE,
    "call": CALL,
    "confirm": CONFIRM,
    "call_deadline": APPOINTMENT,
    "deposit": DEPOSIT,
    "payoff": PAYOFF,
    "letter": LETTER,
    "guide_window": PHOTO_NOTE,
}


def due(
    *entries: Entry,
    locale: str = "zh_CN",
    detail: Detail = "full",
    base_url: str | None = None,
    now: datetime = NOW,
) -> Due:
    """Entries as one reader in Shanghai gets them on 10 October 2026."""
    return Due(entries, Reader(locale, SHANGHAI, detail), Server("老王家的服务器", base_url), now)
