"""The verdict table: an account of the old report, and what the new one says about its closure. Pure.

Rows are tried from top to bottom and the first that fits wins; re-opened accounts are looked for
separately. Only lines and cards have verdicts: a settled loan proves nothing but itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.accounts import COLUMNS, ENDED, Account, Kind, Report, State, month_of
from reports.characters import squeezed
from reports.evidence import Evidence, Finding, Reason, Verdict
from reports.institutions import core_name
from reports.matching import Matching, match, same_institution
from reports.refusals import Refusal, ReportRefused

Found = tuple[Finding, Evidence]
JUDGED = (Kind.LINE, Kind.CARD)
_WORDS = {State.OVERDUE: Reason.OVERDUE_NOW, State.BAD_DEBT: Reason.BAD_DEBT}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports of one person, and since when a closure is asked for. Make it with ``compare()``."""

    old: Report
    new: Report
    requested_on: date
    matching: Matching
    doubts: Mapping[str, Reason | None]

    def verdicts(self, institution: str = "") -> tuple[Verdict, ...]:
        """On every line and card that was live, then on those opened since.

        ``institution``: a part of the name of the only one that is asked about.
        """
        return (*self._of_old(institution), *self._reopened(institution))

    def knows(self, institution: str) -> bool:
        """Whether either report has an account there."""
        return any(is_called(account, institution) for account in (*self.old.accounts, *self.new.accounts))

    def per_draw(self) -> tuple[str, ...]:
        """Institutions with loans but no line: there no report can prove that the app's line is closed."""
        accounts = (*self.old.accounts, *self.new.accounts)
        lending = {account.core_name: account for account in accounts if account.kind is Kind.LOAN}
        lines = [account for account in accounts if account.kind is Kind.LINE]
        return tuple(
            name for name, loan in lending.items() if not any(same_institution(loan, line) for line in lines)
        )

    def _of_old(self, institution: str) -> Iterator[Verdict]:
        for at, account in enumerate(self.old.accounts):
            asked = account.kind in JUDGED and is_called(account, institution)
            if asked and (found := self._judge(at, account)):
                new_at = self.matching.new_of.get(at)
                yield Verdict(at, new_at, account.institution, account.opened_on, *found)

    def _judge(self, at: int, account: Account) -> Found | None:
        new = self._new_of(at)
        if new is not None and (owed := _owes(new)):
            return Finding.CANNOT_CLOSE, Evidence(owed, new.as_of)
        if not account.live:
            return None
        if new is not None and new.state in ENDED:
            return Finding.PROVEN, self._closed(new)
        if (partner := self._closed_partner(at)) is not None:
            return Finding.PARTLY_CLOSED, Evidence(Reason.OTHER_CURRENCY_CLOSED, partner.closed_month)
        return self._gone(account) if new is None else self._listed(account, new)

    def _closed(self, new: Account) -> Evidence:
        early = new.closed_month is not None and new.closed_month < month_of(self.requested_on)
        return Evidence(Reason.CLOSED_BEFORE_REQUEST if early else Reason.CLOSED_IN, new.closed_month)

    def _closed_partner(self, at: int) -> Account | None:
        """The same card in another currency, closed in the new report."""
        old = self.old.accounts[at]
        for other in self.matching.alike[at]:
            theirs, new = self.old.accounts[other], self._new_of(other)
            two = None not in (old.currency, theirs.currency) and old.currency != theirs.currency
            if two and theirs.live and new is not None and new.state in ENDED:
                return new
        return None

    def _listed(self, old: Account, new: Account) -> Found:
        if new.state is State.TRANSFERRED:
            return Finding.CANNOT_TELL, Evidence(Reason.TRANSFERRED)
        if new.as_of is None:
            return Finding.CANNOT_TELL, Evidence(Reason.NO_AS_OF)
        requested = month_of(self.requested_on)
        if (old.limit or 0) > 0 and new.limit == 0 and new.as_of >= requested:
            return Finding.LIMIT_CUT, Evidence(Reason.LIMIT_ZERO, new.as_of)
        if new.as_of > requested:
            return Finding.STILL_OPEN, Evidence(Reason.OPEN_AFTER_REQUEST, new.as_of)
        if new.as_of == requested:
            return Finding.UNDECIDED, Evidence(Reason.OPEN_IN_MONTH_OF_REQUEST, new.as_of)
        return Finding.NOT_UPDATED, Evidence(Reason.OPEN_BEFORE_REQUEST, new.as_of)

    def _gone(self, account: Account) -> Found:
        if (doubt := self.doubts[account.column]) is not None:
            return Finding.CANNOT_TELL, Evidence(doubt)
        return Finding.NO_LONGER_LISTED, Evidence(Reason.GONE)

    def _reopened(self, institution: str) -> Iterator[Verdict]:
        for at in self.matching.only_new:
            account = self.new.accounts[at]
            asked = account.kind in JUDGED and account.live and is_called(account, institution)
            if not asked or account.opened_on < self.requested_on:
                continue
            there, before = self._before(account)
            if before is not None or (institution and not there):
                finding, reason = Finding.REOPENED, Reason.OPENED_AFTER_REQUEST
                if account.opened_on == self.requested_on:
                    finding, reason = Finding.CANNOT_TELL, Reason.OPENED_ON_DAY_OF_REQUEST
                evidence = Evidence(reason, day=account.opened_on)
                yield Verdict(before, at, account.institution, account.opened_on, finding, evidence)

    def _before(self, account: Account) -> tuple[bool, int | None]:
        """Whether the old report has accounts of this kind there, and one that is not open any more."""
        there = False
        for at, old in enumerate(self.old.accounts):
            if old.kind is account.kind and same_institution(old, account):
                new, there = self._new_of(at), True
                if not old.live or new is None or new.state in ENDED:
                    return True, at
        return there, None

    def _new_of(self, at: int) -> Account | None:
        new = self.matching.new_of.get(at)
        return None if new is None else self.new.accounts[new]


