"""Headings, groups and kinds of documents: what the lines of a report say beside its sentences."""

import re
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from reports import brief as grammar
from reports import sentences
from reports.brief import read_brief
from reports.refusals import Refusal, ReportRefused
from reports.sentences import START
from tests.credit_reports import ID_NUMBER, NAME, NEVER, ONCE, Paper

CARD = "2019年12月31日招商银行发放的贷记卡（人民币账户）。截至2026年10月，信用额度30,000，已使用额度0。"
LINE = "2024年05月01日某某小额贷款有限公司为个人消费贷款授信。2026年10月已结清。"
LOAN = "2024年05月01日中国银行发放的50,000元（人民币）个人消费贷款，2026年02月已结清。"
LEASE = "2023年03月15日某某融资租赁有限公司办理的120,000元（人民币）融资租赁业务，2026年03月已结清。"
DEBT = "2023年03月15日，为李某某在某银行办理的个人经营性贷款承担相关还款责任，责任金额50,000。"


def paper(**sections: list[str]) -> str:
    return Paper(sections=sections).text()


def test_the_front_says_when_and_whose() -> None:
    found = read_brief([paper(信用卡=[CARD])])
    assert found.report_date == date(2026, 10, 20)
    assert found.identity
    assert (found.identity.name, found.identity.number) == (NAME, ID_NUMBER)
    assert NAME not in repr(found)
    assert ID_NUMBER not in repr(found)


@pytest.mark.parametrize(
    ("group", "ever"),
    [
        ("从未发生过逾期的贷记卡账户明细如下：", False),
        ("从未逾期过的贷记卡及透支未超过60天的准贷记卡账户明细如下：", False),
        ("发生过逾期的贷记卡账户明细如下：", True),
        ("透支超过60天的准贷记卡账户明细如下：", True),
        ("账户明细如下：", None),
        ("", None),
    ],
)
def test_a_group_says_whether_ever_overdue(group: str, ever: bool | None) -> None:
    for printed in (group, "\n".join(group)):
        found = read_brief([paper(信用卡=[line for line in (printed, CARD) if line])])
        assert [account.ever_overdue for account in found.accounts] == [ever]
        assert not found.unrecognised


def test_a_group_ends_at_the_next_group_and_at_the_next_heading() -> None:
    sections = {"信用卡": [ONCE.format("贷记卡"), CARD, NEVER.format("贷记卡"), CARD], "其他业务": [LEASE]}
    found = read_brief([paper(**sections)])
    assert [account.ever_overdue for account in found.accounts] == [True, False, None]


def test_headings_are_whole_lines_and_no_pieces_of_sentences() -> None:
    wrapped = LINE.replace("消费贷款", "消费\n贷款\n").replace("小额贷款", "小额\n贷款\n")
    found = read_brief([paper(贷款=[wrapped, LOAN], 其他业务=[LEASE])])
    assert [account.kind for account in found.accounts] == ["line", "loan", "other"]
    assert not found.unrecognised


def test_homes_are_known_by_the_heading_or_by_the_product() -> None:
    found = read_brief([paper(购房贷款=[LINE], 其他贷款=[LINE, LOAN.replace("个人消费", "个人住房公积金")])])
    assert [account.column for account in found.accounts] == ["mortgages", "loans", "mortgages"]


def test_nothing_after_the_accounts_is_an_account() -> None:
    found = read_brief([paper(信用卡=[CARD], 相关还款责任信息=[DEBT, LINE], 非信贷交易记录=[LOAN])])
    assert len(found.accounts) == 1
    assert (found.unrecognised, found.liabilities) == ((), 1)


