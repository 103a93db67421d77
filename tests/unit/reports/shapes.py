# ruff: noqa: E501 -- a sentence stays on its line
"""Invented sentences of every shape, with what has to be read from them."""

from typing import Any

JD, CMB = "重庆京东盛际小额贷款有限公司", "招商银行股份有限公司信用卡中心"
_LINE = f"2024年05月01日{JD}为个人消费贷款授信"
_TERM = "，额度有效期至2027年05月01日，可循环使用"
_LOAN = "2024年05月01日中国建设银行股份有限公司北京市分行发放的50,000元（人民币）个人消费贷款"
_CARD = f"2019年12月31日{CMB}发放的贷记卡（人民币账户，卡片尾号：1234）"
_LEASE = "2023年03月15日某某融资租赁有限公司办理的120,000元（人民币）融资租赁业务"
_PAST = "最近5年内有2个月处于逾期状态，没有发生过90天以上逾期。"
_PAST90 = "最近5年内有12个月处于逾期状态，其中3个月逾期超过90天。"


def line(**read: Any) -> dict[str, Any]:
    return {"kind": "line", "product": "个人消费贷款", "currency": "CNY", "institution": JD} | read


def loan(**read: Any) -> dict[str, Any]:
    return {"kind": "loan", "product": "个人消费贷款", "amount": 50000, "currency": "CNY"} | read


def card(**read: Any) -> dict[str, Any]:
    return {"kind": "card", "product": "贷记卡", "core_name": "招商银行", "currency": "CNY"} | read


