"""``import``: closures from a CSV file, all of them or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import USAGE, whole
from cli.output import Json, print_json, progress, say, warn
from desk.typed import typed_name
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from desk.csv_rows import Failure
    from desk.importing import Understood

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
    from cli.opening import opened
    from desk.batch import run_import
    from desk.csv_rows import read_bytes

    data = read_bytes(file)
    with opened() as installation:
        with installation.database.reading() as session:
            user_id = installation.user(session).id
        result = run_import(installation, user_id, data, person, free=free, dry_run=dry_run, watch=progress)
    if as_json:
        print_json(_json(result, dry_run))
    _show_failures(result)
    if not as_json:
        say(*_summary(result, dry_run))


def _json(result: Understood, dry_run: bool) -> dict[str, Any]:
    return {
        "imported": 0 if result.failures else len(result.registrations),
        "already_imported": result.already,
        "dry_run": dry_run,
        "failures": [{"line": failure.line, "reason": _whole(failure)} for failure in result.failures],
    }


def _show_failures(result: Understood) -> None:
    """Each on a line of stderr, then the sum; exit 2."""
    if not (failures := result.failures):
        return
    for failure in failures[:MOST_SHOWN]:
        warn(_("line {line}: {reason}", line=failure.line, reason=_whole(failure)))
    if (more := len(failures) - MOST_SHOWN) > 0:
        warn(ngettext("and {n} more row", "and {n} more rows", more))
    sentence = ngettext(
        "{n} row cannot be imported; nothing of the file is stored",
        "{n} rows cannot be imported; nothing of the file is stored",
        len(failures),
    )
    warn(sentence)
    raise typer.Exit(USAGE)


def _whole(failure: Failure) -> str:
    return whole(failure.reason, failure.remedy)


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
