"""A CSV file of closures as rows: its encoding, its header and its shape, before anything is understood."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from desk.cells import as_written
from desk.mistakes import Mistake
from desk.wording import _, ngettext

COLUMNS = (
    *("person", "platform", "route", "requested_on", "window", "note", "external_id"),
    *("payoff_on", "started_on"),  # where they apply
)
REQUIRED = ("platform", "requested_on")
MOST_BYTES = 10 * 1024 * 1024
_OTHER_FORMATS = {
    b"PK\x03\x04": "Excel (.xlsx)",
    b"\xd0\xcf\x11\xe0": "Excel (.xls)",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line it begins on; every column is there, empty where the file leaves it out."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a row cannot be taken: a whole sentence, and what may be typed at the command line."""

    line: int
    reason: str
    remedy: str = ""


def read_bytes(file: Path) -> bytes:
    """The file's content. Raises OSError, or Mistake for one that is too large."""
    with file.open("rb") as opened:
        return refuse_large(opened.read(MOST_BYTES + 1), str(file))


def refuse_large(data: bytes, file: str) -> bytes:
    """The same content. Raises Mistake, which names the file, where it is too large."""
    if len(data) > MOST_BYTES:
        raise Mistake(_("{file} is larger than {limit} MB; split it", file=file, limit=MOST_BYTES >> 20))
    return data


def rows(data: bytes) -> Iterator[Row | Failure]:
    """All rows but empty ones. Raises Mistake for what concerns the whole file."""
    reader = csv.reader(StringIO(_text(data), newline=""), strict=True, skipinitialspace=True)
    try:
        header = next(reader, [])
    except csv.Error as error:
        raise Mistake(_broken(error)) from None
    columns = _columns(header)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # nobody knows where the next row begins
            yield Failure(line, _broken(error))
            return
        if any(cell.strip() for cell in cells):
            yield _row(line, cells, columns)


def _text(data: bytes) -> str:
    for beginning, name in _OTHER_FORMATS.items():
        if data.startswith(beginning):
            raise Mistake(_("the file is {format}, not CSV; save it as CSV UTF-8", format=name))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Mistake(_("the file is neither UTF-8 nor GB18030 text; save it as CSV UTF-8"))


def _columns(header: list[str]) -> tuple[str, ...]:
    columns = tuple(name.strip().lower() for name in header)
    shown = ",".join(COLUMNS)
    if missing := [name for name in REQUIRED if name not in columns]:
        raise Mistake(
            _(
                "the first line lacks the columns {missing}; it names the columns: {columns}",
                missing=",".join(missing),
                columns=shown,
            )
        )
    # A misspelt "window" passed over would make wrong dates.
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise Mistake(
            _("there is no column {name}; the columns are: {columns}", name=repr(unknown[0]), columns=shown)
        )
    if len(set(columns)) < len(columns):
        twice = next(name for name in columns if columns.count(name) > 1)
        raise Mistake(_("the first line names the column {name} twice", name=twice))
    return columns


def _row(line: int, cells: list[str], columns: tuple[str, ...]) -> Row | Failure:
    if len(cells) != len(columns):
        sentence = ngettext(
            "the row has {n} cell, the first line {columns}",
            "the row has {n} cells, the first line {columns}",
            len(cells),
            columns=len(columns),
        )
        return Failure(line, sentence)
    found = dict(zip(columns, (as_written(cell.strip()) for cell in cells), strict=True))
    return Row(line, dict.fromkeys(COLUMNS, "") | found)


def _broken(error: csv.Error) -> str:
    return _("the quotation marks do not match from here on ({reason})", reason=error)
