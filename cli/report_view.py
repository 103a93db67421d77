"""A report, and a comparison of two, as a person reads them and as programs do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cli.output import heading, listing, section
from config.i18n import N_
from desk.report_wording import (
    ACCOUNT_STATES,
    COLUMN_NAMES,
    KINDS,
    ROW_NAMES,
    evidence_sentence,
    finding_name,
    platform_name,
    proposal,
)
from desk.wording import _, spoken
from reports.accounts import COLUMNS, Account, Kind, Report, Summary
from reports.institutions import Behind, platforms_behind

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from catalog.loading import Catalog
    from reports.verdicts import Comparison

View = Iterator["str | Text | Table"]


_TITLES = (N_("No."), N_("Lender"), N_("Type"), N_("Opened on"), N_("On the report"), N_("Limit or amount"))


def report_view(report: Report, catalog: Catalog) -> View:
    """What it says, and what could be closed."""
    yield heading(_("Brief credit report of {day}", day=spoken().full_day(report.report_date)))
    if report.summary:
        yield _counts(report.summary)
    yield section(_("Accounts"))
    rows = (_row(at, account) for at, account in enumerate(report.accounts, 1))
    yield listing([_(title) for title in _TITLES], rows)
    yield section(_("Could be closed: nothing owed, never overdue"))
    if not report.candidates:
        yield _("None.")
        return
    titles = (_("No."), _("Lender"), _("May stand for (the report does not say: decide yourself)"))
    yield listing(
        titles,
        (
            (str(at + 1), report.accounts[at].institution, _platforms(report.accounts[at], catalog))
            for at in report.candidates
        ),
    )


def candidate_platforms(report: Report, catalog: Catalog) -> list[list[dict[str, str]]]:
    """For each candidate the platforms it may stand for."""
    return [
        [
            {"slug": behind.slug, "name": behind.name, "grade": behind.grade}
            for behind in _behind(report.accounts[at], catalog)
        ]
        for at in report.candidates
    ]


def comparison_view(comparison: Comparison, institution: str) -> View:
    """The verdicts, each with what it rests on and the answer it proposes."""
    old, new = (spoken().full_day(report.report_date) for report in (comparison.old, comparison.new))
    yield heading(_("The reports of {old} and {new}", old=old, new=new))
    titles = (_("Lender"), _("Opened on"), _("Verdict"), _("Because"), _("Answer"))
    verdicts = comparison.verdicts(institution)
    if verdicts:
        rows = (
            (
                verdict.institution,
                verdict.opened_on.isoformat(),
                finding_name(verdict),
                evidence_sentence(verdict.evidence),
                proposal(verdict),
            )
            for verdict in verdicts
        )
        yield listing(titles, rows)
    else:
        yield _("No line and no card was open.")
    if comparison.old.summary and comparison.new.summary:
        yield section(_("Not settled or closed, before and after (counted by the reports; proves nothing)"))
        yield _before_and_after(comparison.old.summary, comparison.new.summary)
    for name in comparison.per_draw():
        if institution in name:
            yield _(
                "{name} lends by single loans: the report cannot prove that the app's line is closed; "
                "ask the app for a confirmation of its own.",
                name=name,
            )


def comparison_json(comparison: Comparison, institution: str) -> dict[str, Any]:
    """What ``report compare --json`` prints (interfaces.md)."""
    return {
        "verdicts": [verdict.as_json() for verdict in comparison.verdicts(institution)],
        "open_accounts": [
            report.summary and {name: report.summary.column(name).open for name in COLUMNS}
            for report in (comparison.old, comparison.new)
        ],
        "per_draw": list(comparison.per_draw()),
    }


def _counts(summary: Summary) -> Table:
    titles = ["", *(_(name) for name in COLUMN_NAMES.values())]
    return listing(
        titles,
        (
            [_(label), *(_count(getattr(summary.column(column), row)) for column in COLUMNS)]
            for row, label in ROW_NAMES.items()
        ),
    )


def _before_and_after(old: Summary, new: Summary) -> Table:
    titles = [_(name) for name in COLUMN_NAMES.values()]
    cells = [f"{_count(old.column(name).open)} → {_count(new.column(name).open)}" for name in COLUMNS]
    return listing(titles, [cells])


def _count(number: int | None) -> str:
    return "--" if number is None else str(number)


def _row(at: int, account: Account) -> tuple[str, ...]:
    kind, state = KINDS[account.kind.value], ACCOUNT_STATES[account.state.value]
    money = account.limit if account.amount is None else account.amount
    said = _(state)
    if month := account.closed_month:
        said = _("{state} in {month}", state=said, month=month)
    elif month := account.as_of:
        said = _("{state}, as of {month}", state=said, month=month)
    printed = "" if money is None else f"{money:,} {account.currency or ''}".rstrip()
    return str(at), account.institution, _(kind), account.opened_on.isoformat(), said, printed


def _platforms(account: Account, catalog: Catalog) -> str:
    return _(", ").join(map(platform_name, _behind(account, catalog))) or "–"


def _behind(account: Account, catalog: Catalog) -> tuple[Behind, ...]:
    """The catalogue's platforms are apps that lend: a card is just the bank's card."""
    return platforms_behind(account.names, catalog) if account.kind is not Kind.CARD else ()
