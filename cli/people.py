"""``people``: whose credit reports are followed, on what grounds, and how that ends."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import Json, listing, print_json, say, warn
from desk.mistakes import Mistake
from desk.typed import typed_date, typed_name
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from worker.installation import Installation

people = typer.Typer(no_args_is_help=True, help=_("The people whose credit reports are followed."))
Name = Annotated[
    str, typer.Argument(metavar="NAME", parser=typed_name, help=_("A name for you to know them by."))
]
Purpose = typer.Option(metavar="PURPOSE", parser=typed_name, help=_("What the person consented to."))
Day = typer.Option(metavar="DATE", parser=typed_date, help=_("The day on which the person consented."))


class Other(StrEnum):
    """What another person is to the user."""

    FAMILY = "family"
    CLIENT = "client"


@people.command("list", help=_("List the people."))
def list_people(as_json: Json = False) -> None:
    from cli.opening import reading
    from desk.person_json import person_json

    with reading() as desk:
        found = [person_json(person) for person in desk.user.people]
    if as_json:
        print_json(found)
    else:
        titles = (_("Person"), _("Relation"), _("Consent"), _("Closures"))
        say(listing(titles, map(_row, found)))


@people.command(
    "add", help=_("Follow one more person's report: family, a client. A name is enough, no ID number.")
)
def add_person(
    name: Name,
    *,
    relation: Annotated[
        Other, typer.Option(help=_("A client is followed only with recorded consent."))
    ] = Other.FAMILY,
    consent_for: Annotated[str | None, Purpose] = None,
    consent_on: Annotated[date | None, Day] = None,
) -> None:
    from cli.opening import writing
    from desk.people import Consent
    from desk.people import add_person as follow
    from models.user import Relation

    if (consent_for is None) != (consent_on is None):
        raise Mistake(_("consent has a purpose and a day: give --consent-for and --consent-on, or neither"))
    consent = Consent(consent_for, consent_on) if consent_for and consent_on else None
    with writing() as desk:
        follow(name, Relation(relation.value), consent, desk)
    say(_("{name} is added; register with: xiaohu add PLATFORM --person {name}", name=name))
    if relation is Other.CLIENT and consent is None:
        warn(
            _("nothing of a client is stored before the consent is: xiaohu people consent {name}", name=name)
        )


@people.command("consent", help=_("Record that a person consented, to what and when."))
def record_consent(
    name: Name,
    *,
    purpose: Annotated[
        str,
        typer.Option("--for", metavar="PURPOSE", parser=typed_name, help=_("What the person consented to.")),
    ],
    on: Annotated[
        date,
        typer.Option(metavar="DATE", parser=typed_date, help=_("The day on which the person consented.")),
    ],
) -> None:
    from cli.opening import writing
    from desk.people import Consent, named
    from desk.people import record_consent as record

    with writing() as desk:
        record(named(name, desk), Consent(purpose, on), desk)
    say(_("The consent of {name} is recorded.", name=name))


@people.command("remove", help=_("Remove a person, and all that is stored of them."))
def remove_person(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help=_("Delete this person's closures too."))] = False,
) -> None:
    from cli.opening import opened
    from desk.people import REMOVED

    with opened() as installation:
        _erase(installation, name, REMOVED, keep_closures=not yes)
    say(_("{name} is removed.", name=name))


@people.command(
    "withdraw",
    help=_("A person withdraws consent: no more messages, and all that is stored of them is deleted."),
)
def withdraw_consent(name: Name) -> None:
    from cli.opening import opened
    from desk.people import WITHDRAWN

    with opened() as installation:
        _erase(installation, name, WITHDRAWN)
    say(_("Nothing of {name} is stored any more, and nothing more is sent.", name=name))


def _erase(installation: Installation, name: str, kind: str, *, keep_closures: bool = False) -> None:
    from cli.opening import writing_at
    from cli.tidying import forget_copies, leave_no_traces
    from desk.people import erase_person, named

    with writing_at(installation) as desk:
        person = named(name, desk)
        if keep_closures and (count := len(person.closures)):
            raise Mistake(_refusal(name, count))
        erase_person(person, kind, desk)
    leave_no_traces(installation)
    forget_copies(installation)


def _row(person: dict[str, Any]) -> tuple[str, ...]:
    from desk.people import RELATIONS

    consent = ""
    if person["consent_on"]:
        consent = _("{day}: {purpose}", day=person["consent_on"], purpose=person["consent_for"])
    relation = RELATIONS[person["relation"]]
    return person["name"], _(relation), consent, str(person["closures"])


def _refusal(name: str, count: int) -> str:
    return ngettext(
        "{name} has {n} closure; with --yes it is deleted too",
        "{name} has {n} closures; with --yes they are deleted too",
        count,
        name=name,
    )
