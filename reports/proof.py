"""What a kept report proves: which accounts a closure is about, and what this report says of them.

A verdict only proposes: nothing is done to a closure before the user has answered. Nothing is said about
accounts that nobody asked to close.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models.tables import Closure, CreditReport, ReportAccount, ReportVerdict
from reports.accounts import Account
from reports.characters import squeezed
from reports.institutions import core_name, platforms_behind
from reports.pairs import Pair
from reports.stored import restored
from reports.verdicts import JUDGED
from scheduler.lifecycle import ClosureState, is_open

if TYPE_CHECKING:
    from catalog.loading import Catalog

Pairs = Mapping[int, Pair]
"""By closure the report on which its accounts were seen last, with the new one."""


def prove(report: CreditReport, session: Session, catalog: "Catalog") -> None:
    """Follow the closures' accounts to this report, and write down what it says of them.

    What was written down before and is not answered yet is written anew.
    """
    closures = _asked_for(report, session)
    if not closures:
        return
    _follow(report, _pairs(report, closures, session))
    _guess(report, closures, session, catalog)
    pairs = _pairs(report, closures, session)
    _follow(report, pairs)
    answered = _forget_unanswered(report, session)
    for closure in closures:
        if closure.id in pairs and closure.id not in answered:
            session.add_all(pairs[closure.id].verdicts(closure))
    session.flush()


def link(account: ReportAccount, closure: Closure, session: Session, catalog: "Catalog") -> None:
    """The user says that a closure is about this account of the newest report, and so of the one before.

    A card in two currencies is two accounts.
    """
    account.closure_id, report = closure.id, account.report
    if (previous := session.scalars(_earlier(report)).first()) is not None:
        for old, new in Pair(previous, report).matching.new_of.items():
            if report.accounts[new] is account and previous.accounts[old].closure_id is None:
                previous.accounts[old].closure_id = closure.id
    session.flush()
    prove(report, session, catalog)


def fits(account: Account, closure: Closure, catalog: "Catalog") -> bool:
    """Whether a closure may be about this account, by its lender and the day it was opened."""
    if account.kind not in JUDGED or account.opened_on > closure.requested_on:
        return False
    if core_name(squeezed(closure.platform_name)) in account.names:
        return True
    return any(behind.slug == closure.platform for behind in platforms_behind(account.names, catalog))


def _asked_for(report: CreditReport, session: Session) -> Sequence[Closure]:
    """The person's closures that a report can say something about: open ones, and those verified."""
    mine = select(Closure).where(Closure.person_id == report.person_id).order_by(Closure.id)
    return [
        each
        for each in session.scalars(mine)
        if is_open(ClosureState(each.state)) or each.state == ClosureState.VERIFIED
    ]


def _pairs(report: CreditReport, closures: Sequence[Closure], session: Session) -> Pairs:
    known, found = {each.id for each in closures}, dict[int, Pair]()
    for base in session.scalars(_earlier(report)):
        pair = Pair(base, report)
        for account in base.accounts:
            if account.closure_id in known and account.closure_id is not None:
                found.setdefault(account.closure_id, pair)
    return found


def _follow(report: CreditReport, pairs: Pairs) -> None:
    """An account keeps its closure from report to report."""
    for pair in dict.fromkeys(pairs.values()):
        for old, new in pair.matching.new_of.items():
            closure, account = pair.base.accounts[old].closure_id, report.accounts[new]
            if account.closure_id is None and closure is not None and pairs.get(closure) is pair:
                account.closure_id = closure


def _guess(report: CreditReport, closures: Sequence[Closure], session: Session, catalog: "Catalog") -> None:
    """Where only one account fits a closure, and only that closure the account, they belong together.

    First among those that were live on the report before. The user sees it and has to confirm the answer.
    """
    previous = session.scalars(_earlier(report)).first()
    linked = {account.closure_id for each in (previous, report) if each for account in each.accounts}
    left = [each for each in closures if is_open(ClosureState(each.state)) and each.id not in linked]
    for row in filter(None, (previous, report)):
        pairs = [pair for each in left for pair in _fitting(row, each, catalog, live=row is previous)]
        by_closure, by_account = Counter(c.id for c, _ in pairs), Counter(a.id for _, a in pairs)
        for closure, account in pairs:
            if by_closure[closure.id] == by_account[account.id] == 1:
                account.closure_id = closure.id
                left.remove(closure)
    session.flush()


def _fitting(
    row: CreditReport, closure: Closure, catalog: "Catalog", *, live: bool
) -> Iterator[tuple[Closure, ReportAccount]]:
    for stored, account in zip(row.accounts, restored(row).accounts, strict=True):
        free = stored.closure_id is None and (account.live or not live)
        if free and fits(account, closure, catalog):
            yield closure, stored


def _forget_unanswered(report: CreditReport, session: Session) -> set[int]:
    """Returns the closures that have answered to this report."""
    mine = ReportVerdict.report_id == report.id
    session.execute(delete(ReportVerdict).where(mine, ReportVerdict.answered_at.is_(None)))
    return set(session.scalars(select(ReportVerdict.closure_id).where(mine)))


def _earlier(report: CreditReport) -> Select[CreditReport]:
    """The reports before this one, the latest first."""
    mine = _reports_of(report.person_id).where(CreditReport.report_date < report.report_date)
    return mine.order_by(CreditReport.report_date.desc())


def _reports_of(person_id: int) -> Select[CreditReport]:
    return select(CreditReport).where(CreditReport.person_id == person_id)
