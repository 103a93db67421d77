"""Kept reports and closures: what belongs together, what is said of it, and what nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models.closure import Target
from models.session import Database
from models.tables import Closure, CreditReport, ReportAccount, ReportVerdict
from reports.accounts import Account, Kind, Month, Report, State
from reports.evidence import Finding, Reason
from reports.proof import link, prove
from reports.stored import as_row, restored
from scheduler.lifecycle import Answer
from tests.closures import beijing, first_user, planning, register
from tests.scripted import catalog
from tests.unit.reports.test_verdicts import CARD, DOLLARS, LINE, ended, later, report

OLD, NEW, NEWEST = date(2026, 8, 20), date(2026, 11, 20), date(2027, 1, 20)
ASKED = date(2026, 9, 10)
MAYI = replace(LINE, institution="重庆蚂蚁消费金融有限公司", names=("重庆蚂蚁消费金融",))
ANOTHER = replace(LINE, opened_on=date(2023, 1, 1))
ALLOWED = {
    *("institution", "opened_on", "kind", "product", "currency", "amount", "credit_limit", "balance_zero"),
    *("state", "closed_month", "as_of", "ordinal", "tail", "candidate"),
}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing() as opened:
        yield opened


def keep(session: Session, found: Report) -> CreditReport:
    row = as_row(found, beijing("2026-11-21 10:00"), "k")
    row.person_id = first_user(session).people[0].id
    session.add(row)
    session.flush()
    prove(row, session, catalog())
    return row


def jd(session: Session, on: date = ASKED) -> Closure:
    return register(first_user(session), on=on, target=Target("jd-jintiao", "京东金条", "app"))


def said(session: Session) -> list[tuple[int, str]]:
    found = session.scalars(select(ReportVerdict).order_by(ReportVerdict.id))
    return [(each.closure_id, each.finding) for each in found]


# What is kept


def test_an_account_is_kept_with_what_privacy_allows_and_nothing_else() -> None:
    columns = {column.key for column in inspect(ReportAccount).columns}
    assert columns - {"id", "report_id", "closure_id"} == ALLOWED


@pytest.mark.parametrize(
    "found",
    [
        report(OLD, LINE, CARD, DOLLARS),
        report(OLD, ended(LINE), replace(CARD, tail="ab12")),
        Report(OLD, None, (LINE,), ("某行", ""), unreadable_pages=1, person="p"),
    ],
)
def test_what_comes_back_compares_as_what_was_read(session: Session, found: Report) -> None:
    row = keep(session, found)
    session.expire_all()
    back = restored(session.get_one(CreditReport, row.id))
    assert back.summary == found.summary
    assert back.not_understood == found.not_understood
    assert back.person == found.person
    kept = [field.name for field in fields(Account) if field.name not in ("ever_overdue", "housing")]
    for ours, theirs in zip(back.accounts, found.accounts, strict=True):
        assert all(getattr(ours, name) == getattr(theirs, name) for name in kept)


def test_an_account_for_a_home_that_only_its_heading_tells_proves_nothing_when_it_is_gone(
    session: Session,
) -> None:
    home = replace(LINE, housing=True)
    back = restored(keep(session, report(OLD, home, MAYI)))
    assert not back.complete_in("mortgages")
    assert not back.complete_in("loans")


def test_twins_are_numbered(session: Session) -> None:
    row = keep(session, report(OLD, LINE, LINE, MAYI))
    assert [account.ordinal for account in row.accounts] == [1, 2, 1]


# Which account a closure is about


def test_a_closure_is_about_the_only_account_that_fits(session: Session) -> None:
    closure = jd(session)
    kept = keep(session, report(OLD, LINE, MAYI, CARD))
    assert [account.closure_id for account in kept.accounts] == [closure.id, None, None]


def test_where_several_fit_the_user_is_asked(session: Session) -> None:
    closure = jd(session)
    keep(session, report(OLD, LINE, ANOTHER))
    kept = keep(session, report(NEW, ended(LINE), later(ANOTHER)))
    assert {account.closure_id for account in kept.accounts} == {None}
    assert said(session) == []
    link(kept.accounts[0], closure, session, catalog())
    assert said(session) == [(closure.id, "proven")]


def test_two_closures_at_one_lender_are_not_guessed(session: Session) -> None:
    jd(session)
    jd(session)
    kept = keep(session, report(OLD, LINE))
    assert kept.accounts[0].closure_id is None


def test_an_account_opened_after_the_request_is_not_the_one(session: Session) -> None:
    jd(session)
    kept = keep(session, report(OLD, replace(LINE, opened_on=date(2026, 9, 11))))
    assert kept.accounts[0].closure_id is None


def test_a_closure_follows_its_account_from_report_to_report(session: Session) -> None:
    closure = jd(session)
    for found in (report(OLD, LINE, ANOTHER), report(NEW, later(ANOTHER), later(LINE))):
        kept = keep(session, found)
        if kept.report_date == OLD:
            kept.accounts[0].closure_id = closure.id
            session.flush()
    assert [account.closure_id for account in kept.accounts] == [None, closure.id]


def test_a_withdrawn_closure_hears_nothing(session: Session) -> None:
    closure = jd(session)
    closure.withdraw(planning("2026-09-12 10:00"))
    keep(session, report(OLD, LINE))
    keep(session, report(NEW, ended(LINE)))
    assert said(session) == []


# What is said


def test_nothing_is_said_about_what_nobody_asked_to_close(session: Session) -> None:
    closure = jd(session)
    keep(session, report(OLD, LINE, MAYI, CARD))
    keep(session, report(NEW, ended(LINE), ended(MAYI), ended(CARD)))
    assert said(session) == [(closure.id, "proven")]


def test_a_verdict_names_its_evidence_and_changes_nothing(session: Session) -> None:
    closure = jd(session)
    keep(session, report(OLD, LINE))
    keep(session, report(NEW, ended(LINE)))
    [verdict] = session.scalars(select(ReportVerdict))
    assert (verdict.reason, verdict.month, verdict.requested_on) == ("closed_in", "2026-10", ASKED)
    assert (verdict.old_report.report_date, verdict.report.report_date) == (OLD, NEW)
    assert (closure.state, verdict.answer) == ("waiting", None)


def test_an_answer_settles_it_and_taking_it_back_opens_it_again(session: Session) -> None:
    closure = jd(session)
    keep(session, report(OLD, LINE))
    keep(session, report(NEW, ended(LINE)))
    session.refresh(closure, ["verdicts"])
    closure.answer(Answer.VERIFIED, planning("2026-11-21 10:00"))
    [verdict] = closure.verdicts
    assert verdict.answer == "verified"
    closure.undo(planning("2026-11-21 10:05"))
    assert verdict.answer is None
    assert verdict.answered_at is None


def test_proving_again_repeats_nothing(session: Session) -> None:
    jd(session)
    keep(session, report(OLD, LINE))
    kept = keep(session, report(NEW, ended(LINE)))
    prove(kept, session, catalog())
    assert len(said(session)) == 1


def test_a_request_after_the_report_is_not_judged_by_it(session: Session) -> None:
    jd(session, on=date(2026, 11, 21))
    keep(session, report(OLD, LINE))
    keep(session, report(NEW, later(LINE)))
    assert said(session) == []


def test_both_currencies_of_a_card_are_one_closure(session: Session) -> None:
    closure = register(first_user(session), on=ASKED, target=Target("", "招商银行"))
    kept = keep(session, report(OLD, CARD, DOLLARS))
    for account in kept.accounts:
        account.closure_id = closure.id
    session.flush()
    keep(session, report(NEW, ended(CARD), later(DOLLARS)))
    assert said(session) == [(closure.id, "proven"), (closure.id, "partly_closed")]


# The reopen watch


def verified(session: Session) -> Closure:
    closure = jd(session)
    keep(session, report(OLD, LINE))
    keep(session, report(NEW, ended(LINE)))
    session.refresh(closure, ["verdicts"])
    closure.answer(Answer.VERIFIED, planning("2026-11-21 10:00"))
    session.flush()
    return closure


def test_a_verified_account_that_is_open_again_is_told(session: Session) -> None:
    closure = verified(session)
    keep(session, report(NEWEST, later(LINE, Month("2027-01"))))
    assert said(session)[1:] == [(closure.id, "reopened")]
    verdict = session.scalars(select(ReportVerdict).order_by(ReportVerdict.id.desc())).first()
    assert verdict is not None
    assert (verdict.reason, verdict.month) == (Reason.OPEN_AGAIN, "2027-01")


def test_a_new_account_at_the_lender_is_told(session: Session) -> None:
    closure = verified(session)
    again = replace(LINE, opened_on=date(2026, 12, 1), as_of=Month("2027-01"))
    keep(session, report(NEWEST, ended(LINE), again))
    assert said(session)[1:] == [(closure.id, "reopened")]


def test_a_new_account_elsewhere_is_nobodys_business(session: Session) -> None:
    verified(session)
    elsewhere = replace(MAYI, opened_on=date(2026, 12, 1), as_of=Month("2027-01"))
    keep(session, report(NEWEST, ended(LINE), elsewhere))
    assert len(said(session)) == 1


def test_what_was_verified_too_early_is_told_by_the_next_report(session: Session) -> None:
    closure = jd(session)
    keep(session, report(OLD, LINE))
    closure.answer(Answer.VERIFIED, planning("2026-09-20 10:00"))
    session.flush()
    keep(session, report(NEW, later(LINE)))
    assert said(session) == [(closure.id, Finding.REOPENED)]


def test_a_verified_account_that_stays_closed_is_quiet(session: Session) -> None:
    verified(session)
    keep(session, report(NEWEST, ended(LINE)))
    assert len(said(session)) == 1


def test_an_account_that_another_closure_asks_for_is_not_told_twice(session: Session) -> None:
    closure = verified(session)
    kept = keep(session, report(NEWEST, later(LINE, Month("2027-01"))))
    second = jd(session, on=date(2027, 1, 21))
    kept.accounts[0].closure_id = second.id
    session.refresh(closure, ["verdicts"])
    closure.dismiss("asked-again", planning("2027-01-21 10:00"))
    session.flush()
    keep(session, report(date(2027, 3, 20), ended(LINE, Month("2027-02"))))
    assert said(session)[2:] == [(second.id, "proven")]


def test_a_report_can_be_proved_without_any_closure(session: Session) -> None:
    keep(session, report(OLD, LINE, replace(LINE, kind=Kind.LOAN, state=State.SETTLED, amount=5)))
    assert said(session) == []
