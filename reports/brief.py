"""The brief report's text: which kind of document, whose, of which day, which sentences. Pure.

Lines only matter for headings: sentences are read from the text with all line ends taken out, because they
wrap inside words, dates and amounts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from reports.accounts import Account
from reports.characters import Line, lines_of
from reports.refusals import Refusal, ReportRefused
from reports.sentences import LIABILITY, START, STRAY, Place, Unrecognised, read_sentence

_TITLE, _COMPANY = "个人信用报告", "企业信用报告"
_DETAILED = ("信贷交易授信及负债信息概要", "授信协议信息", "循环贷账户")
TABLE_HEADING = "信息概要"
_BEFORE = ("信贷记录", TABLE_HEADING, "资产处置信息", "垫款信息")
_ACCOUNTS = ("信用卡", "贷款", "购房贷款", "其他贷款", "其他业务")
_AFTER = (
    *(f"{LIABILITY}信息", "非信贷交易记录", "公共记录", "查询记录"),
    *("机构查询记录明细", "个人查询记录明细", "本人查询记录明细", "说明"),
)
_IN_ACCOUNTS = 2
_RANKS = dict.fromkeys(_BEFORE, 1) | dict.fromkeys(_ACCOUNTS, _IN_ACCOUNTS) | dict.fromkeys(_AFTER, 3)
_ENDS_SENTENCE = re.compile(r"[。:](?:\(?[0-9]{1,4}\)?[.、]?)?$")
_NUMBER_ALONE = re.compile(r"[0-9]{1,4}[.、]|\([0-9]{1,4}\)")
_GROUP = re.compile(r"账户明细如下:")
_GROUP_BEGINS = re.compile(r"(?:从未|发生过|透支|逾期)[^。:]{0,40}$")
_REPORT_TIME = re.compile(r"报告时间:((?:19|20)[0-9]{2})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})")
_PERSON_NAME = re.compile(r"姓名:([^:]{1,60}?)(?=证件类型:|证件号码:|报告|婚姻|$)")
_PERSON_NUMBER = re.compile(r"证件号码:([0-9A-Za-z*()]{4,40})")
_DIGITS = re.compile("[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is. Only ever compared, and never printed."""

    name: str = field(repr=False)
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the text of a brief report says. ``last_page``: the last one (from 0) with accounts on it."""

    report_date: date | None
    identity: Identity | None
    accounts: tuple[Account, ...]
    unrecognised: tuple[str, ...]
    liabilities: int
    last_page: int


@dataclass(slots=True)
class _Section:
    """The lines below one heading."""

    heading: str = ""
    lines: list[Line] = field(default_factory=list)


def read_brief(pages: Sequence[str]) -> Brief:
    """Read the pages' text, from which the summary table has been cut out. Raises ReportRefused."""
    lines = [(number, line) for number, page in enumerate(pages) for line in lines_of(page)]
    check_kind([line.text for _, line in lines])
    sections, last_page = _sections(lines)
    front = "".join(line.text for line in sections[0].lines)
    accounts: list[Account] = []
    unrecognised: list[str] = []
    liabilities = 0
    for section in sections:
        if section.heading in _ACCOUNTS:
            liabilities += _read_section(section, accounts, unrecognised)
        elif section.heading in _AFTER:
            liabilities += sum(line.text.count(f"承担{LIABILITY}") for line in section.lines)
    return Brief(
        _report_date(front), _identity(front), tuple(accounts), tuple(unrecognised), liabilities, last_page
    )


def check_kind(lines: Sequence[str]) -> None:
    """Raises ReportRefused for everything that is no brief report of a person."""
    if any(marker in line and len(line) <= len(marker) + 8 for line in lines for marker in _DETAILED):
        raise ReportRefused(Refusal.DETAILED)
    top = lines[:20]
    if any(_COMPANY in line for line in top):
        raise ReportRefused(Refusal.COMPANY)
    if not any(_TITLE in line for line in top) or not _RANKS.keys() & set(lines):
        raise ReportRefused(Refusal.NO_REPORT)


def _sections(lines: Sequence[tuple[int, Line]]) -> tuple[list[_Section], int]:
    sections, rank, last_page = [_Section()], 0, lines[-1][0]
    for at, (page, line) in enumerate(lines):
        new = _RANKS.get(line.text, 0)
        if new and new >= rank and (rank != _IN_ACCOUNTS or _stands_alone(lines, at)):
            if new > _IN_ACCOUNTS >= rank:
                last_page = page
            sections.append(_Section(line.text))
            rank = new
        elif not _NUMBER_ALONE.fullmatch(line.text):
            sections[-1].lines.append(line)
    return sections, last_page


def _stands_alone(lines: Sequence[tuple[int, Line]], at: int) -> bool:
    """Whether this line is a heading and not a piece of a sentence that wraps here."""
    before = lines[at - 1][1].text
    if before in _RANKS or _ENDS_SENTENCE.search(before[-8:]) or _NUMBER_ALONE.fullmatch(before):
        return True
    after = "".join(line.text for _, line in lines[at + 1 : at + 4])
    begins = (START.match(after, at) for at in range(6))  # behind a list number
    return after.startswith(("从未", "发生过")) or any(begins)


def _read_section(section: _Section, accounts: list[Account], unrecognised: list[str]) -> int:
    """Read its sentences; returns how many debts of others are among them."""
    text = "".join(line.text for line in section.lines)
    raw = "".join(line.raw for line in section.lines)
    liabilities = 0
    for begin, end, ever_overdue in _groups(text):
        place = Place(section.heading == "购房贷款", ever_overdue)
        starts = list(START.finditer(text, begin, end))
        if not STRAY.fullmatch(text, begin, starts[0].start() if starts else end):
            unrecognised.append("")
        ends = [*(start.start() for start in starts[1:]), end] if starts else []
        for start, after in zip(starts, ends, strict=True):
            body = text[start.end() : after]
            if start["liable"] and LIABILITY in body:
                liabilities += 1
                continue
            institution = raw[slice(*start.span("name"))] if start["name"] else ""
            try:
                accounts.append(read_sentence(start, body, institution, place))
            except Unrecognised:
                unrecognised.append(_shown(institution))
    return liabilities


def _groups(text: str) -> Iterator[tuple[int, int, bool | None]]:
    """Begin and end of each group's sentences, and whether they were ever overdue."""
    begin: int = 0
    ever_overdue: bool | None = None
    for found in _GROUP.finditer(text):
        heading = _GROUP_BEGINS.search(text, max(begin, found.start() - 60), found.start())
        yield begin, heading.start() if heading else found.start(), ever_overdue
        # 从未 first: 从未发生过 holds 发生过 too
        begin, ever_overdue = found.end(), None if heading is None else not heading[0].startswith("从未")
    yield begin, len(text), ever_overdue


def _shown(institution: str) -> str:
    """An institution's name, unless it looks like somebody's data."""
    return "" if institution.startswith("为") or _DIGITS.search(institution) else institution


def _report_date(front: str) -> date | None:
    found = _REPORT_TIME.search(front)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _identity(front: str) -> Identity | None:
    name, number = _PERSON_NAME.search(front), _PERSON_NUMBER.search(front)
    return Identity(name[1], number[1].upper()) if name and number else None
