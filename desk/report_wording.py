"""What a credit report's accounts, a comparison's verdicts and their evidence are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from config.i18n import N_
from desk.wording import _, ngettext, spoken
from reports.accounts import COLUMNS, Report
from reports.institutions import COMMON_KNOWLEDGE

if TYPE_CHECKING:
    from reports.evidence import Evidence, Verdict
    from reports.institutions import Behind

KINDS = {
    "line": N_("credit line"),
    "loan": N_("loan"),
    "card": N_("credit card"),
    "other": N_("other business"),
}
ACCOUNT_STATES = {
    "open": N_("open"),
    "settled": N_("settled"),
    "closed": N_("closed"),
    "not_activated": N_("not activated"),
    "transferred": N_("transferred"),
    "overdue": N_("overdue now"),
    "bad_debt": N_("bad debt"),
}
COLUMN_NAMES = {
    "cards": N_("Cards"),
    "mortgages": N_("Loans for a home"),
    "loans": N_("Other loans"),
    "other": N_("Other business"),
}
ROW_NAMES = {
    "accounts": N_("accounts"),
    "open": N_("not ended"),
    "overdue": N_("ever overdue"),
    "overdue90": N_("over 90 days"),
}
FINDINGS = {
    "proven": N_("closed: proven"),
    "partly_closed": N_("closed in one currency only"),
    "not_updated": N_("not updated yet"),
    "undecided": N_("cannot be decided yet"),
    "still_open": N_("not closed"),
    "limit_cut": N_("limit cut, not closed"),
    "no_longer_listed": N_("probably closed, not proven"),
    "cannot_tell": N_("the reports cannot tell"),
    "cannot_close": N_("cannot be closed now"),
    "reopened": N_("a new account was opened"),
}
_REASONS = {
    "closed_in": N_("the new report says it was closed in {month}"),
    "closed_before_request": N_(
        "the new report says it was closed in {month}, before the month of the request"
    ),
    "other_currency_closed": N_(
        "the same card is closed in another currency, and in this one it is not; ask for this one too"
    ),
    "overdue_now": N_("the new report says a payment is overdue; settle it first"),
    "bad_debt": N_("the new report says it has become a bad debt (呆账); settle it first"),
    "balance_left": N_("the new report shows a balance; settle it first"),
    "transferred": N_("the new report says it was transferred (已转出); ask who holds it now"),
    "no_as_of": N_("the new report does not say as of which month it is open"),
    "limit_zero": N_("its limit is 0 as of {month}, but the account is still open; ask for it to be closed"),
    "open_after_request": N_("the new report shows it open as of {month}, after the month of the request"),
    "open_in_month_of_request": N_(
        "the new report shows it open as of {month}, the month of the request; "
        "pull a report again after the end of the next month"
    ),
    "open_before_request": N_(
        "the new report shows it open as of {month}, before the request; wait until it is updated"
    ),
    "gone": N_(
        "it is on the old report and not on the new one; closed accounts normally stay printed for years"
    ),
    "gone_table_unread": N_(
        "it is not on the new report, but a report's table of counts (信息概要) could not be read"
    ),
    "gone_not_understood": N_("it is not on the new report, but parts of the reports were not understood"),
    "gone_counts_differ": N_(
        "it is not on the new report, but not as many accounts were read as a report's table counts"
    ),
    "gone_stranger": N_(
        "it is not on the new report, which has an older account that the old report does not have: "
        "they may be the same"
    ),
    "opened_after_request": N_("it was opened on {day}, after the request; offer to close it too"),
    "opened_on_day_of_request": N_(
        "it was opened on {day}, the day of the request; ask whether it is the one you asked to close"
    ),
    "open_again": N_("it counted as closed, and the new report shows it open as of {month}"),
}
KEPT = N_(
    "Kept: the report's day and kind, its table of counts, and of each account listed here the lender, "
    "type, days, currency, limit or amount, whether anything is owed, its state, and whether it could be "
    "closed. Whose report it is and the last digits of cards are kept as codes that only this installation "
    "can compare."
)
NOT_KEPT = N_(
    "Not kept: the file and its name, its password, the name, ID number and marital status, the report's "
    "number, what you answer for others, public records and queries. You can delete all of it at any time."
)
ANSWERS = {
    "verified": N_("verified"),
    "not-updated": N_("not updated yet"),
    "still-open": N_("not closed"),
    "cannot-tell": N_("cannot tell"),
}


def finding_name(verdict: Verdict) -> str:
    """The verdict in a few words."""
    name = FINDINGS[verdict.finding.value]
    return _(name)


def evidence_sentence(evidence: Evidence) -> str:
    """What the verdict rests on."""
    sentence = _REASONS[evidence.reason.value]
    day = spoken().full_day(evidence.day) if evidence.day else ""
    return _(sentence, month=evidence.month or "", day=day)


def platform_name(behind: Behind) -> str:
    """A platform that a lender may stand for, and how sure that is."""
    if behind.grade == COMMON_KNOWLEDGE:
        return _("{name} (said to be)", name=behind.name)
    return behind.name


def proposal(verdict: Verdict) -> str:
    """The answer it proposes, or those that are left to decide between."""
    names = [ANSWERS[answer.value] for answer in verdict.proposes]
    return _(" or ").join(map(_, names))


def doubts(report: Report) -> Iterator[str]:
    """What a reader of the view must know: what could not be read."""
    day = spoken().full_day(report.report_date)
    if report.not_understood:
        yield _not_understood(report, day)
    if report.disagreements:
        yield ngettext(
            "two readers of the file read {n} account differently; it is left out",
            "two readers of the file read {n} accounts differently; they are left out",
            report.disagreements,
        )
    if report.summary is None:
        yield _("the table of counts (信息概要) of the report of {day} could not be read", day=day)
        return
    for column in COLUMNS:
        if not report.complete_in(column):
            name = COLUMN_NAMES[column]
            yield _(
                "{column}: the table of the report of {day} counts {printed} accounts, {read} were read",
                column=_(name),
                day=day,
                printed=report.summary.column(column).accounts or 0,
                read=report.read_in(column),
            )


def _not_understood(report: Report, day: str) -> str:
    names = dict.fromkeys(name or _("an unknown lender") for name in report.unrecognised)
    where = _(", ").join(names) or _("unreadable pages")
    return ngettext(
        "{n} sentence or page of the report of {day} was not understood and is left out: {where}",
        "{n} sentences or pages of the report of {day} were not understood and are left out: {where}",
        report.not_understood,
        day=day,
        where=where,
    )
