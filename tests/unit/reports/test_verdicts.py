"""The verdict table, row by row, and everything that must not be taken for a closure."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.accounts import Account, Counts, Kind, Month, Report, State, Summary
from reports.evidence import PROPOSED, Finding, Reason
from reports.refusals import Refusal, ReportRefused
from reports.verdicts import Comparison, compare
from scheduler.lifecycle import Answer

OLD_DAY, REQUESTED, NEW_DAY = date(2026, 8, 20), date(2026, 9, 10), date(2026, 11, 20)
BEFORE, SAME, AFTER = Month("2026-08"), Month("2026-09"), Month("2026-10")
LINE = Account(
    institution="重庆京东盛际小额贷款有限公司",
    names=("重庆京东盛际小额贷款",),
    kind=Kind.LINE,
    product="个人消费贷款",
    opened_on=date(2024, 5, 1),
    state=State.OPEN,
    currency="CNY",
    limit=10000,
    balance_zero=True,
    ever_overdue=False,
    as_of=BEFORE,
)
CARD = replace(LINE, institution="招商银行", names=("招商银行",), kind=Kind.CARD, product="贷记卡")
DOLLARS = replace(CARD, currency="USD")
LOAN = replace(LINE, kind=Kind.LOAN, amount=5000, limit=None, balance_zero=False)


def ended(account: Account, month: Month = AFTER, **more: Any) -> Account:
    state = State.SETTLED if account.kind is Kind.LOAN else State.CLOSED
    gone: dict[str, Any] = {"limit": None, "balance_zero": None, "as_of": None}
    return replace(account, state=state, closed_month=month, **(gone | more))


def later(account: Account, as_of: Month | None = AFTER, **more: Any) -> Account:
    return replace(account, as_of=as_of, **more)


def report(day: date, *accounts: Account, **more: Any) -> Report:
    """A report whose table counts what is on it."""
    found = Report(day, None, accounts, person="p")

    def column(name: str) -> Counts:
        return Counts(found.read_in(name) or None, None, None, None)

    summary = Summary(column("cards"), column("mortgages"), column("loans"), column("other"))
    return replace(found, **({"summary": summary} | more))


def compared(
    old: tuple[Account, ...], new: tuple[Account, ...], requested_on: date = REQUESTED, **more: Any
) -> Comparison:
    return compare(report(OLD_DAY, *old), report(NEW_DAY, *new, **more), requested_on)


def findings(comparison: Comparison, institution: str = "") -> list[tuple[int | None, int | None, str, str]]:
    return [
        (verdict.account, verdict.new_account, verdict.finding.value, verdict.evidence.reason.value)
        for verdict in comparison.verdicts(institution)
    ]


ROWS = {
    "overdue": (LINE, later(LINE, state=State.OVERDUE), "cannot_close", "overdue_now"),
    "bad debt": (LINE, later(LINE, state=State.BAD_DEBT), "cannot_close", "bad_debt"),
    "a balance": (LINE, later(LINE, balance_zero=False), "cannot_close", "balance_left"),
    "a balance, not updated": (LINE, later(LINE, BEFORE, balance_zero=False), "cannot_close", "balance_left"),
    "a balance again": (ended(LINE), later(LINE, balance_zero=False), "cannot_close", "balance_left"),
    "settled": (LINE, ended(LINE), "proven", "closed_in"),
    "settled in the month of the request": (LINE, ended(LINE, SAME), "proven", "closed_in"),
    "settled before the request": (LINE, ended(LINE, BEFORE), "proven", "closed_before_request"),
    "closed card": (CARD, ended(CARD), "proven", "closed_in"),
    "was overdue, is closed": (replace(LINE, state=State.OVERDUE), ended(LINE), "proven", "closed_in"),
    "never activated": (replace(CARD, state=State.NOT_ACTIVATED), ended(CARD), "proven", "closed_in"),
    "closed card without currency": (CARD, ended(CARD, currency=None), "proven", "closed_in"),
    "moved": (LINE, later(LINE, state=State.TRANSFERRED), "cannot_tell", "transferred"),
    "no month": (CARD, later(CARD, None), "cannot_tell", "no_as_of"),
    "limit cut": (LINE, later(LINE, limit=0), "limit_cut", "limit_zero"),
    "limit cut in the month of the request": (LINE, later(LINE, SAME, limit=0), "limit_cut", "limit_zero"),
    "limit cut before": (LINE, later(LINE, BEFORE, limit=0), "not_updated", "open_before_request"),
    "never a limit": (replace(LINE, limit=0), later(LINE, limit=0), "still_open", "open_after_request"),
    "open after": (LINE, later(LINE), "still_open", "open_after_request"),
    "not activated after": (CARD, later(CARD, state=State.NOT_ACTIVATED), "still_open", "open_after_request"),
    "open in the month": (LINE, later(LINE, SAME), "undecided", "open_in_month_of_request"),
    "open before": (LINE, later(LINE, BEFORE), "not_updated", "open_before_request"),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_table(row: str) -> None:
    old, new, finding, reason = ROWS[row]
    assert findings(compared((old,), (new,))) == [(0, 0, finding, reason)]


@pytest.mark.parametrize(
    "changed",
    [
        {"limit": 1, "balance_zero": None, "ever_overdue": True},
        {"institution": "某某（原：重庆京东盛际）", "names": ("某某", "重庆京东盛际小额贷款")},
    ],
)
def test_what_may_change_is_no_part_of_the_key(changed: dict[str, Any]) -> None:
    assert findings(compared((LINE,), (ended(LINE, **changed),)))[0][2] == "proven"


@pytest.mark.parametrize(
    "changed",
    [
        {"names": ("重庆京东",)},
        {"opened_on": date(2024, 5, 2)},
        {"product": "个人经营性贷款"},
        {"kind": Kind.CARD},
    ],
)
def test_what_is_a_part_of_the_key_may_not(changed: dict[str, Any]) -> None:
    assert "proven" not in [row[2] for row in findings(compared((LINE,), (ended(LINE, **changed),)))]


def test_a_settled_loan_proves_only_itself() -> None:
    assert findings(compared((LINE, LOAN), (later(LINE), ended(LOAN)))) == [
        (0, 0, "still_open", "open_after_request")
    ]
    assert findings(compared((LOAN,), (ended(LOAN),))) == []


def test_a_lender_with_loans_and_no_line_is_told_apart() -> None:
    assert compared((LOAN,), (ended(LOAN),)).per_draw() == ("重庆京东盛际小额贷款",)
    assert compared((LOAN, LINE), (ended(LOAN),)).per_draw() == ()


# A card in two currencies


def test_a_card_closed_in_one_currency_is_partly_closed_in_the_other() -> None:
    comparison = compared((CARD, DOLLARS), (ended(CARD), later(DOLLARS)))
    assert findings(comparison) == [
        (0, 0, "proven", "closed_in"),
        (1, 1, "partly_closed", "other_currency_closed"),
    ]


def test_a_closed_card_that_prints_no_currency_is_one_of_them() -> None:
    comparison = compared((CARD, DOLLARS), (ended(CARD, currency=None), later(CARD)))
    assert findings(comparison) == [
        (0, 1, "partly_closed", "other_currency_closed"),
        (1, 0, "proven", "closed_in"),
    ]


def test_a_card_closed_in_both_currencies_is_closed() -> None:
    comparison = compared((CARD, DOLLARS), (ended(DOLLARS), ended(CARD)))
    assert [row[2] for row in findings(comparison)] == ["proven", "proven"]


def test_what_is_owed_in_the_other_currency_comes_first() -> None:
    comparison = compared((CARD, DOLLARS), (ended(CARD), later(DOLLARS, balance_zero=False)))
    assert findings(comparison)[1][2:] == ("cannot_close", "balance_left")


# Twins


def test_of_twins_as_many_are_closed_as_the_new_report_closes_more() -> None:
    old = (LINE, LINE, ended(LINE))
    assert [row[2] for row in findings(compared(old, (ended(LINE), later(LINE), later(LINE))))] == [
        "still_open",
        "still_open",
    ]
    assert [row[2] for row in findings(compared(old, (ended(LINE), ended(LINE), later(LINE))))] == [
        "proven",
        "still_open",
    ]


def test_a_closed_twin_without_currency_proves_nothing_new() -> None:
    comparison = compared((ended(CARD, currency=None), CARD), (ended(CARD), later(CARD)))
    assert findings(comparison) == [(1, 1, "still_open", "open_after_request")]


def test_the_closed_one_of_twins_is_that_with_the_same_last_digits() -> None:
    old = (replace(CARD, tail="a"), replace(CARD, tail="b"))
    assert findings(compared(old, (ended(CARD, tail="b"), later(CARD, tail="a")))) == [
        (0, 1, "still_open", "open_after_request"),
        (1, 0, "proven", "closed_in"),
    ]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["open", "closed"]), max_size=4), st.data())
def test_twins_are_counted_whatever_their_order(states: list[str], data: st.DataObject) -> None:
    """Never more are proven than the new report closes more than the old one."""
    news = data.draw(st.lists(st.sampled_from(["open", "closed"]), max_size=4))
    old = tuple(ended(LINE) if state == "closed" else LINE for state in states)
    new = tuple(ended(LINE) if state == "closed" else later(LINE) for state in news)
    more = max(0, news.count("closed") - states.count("closed"))
    for order in list(permutations(new))[:6]:
        proven = [row for row in findings(compared(old, order)) if row[2] == "proven"]
        assert len(proven) == min(states.count("open"), more)


# Gone


def gone(**more: Any) -> str:
    [(_, new, finding, reason)] = findings(compared((LINE, CARD), (later(CARD),), **more))[:1]
    assert new is None
    return f"{finding} {reason}"


def test_an_account_that_is_gone_is_probably_closed() -> None:
    assert gone() == "no_longer_listed gone"


def test_without_both_tables_nothing_is_said() -> None:
    assert gone(summary=None) == "cannot_tell gone_table_unread"


@pytest.mark.parametrize("more", [{"unrecognised": ("某行",)}, {"unreadable_pages": 1}])
def test_with_anything_unread_nothing_is_said(more: dict[str, Any]) -> None:
    assert gone(**more) == "cannot_tell gone_not_understood"


def test_with_other_counts_than_printed_nothing_is_said() -> None:
    none, one = Counts(None, None, None, None), Counts(1, 1, None, None)
    assert gone(summary=Summary(one, none, one, none)) == "cannot_tell gone_counts_differ"
    # another column's counts are another column's matter
    assert gone(summary=Summary(none, one, none, none)) == "no_longer_listed gone"


def test_the_old_report_too_must_be_read_whole() -> None:
    for more in ({"summary": None}, {"unrecognised": ("",)}):
        old = report(OLD_DAY, LINE, **more)
        [verdict] = compare(old, report(NEW_DAY), REQUESTED).verdicts()
        assert verdict.finding is Finding.CANNOT_TELL


def test_an_older_account_that_nobody_knows_may_be_the_one_that_is_gone() -> None:
    stranger = later(LINE, names=("某某",), opened_on=date(2023, 1, 1))
    assert findings(compared((LINE,), (stranger,)))[0][2:] == ("cannot_tell", "gone_stranger")
    for harmless in (ended(stranger), replace(stranger, opened_on=date(2026, 8, 21))):
        assert findings(compared((LINE,), (harmless,)))[0][2] == "no_longer_listed"


def test_how_many_are_open_by_the_table_changes_nothing() -> None:
    none = Counts(None, None, None, None)
    summary = Summary(Counts(1, 9, None, None), none, none, none)
    assert gone(summary=summary) == "no_longer_listed gone"


# Reopened

FRESH = replace(LINE, opened_on=date(2026, 10, 1), as_of=AFTER)


@pytest.mark.parametrize(
    ("old", "new"),
    [((ended(LINE, BEFORE),), (ended(LINE, BEFORE),)), ((LINE,), (ended(LINE),)), ((LINE,), ())],
)
def test_an_account_opened_after_the_request_is_reopened(
    old: tuple[Account, ...], new: tuple[Account, ...]
) -> None:
    rows = findings(compared(old, (*new, FRESH)))
    assert rows[-1] == (0, len(new), "reopened", "opened_after_request")


def test_on_the_day_of_the_request_it_is_asked() -> None:
    rows = findings(compared((LINE,), (ended(LINE), replace(FRESH, opened_on=REQUESTED))))
    assert rows[-1] == (0, 1, "cannot_tell", "opened_on_day_of_request")


def test_at_a_lender_that_was_not_there_it_is_only_said_when_asked_about() -> None:
    comparison = compared((CARD,), (later(CARD), FRESH))
    assert [row[2] for row in findings(comparison)] == ["still_open"]
    assert findings(comparison, "京东") == [(None, 1, "reopened", "opened_after_request")]


@pytest.mark.parametrize(
    "other",
    [
        replace(FRESH, opened_on=date(2026, 9, 9)),
        replace(FRESH, names=("某某",)),
        replace(FRESH, kind=Kind.CARD),
        ended(FRESH),
        replace(FRESH, kind=Kind.LOAN, amount=1),
    ],
)
def test_nothing_else_is_reopened(other: Account) -> None:
    assert "reopened" not in [row[2] for row in findings(compared((LINE,), (ended(LINE), other)))]


def test_beside_an_account_that_is_still_open_a_new_one_is_just_that() -> None:
    assert [row[2] for row in findings(compared((LINE,), (later(LINE), FRESH)))] == ["still_open"]


# Asking about one lender


def test_only_the_accounts_of_that_lender_are_judged() -> None:
    comparison = compared((LINE, CARD), (ended(LINE), ended(CARD)))
    for asked in ("京东", "重庆京东盛际小额贷款有限公司", "重庆京东盛际小额贷款"):
        assert findings(comparison, asked) == [(0, 0, "proven", "closed_in")]
    assert comparison.knows("京东")
    assert not comparison.knows("某某")


# Refused


@pytest.mark.parametrize(
    ("old", "new", "requested_on", "refusal"),
    [
        ({"person": "q"}, {}, REQUESTED, Refusal.OTHER_PERSON),
        ({"person": None}, {}, REQUESTED, Refusal.PERSON_UNKNOWN),
        ({}, {"person": None}, REQUESTED, Refusal.PERSON_UNKNOWN),
        ({"report_date": NEW_DAY}, {}, REQUESTED, Refusal.NOT_NEWER),
        ({"report_date": date(2026, 12, 1)}, {}, REQUESTED, Refusal.NOT_NEWER),
        ({}, {}, date(2026, 11, 21), Refusal.REQUESTED_LATER),
    ],
)
def test_what_cannot_be_compared_is_refused(
    old: dict[str, Any], new: dict[str, Any], requested_on: date, refusal: Refusal
) -> None:
    with pytest.raises(ReportRefused) as refused:
        compare(report(OLD_DAY, LINE, **old), report(NEW_DAY, LINE, **new), requested_on)
    assert refused.value.refusal is refusal


def test_a_request_on_the_day_of_the_new_report_is_not_too_late() -> None:
    assert compared((LINE,), (ended(LINE),), NEW_DAY).verdicts()


# What follows


def test_every_finding_proposes_its_answers() -> None:
    assert PROPOSED == {
        Finding.PROVEN: (Answer.VERIFIED,),
        Finding.STILL_OPEN: (Answer.STILL_OPEN,),
        Finding.LIMIT_CUT: (Answer.STILL_OPEN,),
        Finding.PARTLY_CLOSED: (Answer.STILL_OPEN,),
        Finding.NOT_UPDATED: (Answer.NOT_UPDATED,),
        Finding.UNDECIDED: (Answer.NOT_UPDATED,),
        Finding.NO_LONGER_LISTED: (Answer.VERIFIED, Answer.CANNOT_TELL),
        Finding.CANNOT_TELL: (Answer.CANNOT_TELL,),
        Finding.CANNOT_CLOSE: (Answer.CANNOT_TELL,),
        Finding.REOPENED: (Answer.CANNOT_TELL,),
    }
    assert set(PROPOSED) == set(Finding)


def test_every_reason_has_a_sentence() -> None:
    from desk.report_wording import _REASONS, FINDINGS

    assert set(_REASONS) == {reason.value for reason in Reason}
    assert set(FINDINGS) == {finding.value for finding in Finding}


def test_two_thousand_twins_are_matched_in_passes_and_not_pair_by_pair() -> None:
    cards = tuple(replace(CARD, tail=str(number)) for number in range(2_000))
    comparison = compared(cards, tuple(ended(card) for card in reversed(cards)))
    assert [row[:3] for row in findings(comparison)] == [(n, 1999 - n, "proven") for n in range(2_000)]


# Candidates


@pytest.mark.parametrize(
    ("account", "wanted"),
    [
        (LINE, True),
        (CARD, True),
        (replace(CARD, state=State.NOT_ACTIVATED, balance_zero=None), True),
        (replace(CARD, state=State.NOT_ACTIVATED, balance_zero=False), False),
        (replace(LINE, balance_zero=None), False),
        (replace(LINE, balance_zero=False), False),
        (replace(LINE, ever_overdue=True), False),
        (replace(LINE, ever_overdue=None), False),
        (replace(LINE, housing=True), False),
        (replace(LINE, product="个人商用房贷款"), False),
        (replace(LOAN, balance_zero=True), False),
        (ended(LINE), False),
        (replace(LINE, state=State.OVERDUE), False),
        (replace(LINE, state=State.TRANSFERRED), False),
    ],
)
def test_what_comes_into_question_for_closing(account: Account, wanted: bool) -> None:
    assert report(OLD_DAY, account).candidates == ((0,) if wanted else ())
