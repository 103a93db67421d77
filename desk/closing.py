"""What a kept report offers to close, and registering it: many closures at once, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desk.mistakes import Mistake, NotFound
from desk.proposals import ASKED_AGAIN, Proposal
from desk.registering import Order, choose, registration
from desk.wording import _
from models.registration import register_all
from models.tables import CreditReport, Person, ReportAccount
from reports.accounts import Kind
from reports.institutions import Behind, names_of, platforms_behind
from reports.proof import link

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from desk.desk import Desk
    from models.tables import Closure


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that could be closed, and the platforms its lender may stand for; the user decides.

    ``number``: its place on the report, from 1.
    """

    number: int
    account: ReportAccount
    behind: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account to close. ``platform``: a slug, a name or an alias; "" for the lender's own name.

    ``free``: the name may be one that the catalogue does not know.
    """

    account: ReportAccount
    platform: str
    route: str | None = None
    window: str | None = None
    free: bool = False


def latest_report(person: Person) -> CreditReport | None:
    """The newest that is kept of this person."""
    return person.reports[-1] if person.reports else None


def candidates(report: CreditReport, catalog: Catalog) -> tuple[Candidate, ...]:
    """Lines and cards with nothing owed that were never overdue; those asked for already too."""
    return tuple(
        Candidate(number, account, behind(account, catalog))
        for number, account in enumerate(report.accounts, 1)
        if account.candidate
    )


def behind(account: ReportAccount, catalog: Catalog) -> tuple[Behind, ...]:
    """The catalogue's platforms are apps that lend: a card is just the bank's card."""
    return () if account.kind == Kind.CARD else platforms_behind(names_of(account.institution), catalog)


def account_of(report: CreditReport, number: int) -> ReportAccount:
    """The account at that place of the report. Raises NotFound."""
    if not 0 < number <= len(report.accounts):
        raise NotFound(
            _(
                "the report has no account no. {number}, only 1 to {most}",
                number=number,
                most=len(report.accounts),
            )
        )
    return report.accounts[number - 1]


def link_to(closure: Closure, number: int, desk: Desk, report: CreditReport | None = None) -> ReportAccount:
    """The closure is about this account of its person's newest report. Raises Mistake, NotFound.

    ``report``: which one is meant; another one than the newest is refused.
    """
    newest = latest_report(closure.person)
    if newest is None:
        raise NotFound(
            _("no report of {name} is kept", name=closure.person.name), "xiaohu report import FILE"
        )
    if report not in (None, newest):
        raise Mistake(
            _(
                "closure {number} is matched with the newest report of {name} only",
                number=closure.id,
                name=closure.person.name,
            )
        )
    account = account_of(newest, number)
    if account.closure_id not in (None, closure.id):
        raise Mistake(_already(account))
    link(account, closure, desk.session, desk.installation.catalog())
    return account


def close_all(wanted: Sequence[Wanted], on: date | None, desk: Desk) -> list[int]:
    """Register a closure for each, with the catalogue's steps and windows; all are stored, or none.

    ``on``: the day it was asked for, today for None. Raises Mistake and what registering raises.
    """
    if not wanted:
        raise Mistake(_("choose at least one account"))
    person, planning = wanted[0].account.report.person, desk.planning()
    person.require_consent()
    orders = []
    for each in wanted:
        if each.account.closure_id is not None:
            raise Mistake(_already(each.account))
        order = _order(each, person, on)
        orders.append(registration(order, person, choose(order, desk.installation.catalog()), planning))
    numbers = register_all(desk.session.connection(), desk.user.id, orders, planning)
    for each, number in zip(wanted, numbers, strict=True):
        each.account.closure_id = number
    desk.session.expire(person, ["closures"])
    return numbers


def ask_again(proposal: Proposal, on: date | None, desk: Desk) -> int:
    """A new closure for an account that is open again, as the old one was asked for. Raises Mistake."""
    old, verdict = proposal.closure, proposal.reopened
    if verdict is None or verdict.new_account is None:
        raise Mistake(_("no report says that closure {number} was opened again", number=old.id))
    account = verdict.new_account
    account.closure_id = None
    wanted = Wanted(account, old.platform or old.platform_name, old.route, free=not old.platform)
    [number] = close_all([wanted], on, desk)
    old.dismiss(ASKED_AGAIN, desk.planning())
    return number


def _order(wanted: Wanted, person: Person, on: date | None) -> Order:
    return Order(
        wanted.platform or names_of(wanted.account.institution)[0],
        wanted.route,
        window=wanted.window,
        person=person.name,
        free=wanted.free or not wanted.platform,
        requested=on,
    )


def _already(account: ReportAccount) -> str:
    return _(
        "{institution}: closure {number} asks for it already",
        institution=account.institution,
        number=account.closure_id,
    )
