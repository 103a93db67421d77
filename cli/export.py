"""``export``: what was registered, or everything there is, to be read by other programs and by ``import``."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import say
from desk.mistakes import Mistake
from desk.wording import _

if TYPE_CHECKING:
    from desk.desk import Desk

BOM = "\ufeff"
"""Without it spreadsheet programs take UTF-8 for something else."""


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

    if folder and form is Format.JSON:
        raise Mistake(_("--folder is for CSV; JSON is one document: xiaohu export --format json > FILE"))
    with reading() as desk:
        if folder:
            _write_folder(desk, folder)
        else:
            for part in _document(desk) if form is Format.JSON else _closures(desk):
                typer.echo(part.encode(), nl=False)  # UTF-8, whatever the terminal speaks
    if folder:
        say(_("Everything is in {folder}.", folder=folder))


def _closures(desk: Desk) -> Iterator[str]:
    from desk.takeout import closure_rows

    return _csv(closure_rows(desk.session, desk.user.id))


def _document(desk: Desk) -> Iterator[str]:
    """One JSON object: a row a line, so that neither side needs memory for all of it."""
    from desk.takeout import everything

    head = {"program": "xiaohu", "exported_at": desk.now.astimezone(desk.zone).isoformat(timespec="seconds")}
    yield json.dumps(head)[:-1]
    for name, rows in everything(desk.session, desk.user.id, desk.zone):
        yield f",\n{json.dumps(name)}: ["
        for number, row in enumerate(rows):
            yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
        yield "]"
    yield "}\n"


def _write_folder(desk: Desk, folder: Path) -> None:
    from desk.takeout import everything

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder / "import.csv", _closures(desk))
    for name, rows in everything(desk.session, desk.user.id, desk.zone):
        _write(folder / f"{name}.csv", _csv(_table(rows)))


def _table(rows: Iterator[dict[str, Any]]) -> Iterator[Iterable[object]]:
    for number, row in enumerate(rows):
        if not number:
            yield row.keys()
        yield row.values()


def _csv(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    from desk.takeout import cells

    line = StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in rows:
        writer.writerow(cells(row))
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _write(file: Path, parts: Iterable[str]) -> None:
    """A new file that is its owner's alone. Raises FileExistsError."""
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(handle, "w", encoding="utf-8", newline="") as opened:
        opened.write(BOM)
        opened.writelines(parts)
