"""Kept reports, what they offer to close and what they propose, as programs read them: keys only grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.closing import candidates
from desk.proposals import Proposal, evidence_of
from reports.institutions import names_of

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from desk.closing import Candidate
    from desk.desk import Desk
    from models.tables import CreditReport, ReportAccount, ReportVerdict


def report_json(report: CreditReport) -> dict[str, Any]:
    """All that is kept of it, but for what is only good for comparing."""
    return {
        "id": report.id,
        "person": report.person.name,
        "kind": report.kind,
        "report_date": report.report_date.isoformat(),
        "summary": report.summary,
        "accounts": [account_json(account) for account in report.accounts],
        "unrecognised": report.unrecognised,
    }


def kept_json(report: CreditReport, desk: Desk) -> dict[str, Any]:
    """The same with what it offers to close."""
    catalog = desk.installation.catalog()
    return report_json(report) | {"candidates": candidates_json(report, catalog)}


def account_json(account: ReportAccount) -> dict[str, Any]:
    """One account. ``closure``: the closure that is about it, as far as is known."""
    return {
        "id": account.id,
        "institution": account.institution,
        "core_name": names_of(account.institution)[0],
        "kind": account.kind,
        "product": account.product,
        "opened_on": account.opened_on.isoformat(),
        "currency": account.currency,
        "amount": account.amount,
        "limit": account.credit_limit,
        "balance_zero": account.balance_zero,
        "state": account.state,
        "closed_month": account.closed_month,
        "as_of": account.as_of,
        "ordinal": account.ordinal,
        "candidate": account.candidate,
        "closure": account.closure_id,
    }


def candidates_json(report: CreditReport, catalog: Catalog) -> list[dict[str, Any]]:
    """What could be closed, each with the platforms its lender may stand for."""
    return [_candidate(each) for each in candidates(report, catalog)]


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """What is proposed for one closure, and what that rests on."""
    return {
        "closure": proposal.closure.id,
        "platform": proposal.closure.platform_name,
        "person": proposal.closure.person.name,
        "report": proposal.report.id,
        "report_date": proposal.report.report_date.isoformat(),
        "answers": [answer.value for answer in proposal.answers],
        "reopened": proposal.reopened is not None,
        "why": proposal.why.value if proposal.why else None,
        "verdicts": [verdict_json(each) for each in proposal.verdicts],
    }


def verdict_json(verdict: ReportVerdict) -> dict[str, Any]:
    """One verdict with its evidence, and what the user made of it."""
    account = verdict.new_account or verdict.account
    return {
        "institution": account.institution if account else None,
        "opened_on": account.opened_on.isoformat() if account else None,
        "account": verdict.account_id,
        "new_account": verdict.new_account_id,
        "requested_on": verdict.requested_on.isoformat(),
        "older_report_date": verdict.old_report.report_date.isoformat(),
        "report_date": verdict.report.report_date.isoformat(),
        "verdict": verdict.finding,
        "evidence": evidence_of(verdict).as_json(),
        "answer": verdict.answer,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "number": candidate.number,
        "account": candidate.account.id,
        "institution": candidate.account.institution,
        "closure": candidate.account.closure_id,
        "platforms": [
            {"slug": each.slug, "name": each.name, "grade": each.grade} for each in candidate.behind
        ],
    }
