"""``import``: closures from a CSV file, all of them or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import BUSY, USAGE, Mistake
from cli.output import Json, print_json, progress, say, warn
from cli.typed import typed_name
from cli.wording import _, ngettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cli.importing import Ground, Understood
    from worker.installation import Installation

MOST_SHOWN = 50
"""Failing rows that are named one by one."""


def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=_(
                "CSV with the columns person,platform,route,requested_on,window,note,external_id; where they "
                "apply, also payoff_on (of an appointment) and started_on (the day of a later act from which "
                "the time counts: a call back, the settlement)."
            ),
        ),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Only say what would be stored, and what is wrong."))
    ] = False,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", parser=typed_name, help=_("Whose report it is where a row names nobody.")
        ),
    ] = None,
    free: Annotated[
        bool, typer.Option("--free", help=_("Accept platforms the catalogue does not know."))
    ] = False,
    as_json: Json = False,
) -> None:
    from cli.csv_rows import read_bytes
    from cli.opening import opened

    data = read_bytes(file)
    with opened() as installation:
        result = run_import(installation, data, person, free=free, dry_run=dry_run)
    if as_json:
        print_json(_json(result, dry_run))
    _show_failures(result)
    if not as_json:
        say(*_summary(result, dry_run))


def run_import(
    installation: Installation, data: bytes, person: str | None, *, free: bool = False, dry_run: bool = False
) -> Understood:
    """Understand a whole file, then store it in one transaction unless something is wrong with it."""
    from cli.csv_rows import rows
    from cli.importing import understand

    # Understood before anything is locked: the worker goes on meanwhile.
    with installation.database.reading() as session:
        user = installation.user(session)
        ground = _ground(installation, session, person, free)
        read = progress(rows(data), _("Reading"), total=data.count(b"\n"))
        result = understand(read, ground)
    if result.registrations and not (dry_run or result.failures):
        _store(installation, user.id, result, ground)
    return result


def _ground(installation: Installation, session: Session, person: str | None, free: bool) -> Ground:
    from cli.importing import Ground
    from cli.registering import find_person

    user = installation.user(session)
    find_person(person, user.people)  # said once here, not for every row
    return Ground(
        people=tuple(user.people),
        catalog=installation.catalog(),
        planning=installation.planning(session, user),
        known=_known(session, user.id),
        person=person,
        free=free,
    )


def _known(session: Session, user_id: int) -> frozenset[str]:
    from sqlalchemy import select

    from models.tables import ExternalId

    return frozenset(session.scalars(select(ExternalId.external_id).where(ExternalId.user_id == user_id)))


def _store(installation: Installation, user_id: int, result: Understood, ground: Ground) -> None:
    from sqlalchemy.exc import IntegrityError

    from cli.importing import steps
    from models.registration import register_all

    parts = steps(result.registrations)
    try:
        with installation.database.statement() as connection:
            for part in progress(parts, _("Storing"), total=len(parts)):
                register_all(connection, user_id, part, ground.planning)
    except IntegrityError:
        raise _Overtaken(
            _("a person or an external_id changed while the file was read; nothing is stored, try again")
        ) from None


class _Overtaken(Mistake):
    code = BUSY


def _json(result: Understood, dry_run: bool) -> dict[str, Any]:
    return {
        "imported": 0 if result.failures else len(result.registrations),
        "already_imported": result.already,
        "dry_run": dry_run,
        "failures": [{"line": failure.line, "reason": failure.reason} for failure in result.failures],
    }


def _show_failures(result: Understood) -> None:
    """Each on a line of stderr, then the sum; exit 2."""
    if not (failures := result.failures):
        return
    for failure in failures[:MOST_SHOWN]:
        warn(_("line {line}: {reason}", line=failure.line, reason=failure.reason))
    if (more := len(failures) - MOST_SHOWN) > 0:
        warn(ngettext("and {n} more row", "and {n} more rows", more))
    sentence = ngettext(
        "{n} row cannot be imported; nothing of the file is stored",
        "{n} rows cannot be imported; nothing of the file is stored",
        len(failures),
    )
    warn(sentence)
    raise typer.Exit(USAGE)


def _summary(result: Understood, dry_run: bool) -> list[str]:
    count = len(result.registrations)
    said = (
        ngettext("{n} closure would be imported.", "{n} closures would be imported.", count)
        if dry_run
        else ngettext("{n} closure is imported.", "{n} closures are imported.", count)
    )
    if not result.already:
        return [said]
    known = ngettext("{n} row was imported before.", "{n} rows were imported before.", result.already)
    return [said, known]
