"""A report as rows, and back: only what report.md's "Privacy" allows is in them.

What is left out on purpose makes comparing careful, never bold: an account for a home that only its heading
tells counts in another column than the table's, so nothing is concluded from its absence.
"""

from collections import Counter
from collections.abc import Hashable
from datetime import datetime
from typing import Any

from models.tables import CreditReport, ReportAccount
from reports.accounts import COLUMNS, Account, Counts, Kind, Month, Report, State, Summary
from reports.institutions import names_of

BRIEF = "brief"


def as_row(report: Report, imported_at: datetime, sealed_with: str) -> CreditReport:
    """The report with its accounts, in no session and nobody's yet. It says whose it is."""
    assert report.person is not None
    return CreditReport(
        kind=BRIEF,
        report_date=report.report_date,
        summary=report.as_json()["summary"],
        unrecognised=report.not_understood,
        seal=report.person,
        sealed_with=sealed_with,
        imported_at=imported_at,
        accounts=_accounts(report),
    )


def restored(row: CreditReport) -> Report:
    """What is stored, for comparing with another report."""
    return Report(
        report_date=row.report_date,
        summary=_summary(row.summary),
        accounts=tuple(_account(each) for each in row.accounts),
        unrecognised=("",) * row.unrecognised,
        person=row.seal,
    )


def _summary(stored: dict[str, Any] | None) -> Summary | None:
    return None if stored is None else Summary(*(Counts(**stored[column]) for column in COLUMNS))


def _accounts(report: Report) -> list[ReportAccount]:
    twins: Counter[Hashable] = Counter()
    rows = []
    for account in report.accounts:
        same = (
            account.names,
            account.opened_on,
            account.kind,
            account.product,
            account.amount,
            account.currency,
        )
        twins[same] += 1
        rows.append(_row(account, twins[same]))
    return rows


def _row(account: Account, ordinal: int) -> ReportAccount:
    return ReportAccount(
        institution=account.institution,
        kind=account.kind.value,
        product=account.product,
        opened_on=account.opened_on,
        state=account.state.value,
        currency=account.currency,
        amount=account.amount,
        credit_limit=account.limit,
        balance_zero=account.balance_zero,
        closed_month=account.closed_month,
        as_of=account.as_of,
        ordinal=ordinal,
        tail=account.tail,
        candidate=account.candidate,
    )


def _account(row: ReportAccount) -> Account:
    return Account(
        institution=row.institution,
        names=names_of(row.institution),
        kind=Kind(row.kind),
        product=row.product,
        opened_on=row.opened_on,
        state=State(row.state),
        currency=row.currency,
        amount=row.amount,
        limit=row.credit_limit,
        balance_zero=row.balance_zero,
        closed_month=_month(row.closed_month),
        as_of=_month(row.as_of),
        tail=row.tail,
    )


def _month(text: str | None) -> Month | None:
    return None if text is None else Month(text)