def test_pages_break_sentences_where_they_like() -> None:
    whole = paper(信用卡=[NEVER.format("贷记卡"), CARD], 贷款=[LINE, LOAN])
    expected = read_brief([whole]).accounts
    for at in range(len(whole)):
        pages = [f"{whole[:at]}\n第 1 页，共 2 页", f"{whole[at:]}\n第 2 页，共 2 页"]
        if "\n" not in whole[max(at - 6, 0) : at + 6]:  # a heading that a page breaks is none
            assert read_brief(pages).accounts == expected, whole[at - 5 : at + 5]


def test_text_that_belongs_to_no_sentence_is_unrecognised() -> None:
    found = read_brief([paper(信用卡=["此处另有说明文字。", CARD])])
    assert (len(found.accounts), found.unrecognised) == (1, ("",))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("个人信用报告\n信贷记录\n（一）信贷交易授信及负债信息概要\n", Refusal.DETAILED),
        ("个人信用报告\n（三）授信协议信息\n信用卡", Refusal.DETAILED),
        ("个人信用报告\n循环贷账户一\n", Refusal.DETAILED),
        ("企业信用报告\n（自主查询版）\n信贷记录\n", Refusal.COMPANY),
        ("水果贷信用评估\n信用卡\n", Refusal.NO_REPORT),
        ("个人信用报告查询授权书\n本人授权某银行查询。", Refusal.NO_REPORT),
        ("发票", Refusal.NO_REPORT),
        ("", Refusal.NO_REPORT),
    ],
)
def test_other_documents_are_refused_for_what_they_are(text: str, refusal: Refusal) -> None:
    with pytest.raises(ReportRefused) as refused:
        read_brief([text])
    assert refused.value.refusal is refusal


HOSTILE = (
    "2024年05月01日" * 9_000,
    "2024年05月01日" + "为" * 100_000,
    "2024年05月01日甲" * 9_000,
    "2024年05月01日甲为" * 8_000,
    "2024年05月01日甲发放的" + "9" * 100_000,
    "2024年05月01日甲发放的" + "1,000," * 20_000,
    "2024年05月01日甲发放的1元（人民币）" + "乙" * 100_000,
    "2024年05月01日甲为乙贷款授信" + "，可循环使用" * 20_000,
    "2024年05月01日甲发放的贷记卡（" * 6_000,
    CARD + "当前无逾期。" * 20_000,
    CARD + "最近5年内有1个月处于逾期状态，" * 7_000,
    "从未" * 50_000,
    "账户明细如下：" * 15_000,
    "从未账户明细如下" * 12_000,
    "（原：" * 34_000,
    "姓名：" * 34_000,
    "1." * 50_000,
    "贷款\n" * 34_000,
    "2024年05月01日（原：" * 7_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    found = read_brief([paper(信用卡=[text], 贷款=[LOAN])])
    assert found.accounts[-1].kind == "loan"


parser, constants = import_module("re._parser"), import_module("re._constants")


def _widest(pattern: Any) -> int:
    """The most steps that one try of a pattern can take; endless where a repetition has no bound."""
    steps = 1
    for operation, argument in pattern:
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            least, most, inner = argument
            if most == constants.MAXREPEAT:
                return 10**18
            steps *= (
                1 + (int(most) - int(least)) * _widest(inner)
                if len(inner) > 1
                else 1 + int(most) - int(least)
            )
        elif operation is constants.SUBPATTERN:
            steps *= _widest(argument[-1])
        elif operation is constants.BRANCH:
            steps *= sum(_widest(branch) for branch in argument[1])
    return steps


@pytest.mark.parametrize("module", [sentences, grammar])
def test_no_repetition_of_the_grammar_is_without_bound(module: Any) -> None:
    patterns = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    assert len(patterns) >= 5
    for name, pattern in patterns.items():
        assert _widest(parser.parse(pattern.pattern)) < 10**18, name


def test_a_beginning_is_found_in_few_steps_for_each_character() -> None:
    """Twice the text, twice the beginnings: none is found twice, none is lost."""
    for times in (1_000, 2_000):
        assert sum(1 for _ in START.finditer("2024年05月01日甲办理的" * times)) == times
