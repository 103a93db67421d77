"""Two reports of one person, a month before and a month after two closures were asked for."""

from tests.credit_reports import NEVER, Paper

JD = "2024年05月01日重庆京东盛际小额贷款有限公司为个人消费贷款授信"
MAYI = "2024年06月01日重庆蚂蚁消费金融有限公司为个人消费贷款授信"
CMB = "2020年03月02日招商银行股份有限公司信用卡中心发放的贷记卡（人民币账户，卡片尾号：8642）"
DEBT = (
    "2021年02月03日，为赵某某（证件类型：身份证，证件号码：220102198001015555）"
    "在某银行办理的贷款承担相关还款责任。"
)


def open_line(line: str, month: str) -> str:
    return (
        f"{line}，额度有效期至2027年05月01日，可循环使用。"
        f"截至2026年{month}月，信用额度10,000元（人民币），余额为0，当前无逾期。"
    )


def card(month: str, used: str = "0") -> str:
    return f"{CMB}。截至2026年{month}月，信用额度30,000，已使用额度{used}。"


def paper(day: str, cards: list[str], loans: list[str], **more: object) -> Paper:
    """A report whose table counts what is on it."""
    sections = {
        "信用卡": [NEVER.format("贷记卡"), *cards],
        "贷款": [NEVER.format("贷款"), *loans],
        "相关还款责任信息": [DEBT],
    }
    columns = [(len(accounts) or None,) * 2 + (None, None) for accounts in (cards, [], loans, [])]
    made = Paper(day=day, sections=sections, summary=columns)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def before(**more: object) -> Paper:
    """Both lines are open, and so is the card."""
    return paper("2026-08-20", [card("08")], [open_line(JD, "08"), open_line(MAYI, "08")], **more)


def after(day: str = "2026-10-20", **more: object) -> Paper:
    """One line is closed; the other one is open still, by a month after the request."""
    closed = f"{JD}。2026年09月已结清。"
    return paper(day, [card("10", "500")], [closed, open_line(MAYI, "10")], **more)
