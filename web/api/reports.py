"""``/reports``: what is kept of credit reports, what they offer to close, and what they propose."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import Base64Bytes, ConfigDict, Field, SecretStr
from pydantic.config import JsonDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from desk import closing
from desk.closing import Wanted, account_of, close_all
from desk.closure_json import closure_json
from desk.desk import Desk
from desk.proposals import leave, proposal_of, read_proposals
from desk.registering import find_person
from desk.report_json import kept_json, proposal_json
from desk.report_store import all_reports, erase_reports, keep, read_for_keeping, receive, report_of
from models.erasing import clear_log
from reports.accounts import Report
from reports.proof import prove
from scheduler.lifecycle import Answer
from web.api.calls import Done, acting, asking, once
from web.api.closure_shapes import ClosureShape, Shape, VerdictShape
from web.api.route import api_router
from web.api.typed import LARGEST, Asked, Day, Key, Line, Name, Number
from web.site import site_of

router = api_router()
_PDF: JsonDict = {"pdf": "JVBERi0xLjQK", "password": None, "person": None}
_CHOSEN: JsonDict = {"accounts": [{"number": 2, "platform": "jd-jintiao"}], "on": "2026-09-24"}
MOST_ACCOUNTS = 1000
Place = Annotated[int, Field(ge=1, le=LARGEST, description="The account's place on the report, from 1.")]


class NewReport(Asked):
    """The PDF of a brief report (简版)."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PDF]})

    pdf: Annotated[Base64Bytes, Field(description="The file, base64; 20 MB at the most.")]
    password: Annotated[SecretStr | None, Field(description="Of the PDF; never kept.")] = None
    person: Annotated[
        Name | None, Field(description="Whose it is; where it is known or yours, that is found.")
    ] = None


class ChosenAccount(Asked):
    """An account to close."""

    number: Place
    platform: Annotated[Line, Field(description="A slug, name or alias; empty: by the lender's name.")] = ""
    route: Name | None = None
    window: Annotated[Line | None, Field(description="As for a closure.")] = None


class NewClosures(Asked):
    """Accounts of the newest report that you asked to close."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHOSEN]})

    accounts: Annotated[list[ChosenAccount], Field(max_length=MOST_ACCOUNTS)]
    on: Annotated[Day | None, Field(description="The day you asked; today unless given.")] = None


class Link(Asked):
    """Which account of the newest report a closure is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"closure": 1, "number": 2}]})

    closure: Annotated[int, Field(ge=1, le=LARGEST)]
    number: Place