_OPEN_LINE = line(state="open", limit=10000, balance_zero=True, as_of="2026-10")
_CLOSED_LINE = line(state="closed", closed_month="2026-10", limit=None, balance_zero=None, as_of=None)
_OPEN_LOAN = loan(state="open", balance_zero=False, as_of="2026-10")
_OPEN_CARD = card(state="open", limit=30000, balance_zero=True, as_of="2026-10")
_AT = "截至2026年10月，信用额度10,000元（人民币），余额为"
SHAPES: dict[str, dict[str, Any]] = {
    # lines
    f"{_LINE}{_TERM}。{_AT}0，当前无逾期。": _OPEN_LINE,
    f"{_LINE}，额度有效期至2027年5月1日，不可循环使用。{_AT}0，当前无逾期。": _OPEN_LINE,
    f"{_LINE}，额度长期有效，可循环使用。{_AT}0，当前无逾期。": _OPEN_LINE,
    f"{_LINE}，额度长期有效，不可循环使用。{_AT}0，当前无逾期。": _OPEN_LINE,
    f"{_LINE}{_TERM}。{_AT}2,000，当前无逾期。": _OPEN_LINE | {"balance_zero": False},
    f"{_LINE}{_TERM}。{_AT}--，当前无逾期。": _OPEN_LINE | {"balance_zero": None},
    f"{_LINE}{_TERM}。{_AT}0。": _OPEN_LINE,
    f"{_LINE}{_TERM}。截至2026年10月15日，信用额度0元（人民币），余额为0，当前无逾期。": _OPEN_LINE | {"limit": 0},
    f"{_LINE}{_TERM}。{_AT}300，当前有逾期。": _OPEN_LINE
    | {"state": "overdue", "balance_zero": False, "ever_overdue": True},
    f"{_LINE}{_TERM}。{_AT}0，当前无逾期。{_PAST}": _OPEN_LINE | {"ever_overdue": True},
    f"{_LINE}{_TERM}。{_AT}0。{_PAST90}当前无逾期。": _OPEN_LINE | {"ever_overdue": True},
    f"{_LINE}{_TERM}。{_AT}0，当前无逾期。2026年10月已转出。": _OPEN_LINE | {"state": "transferred"},
    f"{_LINE}{_TERM}。{_AT}0，当前无逾期。{_PAST}2026年9月已转出。": _OPEN_LINE
    | {"state": "transferred", "ever_overdue": True},
    f"{_LINE}。2026年10月已结清。": _CLOSED_LINE,
    f"{_LINE}{_TERM}。2026年10月已结清。": _CLOSED_LINE,
    f"{_LINE}，额度有效期至2027年05月01日。2026年10月已结清。": _CLOSED_LINE,
    f"{_LINE}，可循环使用。2026年10月已结清。": _CLOSED_LINE,
    f"{_LINE}。2026年3月已结清。": _CLOSED_LINE | {"closed_month": "2026-03"},
    f"{_LINE}。2026年10月已结清。{_PAST}": _CLOSED_LINE | {"ever_overdue": True},
    f"{_LINE}{_TERM}。截至2026年10月，信用额度10,000元（人民币），已变成呆账，余额为800。": _OPEN_LINE
    | {"state": "bad_debt", "balance_zero": False},
    f"{_LINE}{_TERM}。截至2026年10月，已变成呆账，余额800。": _OPEN_LINE
    | {"state": "bad_debt", "balance_zero": False, "limit": None},
    f"2024年05月01日{JD}为其他个人消费贷款授信。2026年10月已结清。": _CLOSED_LINE | {"product": "其他个人消费贷款"},
    "2021年7月8日南银法巴消费金融有限公司（原：苏宁消费金融有限公司）为个人消费贷款授信。2026年10月已结清。": _CLOSED_LINE
    | {"institution": "南银法巴消费金融有限公司（原：苏宁消费金融有限公司）", "core_name": "南银法巴消费金融"},
    "2021年07月08日深圳华为小额贷款有限公司为个人经营性贷款授信。2026年10月已结清。": _CLOSED_LINE
    | {"institution": "深圳华为小额贷款有限公司", "product": "个人经营性贷款"},
    # loans
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额12,345。": _OPEN_LOAN,
    f"{_LOAN}，2027年05月01日到期。截至2026年10月31日，余额0。": _OPEN_LOAN | {"balance_zero": True},
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额为12,345。": _OPEN_LOAN,
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额--。": _OPEN_LOAN | {"balance_zero": None},
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额12,345。当前无逾期。": _OPEN_LOAN,
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额12,345。当前有逾期。{_PAST90}": _OPEN_LOAN
    | {"state": "overdue", "ever_overdue": True},
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额12,345，当前有逾期。": _OPEN_LOAN | {"state": "overdue"},
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额0。2026年10月已转出。": _OPEN_LOAN
    | {"state": "transferred", "balance_zero": True},
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，已变成呆账，余额12,345。": _OPEN_LOAN | {"state": "bad_debt"},
    f"{_LOAN}，2026年02月已结清。": loan(state="settled", closed_month="2026-02", balance_zero=None),
    f"{_LOAN}，2026年2月已结清。{_PAST}": loan(state="settled", closed_month="2026-02", ever_overdue=True),
    "1999年1月2日中国银行发放的80元（人民币）助学贷款，2003年1月已结清。": loan(
        state="settled", amount=80, product="助学贷款", opened_on="1999-01-02", core_name="中国银行"
    ),
    "2020年05月01日中国工商银行股份有限公司发放的1,200,000元（人民币）个人住房商业贷款，2050年05月01日到期。"
    "截至2026年10月，余额1,000,000。": loan(
        state="open", amount=1200000, product="个人住房商业贷款", balance_zero=False
    ),
    "2020年05月01日东亚银行（中国）有限公司发放的9,000元（美元）个人消费贷款，2026年02月已结清。": loan(
        state="settled", amount=9000, currency="USD", institution="东亚银行（中国）有限公司", core_name="东亚银行(中国)"
    ),
    # cards
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度0。": _OPEN_CARD,
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度1,234。": _OPEN_CARD | {"balance_zero": False},
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度--。": _OPEN_CARD | {"balance_zero": None},
    f"{_CARD}。截至2026年10月，信用额度30,000，余额0。{_PAST}": _OPEN_CARD | {"ever_overdue": True},
    f"{_CARD}，截至2026年10月，信用额度30,000，已使用额度0。": _OPEN_CARD,
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度0，大额专项分期余额0。": _OPEN_CARD,
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度0，未出单的大额专项分期余额500。": _OPEN_CARD
    | {"balance_zero": False},
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度0。大额专项分期余额7,000。": _OPEN_CARD
    | {"balance_zero": False},
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度9。当前有逾期。": _OPEN_CARD
    | {"state": "overdue", "balance_zero": False},
    f"{_CARD}。截至2026年10月，信用额度30,000，已变成呆账，余额9。": _OPEN_CARD
    | {"state": "bad_debt", "balance_zero": False},
    f"{_CARD.replace('人民币', '美元')}。截至2026年10月，信用额度折合人民币30,000，已使用额度0。": _OPEN_CARD
    | {"currency": "USD"},
    f"{_CARD.replace('贷记卡', '准贷记卡')}。截至2026年10月，信用额度30,000，透支余额0。": _OPEN_CARD
    | {"product": "准贷记卡"},
    f"{_CARD.replace('贷记卡', '准贷记卡')}。截至2026年10月，信用额度30,000，透支余额5。"
    "最近5年内有1个月透支超过60天，没有发生过90天以上透支。": _OPEN_CARD
    | {"product": "准贷记卡", "balance_zero": False, "ever_overdue": True},
    f"2019年12月31日{CMB}发放的贷记卡（卡片尾号：1234），2030年12月到期，信用额度30,000，已使用额度0。": _OPEN_CARD
    | {"as_of": None, "currency": None},
    f"2019年12月31日{CMB}发放的贷记卡（人民币账户）。截至2026年10月，信用额度30,000，已使用额度0。": _OPEN_CARD,
    f"{_CARD}。截至2026年10月，尚未激活。": card(state="not_activated", as_of="2026-10", balance_zero=None),
    f"{_CARD}。截至2026年10月，信用额度30,000，尚未激活。": _OPEN_CARD
    | {"state": "not_activated", "balance_zero": None},
    f"{_CARD}，截至2026年10月，信用额度30,000，已使用额度0，尚未激活。": _OPEN_CARD | {"state": "not_activated"},
    f"{_CARD}。截至2026年10月，信用额度30,000，已使用额度0，大额专项分期余额0，尚未激活。": _OPEN_CARD
    | {"state": "not_activated"},
    f"{_CARD}，2026年09月销户。": card(state="closed", closed_month="2026-09", as_of=None),
    f"2019年12月31日{CMB}发放的贷记卡（人民币账户），2026年9月销户。": card(state="closed", closed_month="2026-09"),
    f"{_CARD}，截至2026年9月已销户。": card(state="closed", closed_month="2026-09"),
    f"{_CARD}，2026年09月销户。{_PAST90}": card(state="closed", closed_month="2026-09", ever_overdue=True),
    # other business
    f"{_LEASE}，2026年03月15日到期。截至2026年10月，余额10,000。": {
        "kind": "other", "product": "融资租赁业务", "amount": 120000, "state": "open", "balance_zero": False
    },
    f"{_LEASE}，2026年03月已结清。": {"kind": "other", "state": "settled", "closed_month": "2026-03"},
    f"{_LEASE}，2026年03月15日到期。截至2026年10月，余额10,000。当前有逾期。": {"kind": "other", "state": "overdue"},
}  # fmt: skip
REJECTED = (
    f"{_LINE}。2026年10月已结清，但仍有余额。",
    f"{_LINE}。2026年10月已结清。另有说明。",
    f"{_LINE}。2026年10月未结清。",
    f"{_LINE}。2026年13月已结清。",
    f"{_LINE}。2026年10月已结清。当前有逾期。",
    f"{_LINE}。2026年10月已结清。2026年10月已转出。",
    f"{_LINE}。2026年10月已结清",
    f"{_LINE}{_TERM}。{_AT}0，当前无逾期。当前有逾期。",
    f"{_LINE}{_TERM}。{_AT}-5，当前无逾期。",
    f"{_LINE}{_TERM}。{_AT}1,00，当前无逾期。",
    f"{_LINE}{_TERM}。{_AT}0，当前无逾期。2026年10月已转出。2026年10月已结清。",
    f"2024年02月30日{JD}为个人消费贷款授信。2026年10月已结清。",
    f"2024年05月01日{JD}为保证担保授信。2026年10月已结清。",
    f"2024年05月01日{JD}为给张某某的个人消费贷款授信。2026年10月已结清，",
    f"{_LOAN}，2026年02月已结清。余额1。",
    f"{_LOAN}，2026年02月没有已结清。",
    f"{_LOAN}，2027年05月01日到期。",
    f"{_LOAN}，2027年05月01日到期。截至2026年10月，余额9999999999999。",
    _LOAN.replace("人民币", "贝壳币") + "，2026年02月已结清。",
    f"{_CARD}，2026年09月销户申请中。",
    f"{_CARD}，2026年09月销户。该账户已恢复。",
    f"{_CARD}，2026年09月销户。2026年09月已转出。",
    f"{_CARD}。截至2026年10月，信用额度30,000。",
    f"{_CARD}。截至2026年10月，尚未激活，已销户。",
    f"{_CARD}，截至2026年10月已申请销户。",
    f"{_LEASE}，状态不明。",
)
