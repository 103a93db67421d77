"""The grammar of one account's sentence. Pure; whatever is not one of the known shapes is no account.

Every pattern is anchored where it is tried and every repetition in it is bounded, so the time is linear in
the text however hostile it is.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from re import Match

from reports.accounts import Account, Kind, Month, State, is_housing
from reports.institutions import names_of

_DATE = r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
_MONTH = r"(?:19|20)[0-9]{2}年[0-9]{1,2}月"
_AS_OF = rf"截至(?P<as_of>{_MONTH})(?:[0-9]{{1,2}}日)?,"
# A comma belongs to an amount only before three digits: NFKC makes every Chinese comma one of these.
_AMOUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,12}(?![0-9])|--)"
_KIND = r"[^,。:;为]{1,40}?"
# A colon stands in a name only after (原
_NAME = r"(?:[^,。:;]|(?<=\(原):){1,80}?"
_LIMIT = rf"信用额度(?:折合人民币)?(?P<limit>{_AMOUNT})元?"
_BAD = (
    rf"(?:信用额度(?:折合人民币)?(?P<bad_limit>{_AMOUNT})(?:元\(人民币\)|元)?,)?"
    rf"已变成呆账,余额为?(?P<bad>{_AMOUNT})元?"
)
_INSTALMENTS = rf"(?:未出单的)?大额专项分期余额(?P<instalments>{_AMOUNT})元?"
_CLOSED = rf"(?P<closed>{_MONTH})"

START = re.compile(
    rf"(?P<opened>{_DATE})(?:,?(?P<liable>为)|(?P<name>{_NAME})(?:为(?P<line>[^,。:;为]{{0,40}})授信|(?P<verb>发放的|办理的)))"
)
"""Where a sentence begins: a date, an institution and what it did; or a debt of another person."""
LIABILITY = "相关还款责任"
_LIST_NUMBER = r"(?:\(?[0-9]{1,4}\)?[.、]?)?"
STRAY = re.compile(_LIST_NUMBER)
"""What may stand between two sentences: a list number that has moved, or lost its own line."""

_LINE = re.compile(
    rf"(?:,额度有效期至{_DATE}|,额度长期有效)?(?:,不?可循环使用)?。"
    rf"(?:{_CLOSED}已结清|{_AS_OF}(?:{_BAD}|信用额度(?P<limit>{_AMOUNT})元?(?:\(人民币\))?,余额为?(?P<balance>{_AMOUNT})元?))"
)
_LOAN = re.compile(
    rf"(?P<amount>{_AMOUNT})元\((?P<currency>[^,。:;()]{{1,10}})\)(?P<product>{_KIND}),"
    rf"(?:{_CLOSED}已结清|{_DATE}到期。{_AS_OF}(?:{_BAD}|余额为?(?P<balance>{_AMOUNT})元?))"
)
_CARD = re.compile(
    r"(?P<product>准?贷记卡)\((?:(?P<currency>[^,。:;()]{1,10})账户)?,?(?:卡片尾号:(?P<tail>[0-9]{4}|--))?\)(?:"
    rf",{_CLOSED}销户|"
    rf",截至(?P<gone>{_MONTH})(?:[0-9]{{1,2}}日)?已销户|"
    rf",{_MONTH}到期,信用额度(?P<other_limit>{_AMOUNT})元?,已使用额度(?P<other_used>{_AMOUNT})元?|"
    rf"[,。]{_AS_OF}(?:{_BAD}|"
    rf"(?P<idle>(?:信用额度(?:折合人民币)?(?P<idle_limit>{_AMOUNT})元?,)?(?:已使用额度(?P<idle_used>{_AMOUNT})元?,)?"
    rf"(?:(?:未出单的)?大额专项分期余额(?P<idle_instalments>{_AMOUNT})元?,)?尚未激活)|"
    rf"{_LIMIT},(?:已使用额度|透支余额|余额)为?(?P<used>{_AMOUNT})元?(?:[,。]{_INSTALMENTS})?))"
)
_TAIL = re.compile(
    r"[,。](?:(?P<fine>当前无逾期)|(?P<now>当前有逾期)|(?P<past>最近5年内有[0-9]{1,2}个月(?:"
    r"处于逾期状态(?:,没有发生过90天以上逾期|,其中[0-9]{1,2}个月逾期超过90天)?|"
    r"透支超过60天(?:,(?:没有发生过|其中[0-9]{1,2}个月)[^,。:;已]{1,20})?)))(?=[,。])"
)
_MOVED = re.compile(rf"[,。]{_MONTH}已转出")
_END = re.compile(rf"。{_LIST_NUMBER}")
_CURRENCIES = {
    "人民币": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "港币": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
    "澳元": "AUD",
    "澳大利亚元": "AUD",
    "加元": "CAD",
    "加拿大元": "CAD",
    "新加坡元": "SGD",
    "瑞士法郎": "CHF",
    "新西兰元": "NZD",
    "韩元": "KRW",
    "澳门元": "MOP",
    "泰铢": "THB",
}
_BALANCES = ("balance", "used", "instalments", "other_used", "idle_used", "idle_instalments", "bad")
_LIMITS = ("limit", "other_limit", "idle_limit", "bad_limit")


class Unrecognised(Exception):
    """The sentence has none of the known shapes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: the heading for homes, and the group that says whether ever overdue."""

    housing: bool = False
    ever_overdue: bool | None = None


@dataclass(slots=True)
class _Tails:
    """What follows the shape itself."""

    overdue_now: bool = False
    overdue_once: bool = False
    moved: bool = False


def read_sentence(start: Match[str], body: str, institution: str, place: Place) -> Account:
    """The account of a sentence: ``start`` is its beginning, ``body`` all up to the next one.

    ``institution`` is its name as printed. Raises Unrecognised.
    """
    kind, shape = _shape(start, body)
    if (found := shape.match(body)) is None:
        raise Unrecognised
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    tails = _tails(body, found.end())
    state = _state(kind, parts, tails)
    product = start["line"] if kind is Kind.LINE else parts["product"]
    return Account(
        institution=institution,
        names=names_of(institution),
        kind=kind,
        product=product,
        opened_on=_day(start["opened"]),
        state=state,
        currency=_currency(kind, parts),
        amount=_number(parts.get("amount")),
        limit=_number(next((parts[name] for name in _LIMITS if name in parts), None)),
        balance_zero=_zero([parts[name] for name in _BALANCES if name in parts]),
        ever_overdue=True if tails.overdue_once or tails.overdue_now else place.ever_overdue,
        closed_month=_month(parts.get("closed") or parts.get("gone")),
        as_of=_month(parts.get("as_of") or parts.get("gone")),
        housing=kind in (Kind.LINE, Kind.LOAN) and (place.housing or is_housing(product)),
        tail=parts.get("tail"),
    )


def _shape(start: Match[str], body: str) -> tuple[Kind, re.Pattern[str]]:
    if start["line"] is not None:
        if len(start["line"]) < 3 or not start["line"].endswith("贷款"):
            raise Unrecognised
        return Kind.LINE, _LINE
    if start["verb"] == "办理的":
        return Kind.OTHER, _LOAN
    return (Kind.CARD, _CARD) if body.startswith(("贷记卡", "准贷记卡")) else (Kind.LOAN, _LOAN)


def _tails(body: str, at: int) -> _Tails:
    tails, fine = _Tails(), False
    while found := _TAIL.match(body, at):
        fine |= found["fine"] is not None
        tails.overdue_now |= found["now"] is not None
        tails.overdue_once |= found["past"] is not None
        at = found.end()
    if moved := _MOVED.match(body, at):
        tails.moved, at = True, moved.end()
    if not _END.fullmatch(body, at) or (fine and tails.overdue_now):
        raise Unrecognised
    return tails


def _state(kind: Kind, parts: dict[str, str], tails: _Tails) -> State:
    if "closed" in parts or "gone" in parts:
        if tails.overdue_now or tails.moved:
            raise Unrecognised
        return State.CLOSED if kind in (Kind.LINE, Kind.CARD) else State.SETTLED
    if tails.moved:
        if kind not in (Kind.LINE, Kind.LOAN) or tails.overdue_now:
            raise Unrecognised
        return State.TRANSFERRED
    if "bad" in parts:
        return State.BAD_DEBT
    if tails.overdue_now:
        return State.OVERDUE
    return State.NOT_ACTIVATED if "idle" in parts else State.OPEN


def _currency(kind: Kind, parts: dict[str, str]) -> str | None:
    if kind is Kind.LINE:
        return "CNY"  # a closed line prints none
    if (printed := parts.get("currency")) is None:
        return None
    if printed not in _CURRENCIES:
        raise Unrecognised
    return _CURRENCIES[printed]


def _zero(balances: list[str]) -> bool | None:
    numbers = [_number(balance) for balance in balances]
    if any(numbers):
        return False
    return None if not numbers or None in numbers else True


def _number(printed: str | None) -> int | None:
    return None if printed in (None, "--") else int(str(printed).replace(",", ""))


@lru_cache(maxsize=4096)
def _day(printed: str) -> date:
    try:
        return date(*(int(number) for number in re.findall("[0-9]+", printed)))
    except ValueError:
        raise Unrecognised from None


def _month(printed: str | None) -> Month | None:
    if printed is None:
        return None
    day = _day(f"{printed}1日")
    return Month(f"{day:%Y-%m}")