class AskedAgain(Asked):
    """Closing was asked for once more."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"on": "2026-10-09"}]})

    on: Annotated[Day | None, Field(description="The day you asked; today unless given.")] = None


class Counts(Shape):
    """A column of the table 信息概要; null stands for ``--``."""

    accounts: int | None
    open: int | None
    overdue: int | None
    overdue90: int | None


class AccountShape(Shape):
    """An account as it is kept. ``closure``: the closure that is about it."""

    id: int
    institution: str
    core_name: str
    kind: str
    product: str
    opened_on: date
    currency: str | None
    amount: int | None
    limit: int | None
    balance_zero: bool | None
    state: str
    closed_month: str | None
    as_of: str | None
    ordinal: Annotated[int, Field(description="Among accounts that look alike.")]
    candidate: Annotated[bool, Field(description="Whether it could be closed.")]
    closure: int | None


class BehindShape(Shape):
    """A platform that a lender may stand for; the report does not say."""

    slug: str
    name: str
    grade: str


class CandidateShape(Shape):
    """An account that could be closed: nothing owed, never overdue."""

    number: int
    account: int
    institution: str
    closure: int | None
    platforms: list[BehindShape]


class ReportShape(Shape):
    """What is kept of a report."""

    model_config = ConfigDict(title="Report")

    id: int
    person: str
    kind: str
    report_date: date
    summary: dict[str, Counts] | None
    accounts: list[AccountShape]
    unrecognised: Annotated[int, Field(description="Sentences and pages that were not understood.")]
    candidates: list[CandidateShape]


class Reports(Shape):
    """All reports that are kept, by person, the oldest first."""

    reports: list[ReportShape]


class ReadReport(Shape):
    """What would be kept of a report, as ``xiaohu report read`` prints it."""

    person: str
    already_kept: bool
    compared_with: date | None
    report: Annotated[dict[str, Any], Field(description="Its accounts and counts; nothing about the person.")]


class ProposalShape(Shape):
    """What a report says of a closure, and which answers it proposes; nothing is answered yet."""

    closure: int
    platform: str
    person: str
    report: int
    report_date: date
    answers: Annotated[list[Answer], Field(description="Where there are several, decide yourself.")]
    reopened: Annotated[bool, Field(description="An account is open again: ask for closing once more.")]
    why: Annotated[str | None, Field(description="Why there is nothing to answer.")]
    verdicts: list[VerdictShape]


class Proposals(Shape):
    """All that waits for an answer."""

    proposals: list[ProposalShape]


class Closures(Shape):
    """The new closures."""

    closures: list[ClosureShape]


@router.get("/reports", response_model=Reports)
def list_reports(request: Request) -> object:
    """What is kept of credit reports."""
    with asking(request) as desk:
        return {"reports": [kept_json(each, desk) for each in all_reports(desk)]}


@router.post("/reports", response_model=ReportShape, status_code=201)
def keep_report(request: Request, wanted: NewReport, key: Key = None) -> Response:
    """Keep what a report says of accounts, and compare it with the one before. The same report twice changes
    nothing."""
    report = _read(request, wanted)

    def act(desk: Desk) -> Done:
        incoming = receive(report, wanted.person, desk)
        kept = keep(incoming, desk)
        if incoming.stored is None:
            prove(kept, desk.session, desk.installation.catalog())
        return Done(ReportShape, kept_json(kept, desk), 201, report_id=kept.id)

    return once(request, key, act)


@router.post("/reports/preview", response_model=ReadReport)
def preview_report(request: Request, wanted: NewReport, key: Key = None) -> Response:
    """Read a report and tell what would be kept. Nothing is stored, and a key changes nothing."""
    report = _read(request, wanted)
    with asking(request) as desk:
        incoming = receive(report, wanted.person, desk)
        found = ReadReport(
            person=incoming.person.name,
            already_kept=incoming.stored is not None,
            compared_with=incoming.previous.report_date if incoming.previous else None,
            report=report.as_json(),
        )
    return JSONResponse(found.model_dump(mode="json"))


@router.delete("/reports", status_code=204, response_class=Response)
def delete_reports(
    request: Request,
    person: Annotated[Name | None, Query(description="Only this person's.")] = None,
) -> Response:
    """Delete all that is kept of reports, for good; closures stay with their answers."""
    with acting(request) as desk:
        erase_reports(desk, find_person(person, desk.user.people) if person else None)
    clear_log(site_of(request).installation.database)
    return Response(status_code=204)


@router.get("/reports/proposals", response_model=Proposals)
def list_proposals(request: Request) -> object:
    """What reports propose to answer, and why. To confirm one, answer its closure."""
    with asking(request) as desk:
        return {"proposals": [proposal_json(each) for each in read_proposals(desk)]}


@router.get("/reports/{number}", response_model=ReportShape)
def show_report(request: Request, number: Number) -> object:
    """One kept report."""
    with asking(request) as desk:
        return kept_json(report_of(number, desk), desk)


@router.post("/reports/{number}/closures", response_model=Closures)
def register_accounts(request: Request, number: Number, wanted: NewClosures, key: Key = None) -> Response:
    """Register closures for accounts of a report, all or none."""

    def act(desk: Desk) -> Done:
        report = report_of(number, desk)
        chosen = [
            Wanted(account_of(report, each.number), each.platform, each.route, each.window)
            for each in wanted.accounts
        ]
        numbers = close_all(chosen, wanted.on, desk)
        closures = [closure_json(desk.closure(each), desk) for each in numbers]
        return Done(Closures, {"closures": closures}, report_id=number)

    return once(request, key, act)


@router.post("/reports/{number}/links", response_model=ReportShape)
def link_account(request: Request, number: Number, wanted: Link, key: Key = None) -> Response:
    """Say which account of the newest report a closure is about."""

    def act(desk: Desk) -> Done:
        report = report_of(number, desk)
        closing.link_to(desk.closure(wanted.closure), wanted.number, desk, report)
        return Done(ReportShape, kept_json(report, desk), report_id=number)

    return once(request, key, act)


@router.post("/closures/{number}/leave", response_model=ClosureShape)
def leave_proposal(request: Request, number: Number, key: Key = None) -> Response:
    """Leave what a report proposes for a closure; it is not proposed again."""

    def act(desk: Desk) -> Done:
        proposal = proposal_of(number, desk)
        leave(proposal, desk)
        return Done(ClosureShape, closure_json(proposal.closure, desk), closure_id=number)

    return once(request, key, act)


@router.post("/closures/{number}/ask-again", response_model=ClosureShape, status_code=201)
def ask_again(request: Request, number: Number, wanted: AskedAgain, key: Key = None) -> Response:
    """Register a new closure for an account that a report shows open again."""

    def act(desk: Desk) -> Done:
        new = closing.ask_again(proposal_of(number, desk), wanted.on, desk)
        return Done(ClosureShape, closure_json(desk.closure(new), desk), 201, closure_id=new)

    return once(request, key, act)


def _read(request: Request, wanted: NewReport) -> Report:
    """Before any transaction: reading may take a minute."""
    password = wanted.password.get_secret_value() if wanted.password else None
    return read_for_keeping(wanted.pdf, site_of(request).installation, password)
