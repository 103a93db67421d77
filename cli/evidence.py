"""``evidence``: what happened to a closure, as a file to hand over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cli.closures import Number
from cli.output import Json, print_json, say, warn
from desk.wording import _


def evidence(
    number: Number,
    *,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=_("Where to write it; here unless given."))
    ] = None,
    without_notes: Annotated[
        bool, typer.Option("--without-notes", help=_("Leave your own notes out."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Write what happened, dates, calls, tickets and notes into a file to hand over."""
    from cli.opening import reading
    from desk.evidence import evidence_of
    from desk.evidence_file import evidence_name, evidence_zip

    with reading() as desk:
        closure = desk.closure(number)
        if as_json:
            print_json(evidence_of(closure, desk, notes=not without_notes).as_json())
            return
        file = to or Path(evidence_name(closure, desk.today))
        _write(file, evidence_zip(closure, desk, notes=not without_notes))
    say(_("Written: {file}", file=file))
    warn(
        _(
            "Unpack it, open evidence.html with a browser, check every line, and print it (or print it into "
            "a PDF). Name and ID number are blanks, to be filled in by hand."
        )
    )


def _write(file: Path, data: bytes) -> None:
    """A new file that is its owner's alone. Raises OSError."""
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(handle, "wb") as opened:
        opened.write(data)
