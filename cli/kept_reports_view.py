"""Kept reports at the command line: what would be kept, what can be closed, what is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cli.output import listing, section
from cli.report_view import report_view
from desk.closing import candidates
from desk.proposals import evidence_of, read_proposals, why_not
from desk.report_wording import ANSWERS, FINDINGS, KEPT, NOT_KEPT, evidence_sentence, platform_name
from desk.wording import _, ngettext, spoken

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from catalog.loading import Catalog
    from desk.closing import Candidate
    from desk.desk import Desk
    from desk.proposals import Proposal
    from desk.report_store import Incoming
    from models.tables import CreditReport

View = Iterator["str | Text | Table"]


def preview(incoming: Incoming, catalog: Catalog) -> View:
    """All that would be kept, and what would not."""
    yield from report_view(incoming.report, catalog)
    yield section(_("What is kept"))
    yield _("Whose: {name}", name=incoming.person.name)
    if incoming.stored is not None:
        yield _("This report is kept already; nothing changes.")
        return
    yield _(KEPT)
    yield _(NOT_KEPT)


def kept_view(incoming: Incoming, kept: CreditReport, desk: Desk) -> View:
    """What came of it: compared with which, and what is proposed."""
    day = spoken().full_day(kept.report_date)
    if incoming.previous is None:
        yield _("The report of {day} is kept. The next one is compared with it.", day=day)
    else:
        before = spoken().full_day(incoming.previous.report_date)
        yield _("The report of {day} is kept and compared with that of {before}.", day=day, before=before)
    mine = [each for each in read_proposals(desk) if each.closure.person_id == kept.person_id]
    yield from proposals_view(mine)
    if any(each.account.closure_id is None for each in candidates(kept, desk.installation.catalog())):
        yield _("To register closures for what you asked to close: xiaohu report close N=PLATFORM …")


def proposals_view(proposals: Sequence[Proposal]) -> View:
    """The verdicts with their evidence, and how to confirm the answers; nothing was changed."""
    if not proposals:
        return
    yield section(_("What the report proposes (nothing is answered yet)"))
    titles = (_("Closure"), _("Lender"), _("Verdict"), _("Because"), _("Answer"))
    yield listing(titles, (row for each in proposals for row in _rows(each)))
    yield _("To answer so: xiaohu report confirm ID …; otherwise: ID=ANSWER; not at all: ID=leave")
    for each in proposals:
        if why := why_not(each):
            yield f"{each.closure.platform_name} ({each.closure.id}): {why}"
        if each.reopened is not None:
            yield _(
                "{platform}: to ask for closing once more: xiaohu report ask-again {number}",
                platform=each.closure.platform_name,
                number=each.closure.id,
            )


def reports_table(kept: Sequence[CreditReport]) -> Table:
    """A row a report."""
    titles = (_("Person"), _("Report of"), _("Accounts"), _("Not understood"))
    return listing(
        titles,
        (
            (
                each.person.name,
                each.report_date.isoformat(),
                str(len(each.accounts)),
                str(each.unrecognised or ""),
            )
            for each in kept
        ),
    )


def candidates_view(report: CreditReport, catalog: Catalog) -> View:
    """What could be closed by this report."""
    found = candidates(report, catalog)
    name, day = report.person.name, spoken().full_day(report.report_date)
    yield section(_("{name}, report of {day}: could be closed", name=name, day=day))
    if not found:
        yield _("None.")
        return
    titles = (
        _("No."),
        _("Lender"),
        _("May stand for (the report does not say: decide yourself)"),
        _("Closure"),
    )
    yield listing(titles, map(_candidate, found))
    left = sum(each.account.closure_id is None for each in found)
    yield ngettext("{n} account is not asked for yet.", "{n} accounts are not asked for yet.", left)


def _rows(proposal: Proposal) -> Iterator[tuple[str, ...]]:
    name = f"{proposal.closure.platform_name} ({proposal.closure.id})"
    answers = _(" or ").join(_(ANSWERS[answer.value]) for answer in proposal.answers)
    for verdict in proposal.verdicts:
        account = verdict.new_account or verdict.account
        lender = account.institution if account else ""
        finding = FINDINGS[verdict.finding]
        yield name, lender, _(finding), evidence_sentence(evidence_of(verdict)), answers or "–"
        answers = ""


def _candidate(candidate: Candidate) -> tuple[str, ...]:
    names = _(", ").join(map(platform_name, candidate.behind)) or "–"
    closure = candidate.account.closure_id
    return str(candidate.number), candidate.account.institution, names, str(closure or "–")
