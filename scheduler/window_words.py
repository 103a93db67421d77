"""The vocabulary of the window language (W1-W12). Other words are ignored around counts and points.

Two kinds keep the language safe: CHANGES lists what would change a date if it were ignored, IGNORED lists
ordinary words that merely contain the characters of a number, a unit, a separator or a modifier.
"""

from enum import Enum, auto

from scheduler.window_units import FIXED, UNITS


class Kind(Enum):
    """What a piece of text is to the grammar."""

    NUMBER = auto()
    UNIT = auto()
    DAY = auto()  # 日: a unit (3日) and a day of the month (次月10日)
    FIXED = auto()
    T_PLUS = auto()
    MEASURE = auto()
    DASH = auto()
    TO = auto()
    SEPARATOR = auto()
    AGAIN = auto()
    ABOUT = auto()
    AROUND = auto()
    AT_MOST = auto()
    WITHIN = auto()
    INSIDE = auto()
    MONTHLY = auto()
    MONTHLY_END = auto()
    NEXT_MONTH = auto()
    NEXT_MONTH_END = auto()
    MONTH_END = auto()
    DAY_OF_MONTH = auto()
    BY_DAY_OF_MONTH = auto()
    CONSECUTIVE = auto()
    CALL = auto()
    CONFIRM = auto()
    UNSTATED = auto()
    CHANGES = auto()
    IGNORED = auto()
    SPACE = auto()


def _words(*rows: str) -> list[str]:
    """The words of the rows; a low line stands for the blank inside an English phrase."""
    return [word.replace("_", " ") for row in rows for word in row.split()]


def _by(*stems: str) -> list[str]:
    """月底 and 月底前 mean the same: the end of the month is the last day of either."""
    return [stem + tail for stem in stems for tail in ("", *_BEFORE)]


_BEFORE = ("前", "之前", "以前")
_EACH = _words("每月 每个月 每月的 每个月的")
_NEXT = _words("次月 下月 下个月 下一个月")

_WORDS: dict[Kind, list[str]] = {
    Kind.UNIT: [*(unit for unit in UNITS if unit != "日"), "月"],
    Kind.DAY: ["日"],
    Kind.FIXED: list(FIXED),
    Kind.MEASURE: ["个"],
    Kind.TO: _words("到 至 to"),
    Kind.SEPARATOR: _words(", ; 。 后 之后 以后 然后 上报 处理 审核"),
    Kind.AGAIN: _words("再 then"),
    Kind.ABOUT: _words("约 大约 大概 大致 about around approximately approx roughly"),
    Kind.AROUND: ["左右"],
    Kind.AT_MOST: _words(
        "不超过 最多 最长 最迟 最晚 最慢 至多 至迟 ≤ ≦",
        "up_to at_most no_later_than max maximum",
    ),
    Kind.WITHIN: ["within"],
    Kind.INSIDE: _words("内 以内 之内"),
    Kind.MONTHLY: _EACH,
    Kind.MONTHLY_END: _by(*(each + end for each in _EACH for end in _words("底 末 月底 月末 最后一天"))),
    Kind.NEXT_MONTH: [*(month + tail for month in _NEXT for tail in ("", "的", "份")), "next month"],
    Kind.NEXT_MONTH_END: _by(*(month + end for month in _NEXT for end in "底末")),
    Kind.MONTH_END: _by(*_words("月底 月末 本月底 本月末 当月底 当月末 这个月底 这个月末")),
    Kind.DAY_OF_MONTH: ["号"],
    Kind.BY_DAY_OF_MONTH: [day + before for day in "号日" for before in _BEFORE],
    Kind.CONSECUTIVE: _words("连续 接连 连打 连拨"),
    Kind.CALL: _words("打 拨 拨打 打电话 致电 来电 电话 呼叫"),
    Kind.CONFIRM: _words("确认 confirm"),
    Kind.UNSTATED: ["未说明"],
    Kind.CHANGES: _words(
        # The rules' own list.
        "至少 最少 少于 最快 大于 以上 起 超过 上下 多 几 或 或者 非 不 + > ≥ <",
        "at_least more_than or not",
        # Other lower ends, and ends that are not the last day: 最早, 3天前, 未满30天.
        "最 起码 少则 少说 超 小于 低于 高于 早于 晚于 迟于 以下 未满 逾 前 提早 ≧",
        "least more less fewer under over above below before min minimum no exceed exceeds exceeding",
        "earlier earliest longer plus",
        # Alternatives, exceptions and extensions: counts that do not simply add up.
        "快则 慢则 短则 长则 否则 要么 有时 也可能 也许 偶尔 甚至 除外 除了 扣除 剔除",
        "顺延 延长 延期 延迟 推迟 宽限 except excluding extended nor",
        # Ordinals, repetition, and points in time that are not in the language.
        "第 每 隔 下一 上一 同一 某一 下下 次次 季 旬",
        "月初 月中 次月初 次月中 下月初 下月中 下个月初 下个月中",
        "half every each consecutive in_a_row quarter",
    ),
    Kind.IGNORED: _words(
        # The rules' own list.
        "一般 统一 一次 一下 周期 日期 节假日顺延",
        "目前 提前还款 提前结清 每次 逾期 最终 最新 陆金所",
        "内部 内容 国内 行内 收到 到账 到期 后台 售后 预约 约定 违约 签约 合约 解约",
    ),
}

VOCABULARY: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words}

NOT_A_WINDOW = frozenset(
    _words(
        "没说 没有说 没说明 没告知 没有 无 暂无 不清楚 不知道 不确定 未知 未告知 尽快",
        "asap as_soon_as_possible unknown not_stated not_sure none",
    )
)
"""W12's choices when they are typed as a text."""

UNREAD_NUMERALS = frozenset("半万亿兆廿卅卌幺壹贰叁肆伍陆柒捌玖拾佰仟")
"""Numerals that no count is written with: errors, like every other digit the language does not read."""

TRADITIONAL = str.maketrans(
    "個後內週號當實時處審報約兩幾過長遲連續電話撥認說萬億歷開",
    "个后内周号当实时处审报约两几过长迟连续电话拨认说万亿历开",
)
"""Traditional characters of the words above, so that 約 or 不超過 is not overlooked."""
