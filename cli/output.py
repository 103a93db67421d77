"""Two ways out: JSON for programs on stdout, calm text for people. Messages about the work go to stderr."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from desk.wording import _

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

T = TypeVar("T")
Json = Annotated[bool, typer.Option("--json", help=_("Print JSON, for programs."))]


def print_json(value: Any) -> None:
    """One JSON document. Its keys are stable and only grow."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say(*lines: "str | Text | Table") -> None:
    """Lines and tables for a person. Plain strings are printed as they are, without any markup."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(line, soft_wrap=isinstance(line, str))


def warn(sentence: str) -> None:
    """Something a person should know, where it does not get into a program's way."""
    typer.echo(sentence, err=True)


def progress(things: Iterable[T], title: str, total: int) -> Iterable[T]:
    """The same things, with a bar on stderr while they are gone through; without one outside a terminal."""
    if not sys.stderr.isatty():
        return things
    from rich.console import Console
    from rich.progress import track

    return track(things, title, total=total, console=Console(stderr=True), transient=True)


def warn_all(sentences: Iterable[str]) -> None:
    """The same for several."""
    for sentence in sentences:
        warn(sentence)


def heading(text: str) -> "Text":
    """The title of a whole answer."""
    from rich.text import Text

    return Text(text, style="bold")


def section(text: str) -> "Text":
    """The title of a part, a line below what comes before it."""
    return heading(f"\n{text}")


def facts(pairs: Iterable[tuple[str, str]]) -> "Table":
    """Labels with their values below each other; a pair with an empty value is left out."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in pairs:
        if value:
            table.add_row(Text(f"  {label}", style="dim"), Text(value))
    return table


def listing(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> "Table":
    """A table with a header."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in titles:
        table.add_column(title, header_style="dim", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
