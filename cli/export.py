"""``export``: what was registered, or everything there is, to be read by other programs and by ``import``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import say
from desk.mistakes import Mistake
from desk.wording import _

if TYPE_CHECKING:
    from desk.desk import Desk


class Format(StrEnum):
    """What ``export`` writes."""

    CSV = "csv"
    JSON = "json"


def export(
    *,
    form: Annotated[
        Format,
        typer.Option(
            "--format", help=_("csv: the closures, as import reads them; json: everything there is.")
        ),
    ] = Format.CSV,
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help=_("Write everything there is into this folder, a CSV file a table.")
        ),
    ] = None,
) -> None:
    from cli.opening import reading
    from desk.takeout import closures_csv, document

    if folder and form is Format.JSON:
        raise Mistake(_("--folder is for CSV; JSON is one document: xiaohu export --format json > FILE"))
    with reading() as desk:
        if folder:
            _write_folder(desk, folder)
        else:
            for part in document(desk) if form is Format.JSON else closures_csv(desk):
                typer.echo(part.encode(), nl=False)  # UTF-8, whatever the terminal speaks
    if folder:
        say(_("Everything is in {folder}.", folder=folder))


def _write_folder(desk: Desk, folder: Path) -> None:
    from desk.takeout import closures_csv, everything, table_csv

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder / "import.csv", closures_csv(desk))
    for name, rows in everything(desk.session, desk.user.id, desk.zone):
        _write(folder / f"{name}.csv", table_csv(rows))


def _write(file: Path, parts: Iterable[str]) -> None:
    """A new file that is its owner's alone. Raises FileExistsError."""
    from desk.takeout import BOM

    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(handle, "w", encoding="utf-8", newline="") as opened:
        opened.write(BOM)
        opened.writelines(parts)
