"""One kept report: its accounts, what to close, which closure is about which account; and the answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from desk import closing
from desk.closing import Wanted, candidates, close_all, latest_report
from desk.mistakes import Mistake, NotFound
from desk.once import MovedOn, require_seen
from desk.proposals import confirm, leave, proposal_of
from desk.report_store import report_of
from desk.typed import typed_date, typed_number, typed_text
from desk.wording import _
from models.tables import Closure, CreditReport
from scheduler.lifecycle import Answer, ClosureState, is_open
from web.acting import tell_moved
from web.errors import Missing
from web.forms import Posted, posted
from web.pages.done import done_address
from web.pages.reports import reports_page
from web.report_view import WORDS
from web.visit import Visit, changing, looking, to

router = APIRouter()
LEAVE, OWN = "leave", "-"
"""What a form says for leaving a proposal, and for following a lender by its own name."""


@router.get("/reports/{number:int}")
def show_report(request: Request, number: int) -> Response:
    """Its accounts, and what could be closed."""
    with looking(request) as visit:
        return _page(visit, _report(visit, number))


@router.post("/reports/{number:int}/close")
def close_accounts(request: Request, number: int, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Register a closure for each chosen account, or for none."""
    try:
        with changing(request) as visit:
            report = _report(visit, number)
            on = typed_date(form.text("on")) if form.text("on") else None
            return to(done_address(close_all(_wanted(report, form), on, visit.desk)))
    except Missing:
        raise
    except Exception as error:
        with looking(request) as visit:
            problems = visit.problems(error, "accounts")
            return _page(visit, _report(visit, number), 422, problems=problems, typed=form.texts)


@router.post("/reports/{number:int}/link")
def link_account(request: Request, number: int, form: Annotated[Posted, Depends(posted)]) -> Response:
    """A closure is about this account."""
    try:
        with changing(request) as visit:
            report = _report(visit, number)
            closure = visit.desk.closure(typed_number(form.text("closure")))
            closing.link_to(closure, typed_number(form.text("account")), visit.desk, report)
    except Mistake as error:
        with looking(request) as visit:
            problems = visit.problems(error, "link")
            return _page(visit, _report(visit, number), 422, problems=problems)
    return to(f"/reports/{number}#accounts")


@router.post("/reports/answers")
def answer_proposals(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """Answer the closures as the form says; all of them, or none."""
    try:
        with changing(request) as visit:
            for text in form.lists.get("closure", ()):
                if said := form.text(f"answer-{text}"):
                    _answer(visit, text, said, form)
    except MovedOn as moved:
        return tell_moved(request, moved)
    except NotFound:
        raise Missing from None
    except Mistake as error:
        with looking(request) as visit:
            return reports_page(visit, 422, problems=visit.problems(error, "answers"))
    return to("/reports")


@router.post("/reports/ask-again")
def ask_again(request: Request, form: Annotated[Posted, Depends(posted)]) -> Response:
    """A new closure for an account that is open again."""
    try:
        with changing(request) as visit:
            proposal = proposal_of(typed_number(form.text("closure")), visit.desk)
            require_seen(proposal.closure, form.text("seen"))
            on = typed_date(form.text("on")) if form.text("on") else None
            return to(done_address([closing.ask_again(proposal, on, visit.desk)]))
    except MovedOn as moved:
        return tell_moved(request, moved)
    except NotFound:
        raise Missing from None
    except Mistake as error:
        with looking(request) as visit:
            return reports_page(visit, 422, problems=visit.problems(error, "answers"))


def _report(visit: Visit, number: int) -> CreditReport:
    try:
        return report_of(number, visit.desk)
    except NotFound:
        raise Missing from None


def _wanted(report: CreditReport, form: Posted) -> list[Wanted]:
    return [_one(report, text, form) for text in form.lists.get("account", ())]


def _one(report: CreditReport, text: str, form: Posted) -> Wanted:
    platform, own = typed_text(form.text(f"platform-{text}")), typed_text(form.text(f"own-{text}"))
    account = closing.account_of(report, typed_number(text))
    if platform == OWN:
        return Wanted(account, own, window=form.text(f"window-{text}") or None, free=True)
    if not platform:
        raise Mistake(_("{name}: choose which app it was", name=account.institution))
    return Wanted(account, platform, window=form.text(f"window-{text}") or None)


def _answer(visit: Visit, text: str, said: str, form: Posted) -> None:
    proposal = proposal_of(typed_number(text), visit.desk)
    require_seen(proposal.closure, form.text(f"seen-{text}"))
    if said == LEAVE:
        leave(proposal, visit.desk)
    elif said in tuple(Answer):
        confirm(proposal, Answer(said), visit.desk)
    else:
        raise Mistake(_("{text} is no answer", text=repr(said)))


def _page(visit: Visit, report: CreditReport, status: int = 200, **view: object) -> Response:
    shown = {
        "problems": {},
        "typed": {"on": visit.today.isoformat()},
        "report": report,
        "newest": latest_report(report.person) is report,
        "candidates": candidates(report, visit.desk.installation.catalog()),
        "unlinked": list(_unlinked(report)),
        "own": OWN,
    }
    return visit.page("reports/report.html", status, **shown | WORDS | view)


def _unlinked(report: CreditReport) -> list[Closure]:
    """Open closures of the person of which it is not known which account they are about."""
    linked = {account.closure_id for account in report.accounts}
    mine = report.person.closures
    return [each for each in mine if each.id not in linked and is_open(ClosureState(each.state))]
