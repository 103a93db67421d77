"""Every shape is read for what it is, wherever it wraps; what is none of them is never an account."""

import re

import pytest

from reports.brief import Brief, read_brief
from tests.unit.reports.shapes import REJECTED, SHAPES

FRONT = (
    "个人信用报告\n报告编号：1 报告时间：2026-10-20 09:08:07\n姓名：甲 证件号码：1234567\n信贷记录\n信用卡\n"
)
AFTER = "2018年01月01日招商银行发放的贷记卡（人民币账户），2019年01月销户。"
EACH = pytest.mark.parametrize("sentence", SHAPES)


def brief(text: str) -> Brief:
    return read_brief([f"{FRONT}{text}\n公共记录\n说明"])


def read(text: str) -> dict[str, object]:
    found = brief(text)
    assert (found.unrecognised, len(found.accounts)) == ((), 1)
    return found.accounts[0].as_json()


def test_there_are_sixty_shapes() -> None:
    assert len(SHAPES) >= 60


@EACH
def test_a_shape_is_read(sentence: str) -> None:
    account = read(sentence)
    assert {name: account[name] for name in SHAPES[sentence]} == SHAPES[sentence]


@EACH
def test_a_line_may_end_anywhere(sentence: str) -> None:
    whole = read(sentence)
    for at in range(1, len(sentence)):
        assert read(f"{sentence[:at]}\n{sentence[at:]}") == whole, at


@EACH
@pytest.mark.parametrize("width", [1, 2, 3, 7])
def test_lines_may_be_narrow(sentence: str, width: int) -> None:
    assert read("\n".join(re.findall(f".{{1,{width}}}", sentence))) == read(sentence)


@EACH
@pytest.mark.parametrize(
    "numbered",
    ["1.{}", "1、{}", "1 {}", "1{}", "20{}", "{}1.", "{}12", "1.\n{}", "12\n{}", "{}\n1."],
)
def test_a_list_number_changes_nothing(sentence: str, numbered: str) -> None:
    found = brief(f"{numbered.format(sentence)}\n{numbered.format(AFTER)}")
    assert not found.unrecognised
    assert [account.as_json() for account in found.accounts] == [read(sentence), read(AFTER)]


@EACH
def test_width_spaces_and_radicals_change_nothing(sentence: str) -> None:
    odd = sentence.translate(str.maketrans("0123456789户月日长", "０１２３４５６７８９⼾⽉⽇⻓"))
    account = read("　".join(odd))
    assert account | {"institution": ""} == read(sentence) | {"institution": ""}


@EACH
def test_what_goes_on_after_a_shape_makes_it_unrecognised(sentence: str) -> None:
    found = brief(f"{sentence}另有情况。\n{AFTER}")
    assert [account.state for account in found.accounts] == ["closed"]
    assert len(found.unrecognised) == 1


@EACH
def test_a_sentence_that_is_cut_short_is_not_an_ended_account(sentence: str) -> None:
    for at in range(1, len(sentence)):
        for account in brief(f"{sentence[:at]}\n{AFTER}").accounts[:-1]:
            assert (
                account.state not in ("closed", "settled")
                or account.as_json()["state"] == (SHAPES[sentence]["state"])
            )


@pytest.mark.parametrize("sentence", REJECTED)
def test_anything_else_is_unrecognised_and_shown_by_its_lender_only(sentence: str) -> None:
    found = brief(f"{sentence}\n{AFTER}")
    assert [account.core_name for account in found.accounts] == ["招商银行"]
    [institution] = found.unrecognised
    assert institution in sentence
    assert "授信" not in institution


def test_identical_sentences_are_two_accounts() -> None:
    assert len(brief(f"{AFTER}\n{AFTER}").accounts) == 2


def test_an_amount_does_not_eat_the_next_comma() -> None:
    sentence = next(iter(SHAPES)).replace("余额为0，", "余额为1,000，")
    assert read(sentence.replace("10,000", "5,000"))["limit"] == 5000


def test_a_debt_of_somebody_else_is_counted_and_nothing_else() -> None:
    debt = "2023年03月15日，为李某某（证件号码：110101199003070000）在某银行办理的贷款承担相关还款责任。"
    found = brief(f"{AFTER}\n{debt}\n{AFTER}")
    assert (len(found.accounts), found.unrecognised, found.liabilities) == (2, (), 1)
    glued = brief(debt.replace("，为", "为"))
    assert (glued.accounts, glued.unrecognised, glued.liabilities) == ((), (), 1)


def test_a_lenders_name_that_looks_like_somebodys_data_is_not_shown() -> None:
    found = brief("2023年03月15日张某110101199003070000办理的怪事，不明。")
    assert found.unrecognised == ("",)
