"""``report import`` and what follows from it: close, link, proposals, confirm, list, delete."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import Json, print_json, say, warn_all
from cli.report import PATH, Password, Passwords, read_one, report
from desk.mistakes import Mistake
from desk.typed import typed_date, typed_number, typed_text
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from desk.desk import Desk
    from desk.proposals import Proposal
    from desk.report_store import Incoming
    from models.tables import CreditReport, Person

__all__ = ["report"]

Whose = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="NAME", parser=typed_text, help=_("Whose report it is; you unless it is known.")
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Without asking."))]
On = Annotated[
    date | None,
    typer.Option(metavar="DATE", parser=typed_date, help=_("The day you asked for it; today unless given.")),
]


@report.command("import", help=_("Keep what a report says of accounts, and compare it with the one before."))
def import_report(
    file: Annotated[str, typer.Argument(metavar="FILE", help=PATH)],
    *,
    person: Whose = None,
    yes: Yes = False,
    password_stdin: Password = False,
    as_json: Json = False,
) -> None:
    from cli.kept_reports_view import kept_view, preview
    from cli.opening import opened, writing_at
    from desk.report_files import file_of
    from desk.report_store import keep, read_for_keeping, receive
    from desk.report_wording import doubts
    from reports.proof import prove

    data, passwords = file_of(file), Passwords(piped=password_stdin)
    with opened() as installation:
        found = read_one(passwords, lambda given: read_for_keeping(data, installation, given))
        with installation.database.reading() as session:
            incoming = receive(found, person, _desk_at(installation, session))
            if not as_json:
                say(*preview(incoming, installation.catalog()))
            _ask_to_keep(incoming, yes=yes, blind=as_json)
        with writing_at(installation) as desk:
            incoming = receive(found, person, desk)
            kept = keep(incoming, desk)
            if incoming.stored is None:
                prove(kept, desk.session, installation.catalog())
            if as_json:
                print_json(_imported(incoming, kept, desk))
            else:
                say(*kept_view(incoming, kept, desk))
    warn_all(doubts(found))


@report.command("list", help=_("List the kept reports and what could be closed by the newest."))
def list_reports(person: Whose = None, as_json: Json = False) -> None:
    from cli.kept_reports_view import candidates_view, reports_table
    from cli.opening import reading
    from desk.closing import latest_report
    from desk.report_json import candidates_json, report_json
    from desk.report_store import all_reports

    with reading() as desk:
        catalog = desk.installation.catalog()
        people = [each for each in desk.user.people if person in (None, each.name)]
        kept = [each for each in all_reports(desk) if each.person in people]
        newest = [found for each in people if (found := latest_report(each))]
        if as_json:
            candidates = {str(each.id): candidates_json(each, catalog) for each in newest}
            print_json({"reports": [report_json(each) for each in kept], "candidates": candidates})
        elif kept:
            say(reports_table(kept))
            for each in newest:
                say(*candidates_view(each, catalog))
        else:
            say(_("No report is kept yet; begin with: xiaohu report import FILE"))


@report.command("close", help=_("Register closures for accounts of the newest report, all or none."))
def close(
    accounts: Annotated[
        list[str],
        typer.Argument(
            metavar="N=PLATFORM...",
            help=_(
                "The account's number on the report and where to close it; N alone: by the lender's name."
            ),
        ),
    ],
    *,
    on: On = None,
    person: Whose = None,
    as_json: Json = False,
) -> None:
    from cli.closure_view import closures_table
    from cli.opening import writing
    from desk.closing import close_all
    from desk.closure_json import closure_json

    with writing() as desk:
        newest = _newest(desk, person)
        numbers = close_all([_wanted(each, newest) for each in accounts], on, desk)
        closures = [desk.closure(number) for number in numbers]
        if as_json:
            print_json([closure_json(closure, desk) for closure in closures])
        else:
            say(closures_table(closures, desk))


@report.command("link", help=_("Say which account of the newest report a closure is about."))
def link_account(
    closure: Annotated[int, typer.Argument(metavar="ID", parser=typed_number, help=_("The closure."))],
    account: Annotated[
        int, typer.Argument(metavar="N", parser=typed_number, help=_("The account's number on the report."))
    ],
) -> None:
    from cli.kept_reports_view import proposals_view
    from cli.opening import writing
    from desk.closing import link_to
    from desk.proposals import read_proposals

    with writing() as desk:
        found = desk.closure(closure)
        linked = link_to(found, account, desk)
        say(_("Closure {number} is about the account at {name}.", number=closure, name=linked.institution))
        mine = [each for each in read_proposals(desk) if each.closure is found]
        say(*proposals_view(mine))


@report.command("proposals", help=_("What the newest reports propose to answer, and why."))
def proposals(as_json: Json = False) -> None:
    from cli.kept_reports_view import proposals_view
    from cli.opening import reading
    from desk.proposals import read_proposals
    from desk.report_json import proposal_json

    with reading() as desk:
        found = read_proposals(desk)
        if as_json:
            print_json({"proposals": [proposal_json(each) for each in found]})
        else:
            say(*(proposals_view(found) if found else [_("No report proposes anything.")]))


@report.command("confirm", help=_("Answer closures as the report proposes, or otherwise."))
def confirm_proposals(
    closures: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID[=ANSWER]...]", help=_("The closures; with ANSWER another one, or leave.")
        ),
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help=_("All that have one answer only."))] = False,
) -> None:
    from cli.opening import writing
    from desk.proposals import confirm, proposal_of, read_proposals

    with writing() as desk:
        if everything == bool(closures):
            raise Mistake(_("say which: closures by their numbers, or --all"))
        if everything:
            done = [(each, confirm(each, None, desk)) for each in read_proposals(desk) if each.decides_itself]
            said = [_answered(proposal, answer.value) for proposal, answer in done]
        else:
            said = [_confirm_one(each, desk, proposal_of) for each in closures or ()]
        say(*(said or [_("No report proposes one single answer.")]))


@report.command("ask-again", help=_("Register a new closure for an account that is open again."))
def ask_again(
    closure: Annotated[int, typer.Argument(metavar="ID", parser=typed_number, help=_("The old closure."))],
    *,
    on: On = None,
) -> None:
    from cli.closure_view import closures_table
    from cli.opening import writing
    from desk import closing
    from desk.proposals import proposal_of

    with writing() as desk:
        number = closing.ask_again(proposal_of(closure, desk), on, desk)
        say(closures_table([desk.closure(number)], desk))


@report.command("delete", help=_("Delete what is kept of reports, for good; closures stay."))
def delete_reports(
    *,
    person: Whose = None,
    on: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=typed_date, help=_("Only the report of this day.")),
    ] = None,
    yes: Yes = False,
) -> None:
    from cli.opening import opened, writing_at
    from cli.tidying import forget_copies, leave_no_traces
    from desk.registering import find_person
    from desk.report_store import erase_reports

    with opened() as installation:
        with writing_at(installation) as desk:
            whose = find_person(person, desk.user.people) if person else None
            _ask_to_delete(yes=yes)
            count = erase_reports(desk, whose, on)
        leave_no_traces(installation)
        forget_copies(installation)
    say(ngettext("{n} report is deleted.", "{n} reports are deleted.", count))


def _desk_at(installation: Any, session: Any) -> Desk:
    from desk.desk import Desk

    return Desk(installation, session, installation.user(session), installation.clock.now())


def _ask_to_keep(incoming: Incoming, *, yes: bool, blind: bool) -> None:
    """``blind``: nobody was shown what would be kept."""
    if yes or incoming.stored is not None:
        return
    if blind or not sys.stdin.isatty():
        raise Mistake(_("this would be kept, and nothing else; repeat with --yes to keep it"))
    typer.confirm(_("Keep this?"), abort=True, err=True)


def _ask_to_delete(*, yes: bool) -> None:
    if yes:
        return
    what = _("what is kept of reports would be deleted, for good; closures stay with their answers")
    if not sys.stdin.isatty():
        raise Mistake(_("{what}; repeat with --yes", what=what))
    typer.confirm(_("{what}. Go on?", what=what), abort=True)


def _imported(incoming: Incoming, kept: CreditReport, desk: Desk) -> dict[str, Any]:
    from desk.proposals import read_proposals
    from desk.report_json import candidates_json, proposal_json, report_json

    mine = [each for each in read_proposals(desk) if each.closure.person_id == kept.person_id]
    return {
        "report": report_json(kept),
        "already_kept": incoming.stored is not None,
        "compared_with": incoming.previous.report_date.isoformat() if incoming.previous else None,
        "candidates": candidates_json(kept, desk.installation.catalog()),
        "proposals": [proposal_json(each) for each in mine],
    }


def _newest(desk: Desk, name: str | None) -> CreditReport:
    from desk.closing import latest_report
    from desk.mistakes import NotFound
    from desk.registering import find_person

    person: Person = find_person(name, desk.user.people)
    found = latest_report(person)
    if found is None:
        raise NotFound(_("no report of {name} is kept", name=person.name), "xiaohu report import FILE")
    return found


def _wanted(text: str, newest: CreditReport) -> Any:
    from desk.closing import Wanted, account_of

    number, _sign, platform = text.partition("=")
    return Wanted(account_of(newest, typed_number(number)), typed_text(platform))


def _confirm_one(text: str, desk: Desk, proposal_of: Any) -> str:
    from desk.proposals import confirm, leave
    from scheduler.lifecycle import Answer

    number, _sign, said = text.partition("=")
    proposal: Proposal = proposal_of(typed_number(number), desk)
    if said == "leave":
        leave(proposal, desk)
        return _("{platform} ({number}): left as it is", **_names(proposal))
    if said and said not in tuple(Answer):
        known = ", ".join([*Answer, "leave"])
        raise Mistake(_("{text} is no answer; choose one of {known}", text=repr(said), known=known))
    return _answered(proposal, confirm(proposal, Answer(said) if said else None, desk).value)


def _answered(proposal: Proposal, answer: str) -> str:
    from desk.states import ANSWERS

    name = ANSWERS[answer]
    return _("{platform} ({number}): {answer}", answer=_(name), **_names(proposal))


def _names(proposal: Proposal) -> dict[str, object]:
    return {"platform": proposal.closure.platform_name, "number": proposal.closure.id}
