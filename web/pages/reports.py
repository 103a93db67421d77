"""Credit reports: upload one, see what would be kept, keep it; what is kept, and deleting it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk.closing import latest_report
from desk.proposals import read_proposals, why_not
from desk.report_store import all_reports, erase_reports, keep, read_for_keeping, receive
from desk.report_wording import KEPT, NOT_KEPT, doubts
from desk.wording import _
from models.erasing import clear_log
from models.tables import CreditReport
from reports.process import LARGEST
from reports.proof import prove
from reports.refusals import Refusal, ReportRefused
from web.forms import Posted, posted
from web.kept_report import hidden, shown_before
from web.pages.pulls import person_of
from web.report_view import WORDS
from web.visit import Visit, changing, looking, to

router = APIRouter()


@router.get("/reports")
def show_reports(request: Request) -> Response:
    """What reports propose, which are kept, and where to upload one."""
    with looking(request) as visit:
        return reports_page(visit)


@router.post("/reports")
def take_report(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Read a file and show what would be kept of it. Nothing is stored."""
    data = form.files.get("file", b"")
    with looking(request) as visit:
        installation = visit.site.installation
        if not data:
            return reports_page(visit, 422, problems={"file": _("choose the PDF of a report")})
    try:
        # Without a session: reading may take a minute.
        report = read_for_keeping(data, installation, form.texts.get("password") or None)
        with looking(request) as visit:
            incoming = receive(report, form.text("person") or None, visit.desk)
            return visit.page(
                "reports/preview.html",
                incoming=incoming,
                report=report,
                fields=hidden(report, visit),
                doubts=list(doubts(report)),
                kept=KEPT,
                not_kept=NOT_KEPT,
                **WORDS,
            )
    except Exception as error:
        with looking(request) as visit:
            problems = visit.problems(error, _field(error))
            return reports_page(visit, 422, problems=problems, chosen=form.text("person"))


@router.post("/reports/keep")
def keep_report(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Keep the report that was shown, and compare it with the one before."""
    try:
        with changing(request) as visit:
            incoming = receive(shown_before(form, visit), form.text("person") or None, visit.desk)
            kept = keep(incoming, visit.desk)
            if incoming.stored is None:
                prove(kept, visit.session, visit.desk.installation.catalog())
            return to(f"/reports/{kept.id}")
    except Exception as error:
        with looking(request) as visit:
            return reports_page(visit, 422, problems=visit.problems(error, "file"))


@router.get("/reports/delete")
def ask_before_deleting(request: Request) -> Response:
    """What will be deleted, and the button that does it."""
    with looking(request) as visit:
        return visit.page("reports/delete.html", count=len(all_reports(visit.desk)))


@router.post("/reports/delete")
def delete_reports(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Delete all that is kept of reports, or of one person's."""
    with changing(request) as visit:
        number = form.text("person")
        erase_reports(visit.desk, person_of(visit.user.people, number) if number else None)
        database = visit.site.installation.database
    clear_log(database)
    return to("/reports")


def reports_page(visit: Visit, status: int = 200, **view: object) -> Response:
    """All reports and proposals of the user."""
    newest = [found for person in visit.user.people if (found := latest_report(person))]
    shown = {
        "problems": {},
        "chosen": "",
        "kept": all_reports(visit.desk),
        "newest": {each.id for each in newest},
        "left": _left,
        "proposals": read_proposals(visit.desk)[:MOST_PROPOSALS],
        "why_not": why_not,
        "limit": LARGEST // 1_000_000,
        "people": visit.user.people,
    }
    return visit.page("reports/list.html", status, **shown | WORDS | view)


MOST_PROPOSALS = 100
"""Shown at once: a form has only so many fields."""


def _left(report: CreditReport) -> int:
    """How many accounts could be closed and are not asked for."""
    return sum(account.candidate and account.closure_id is None for account in report.accounts)


def _field(error: Exception) -> str:
    asks = isinstance(error, ReportRefused) and error.refusal in (
        Refusal.PASSWORD_NEEDED,
        Refusal.WRONG_PASSWORD,
    )
    return "password" if asks else "file"
