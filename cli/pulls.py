"""``pulls``: when to ask for a credit report, and which closures it verifies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import Json, listing, print_json, say, section
from desk.typed import typed_date, typed_number
from desk.wording import _, ngettext, spoken
from scheduler.pulls import PullKind

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from desk.pulls import PersonPlan
    from scheduler.pulls import Pull


def pulls(
    *,
    goal: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=typed_date, help=_("The day by which all should be verified.")),
    ] = None,
    kind: Annotated[
        PullKind | None, typer.Option(help=_("The brief report online, or the detailed one at the counter."))
    ] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help=_("Only this person's."))] = None,
    wait: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS", parser=typed_number, help=_("How long a closure may wait for others to join it.")
        ),
    ] = None,
    used: Annotated[
        int | None,
        typer.Option(
            metavar="N", parser=typed_number, help=_("Reports already had at the counter this year.")
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show when to ask for a report; what the pages know of a person's wishes counts unless given."""
    from cli.opening import reading
    from desk.pulls import Asked, pulls_json, read_plans, refuse

    asked = Asked(kind, goal, wait, used)
    with reading() as desk:
        refuse(asked, desk.today)
        plans = read_plans(desk, asked, person)
        if as_json:
            print_json(pulls_json(plans))
        else:
            say(*_shown(plans, desk.today))


def _shown(plans: Iterable[PersonPlan], today: date) -> Iterator[str | Text | Table]:
    from desk.pulls import what_waiting_buys

    planned = [plan for plan in plans if plan.entries]
    if not any(plan.plan.pulls for plan in planned):
        yield _("Nothing waits for a report.")
    for plan in planned:
        if not plan.plan.pulls:
            continue
        if len(planned) > 1:
            yield section(plan.person.name)
        yield from what_waiting_buys(plan, today)
        titles = (_("Ask for it on"), _("Cost"), _("Verifies"))
        yield listing(titles, (_row(pull, plan, today) for pull in plan.plan.pulls))


def _row(pull: Pull, plan: PersonPlan, today: date) -> tuple[str, str, str]:
    names = (f"{plan.entries[each].followed.platform} ({each})" for each in pull.closures)
    cost = ngettext("{n} yuan", "{n} yuan", pull.cost) if pull.cost else _("free")
    return spoken().day(pull.on, today), cost, _(", ").join(names)
