"""``people``: whose credit reports are followed."""

from typing import Annotated

import typer

from cli.errors import Mistake, NotFound
from cli.output import Json, listing, print_json, say
from cli.typed import typed_name
from cli.wording import _, ngettext

people = typer.Typer(no_args_is_help=True, help=_("The people whose credit reports are followed."))
Name = Annotated[
    str, typer.Argument(metavar="NAME", parser=typed_name, help=_("A name for you to know them by."))
]


@people.command("list", help=_("List the people."))
def list_people(as_json: Json = False) -> None:
    from cli.opening import reading

    with reading() as desk:
        rows = [(person.name, len(person.closures)) for person in desk.user.people]
    if as_json:
        print_json([{"name": name, "closures": count} for name, count in rows])
    else:
        say(listing((_("Person"), _("Closures")), ((name, str(count)) for name, count in rows)))


@people.command(
    "add", help=_("Follow one more person's report: family, a client. A name is enough, no ID number.")
)
def add_person(name: Name) -> None:
    from cli.opening import writing
    from models.tables import Person

    with writing() as desk:
        if any(person.name == name for person in desk.user.people):
            raise Mistake(_("there is a person {name} already; choose another name", name=name))
        desk.session.add(Person(user=desk.user, name=name, created_at=desk.now))
    say(_("{name} is added; register with: xiaohu add PLATFORM --person {name}", name=name))


@people.command("remove", help=_("Remove a person."))
def remove_person(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help=_("Delete this person's closures too."))] = False,
) -> None:
    from sqlalchemy import delete

    from cli.opening import writing
    from models.tables import Person

    with writing() as desk:
        person = next((person for person in desk.user.people if person.name == name), None)
        if person is None:
            raise NotFound(_("there is no person {name}; see: xiaohu people list", name=name))
        if person is desk.user.people[0]:
            raise Mistake(_("{name} is you and stays", name=name))
        if (count := len(person.closures)) and not yes:
            raise Mistake(_refusal(name, count))
        # The database deletes what belongs to a person together with the row.
        desk.session.execute(delete(Person).where(Person.id == person.id))
    say(_("{name} is removed.", name=name))


def _refusal(name: str, count: int) -> str:
    return ngettext(
        "{name} has {n} closure; with --yes it is deleted too",
        "{name} has {n} closures; with --yes they are deleted too",
        count,
        name=name,
    )