def compare(old: Report, new: Report, requested_on: date) -> Comparison:
    """Compare two reports of one person. Raises ReportRefused."""
    if old.person is None or new.person is None:
        raise ReportRefused(Refusal.PERSON_UNKNOWN)
    if old.person != new.person:
        raise ReportRefused(Refusal.OTHER_PERSON)
    if new.report_date <= old.report_date:
        raise ReportRefused(Refusal.NOT_NEWER, new=new.report_date, old=old.report_date)
    if requested_on > new.report_date:
        raise ReportRefused(Refusal.REQUESTED_LATER, requested_on=requested_on, new=new.report_date)
    matching = match(old, new)
    doubts = {column: _doubt(old, new, matching, column) for column in COLUMNS}
    return Comparison(old, new, requested_on, matching, doubts)


def is_called(account: Account, institution: str) -> bool:
    """Whether this is a part of what the account's institution is or was called; "" is of every name."""
    wanted = core_name(squeezed(institution))
    return any(wanted in name for name in account.names)


def _doubt(old: Report, new: Report, matching: Matching, column: str) -> Reason | None:
    """Why an account of this column that is gone says nothing; None where it says something."""
    if old.summary is None or new.summary is None:
        return Reason.GONE_TABLE_UNREAD
    if old.not_understood or new.not_understood:
        return Reason.GONE_NOT_UNDERSTOOD
    if not (old.complete_in(column) and new.complete_in(column)):
        return Reason.GONE_COUNTS_DIFFER
    # A live account that should have stood on the old report already may be the one that is gone.
    strangers = (new.accounts[at] for at in matching.only_new)
    if any(stranger.live and stranger.opened_on <= old.report_date for stranger in strangers):
        return Reason.GONE_STRANGER
    return None


def _owes(new: Account) -> Reason | None:
    if (reason := _WORDS.get(new.state)) is not None:
        return reason
    return Reason.BALANCE_LEFT if new.live and new.balance_zero is False else None
