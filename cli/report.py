"""``report``: read a credit report, or compare two. Nothing of it is stored by these two commands."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import Json, print_json, say, warn_all
from desk.typed import typed_date, typed_text
from desk.wording import _

if TYPE_CHECKING:
    from reports.accounts import Report

report = typer.Typer(no_args_is_help=True, help=_("Credit reports: what can be closed, and what was closed."))
PATH = _("The PDF of a brief report (简版).")
PASSWORD = _("Read the PDF's password from standard input, not from the terminal.")
Password = Annotated[bool, typer.Option("--password-stdin", help=PASSWORD)]


@report.command("read", help=_("Read a brief report: its accounts, and which of them can be closed."))
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help=PATH)],
    *,
    password_stdin: Password = False,
    as_json: Json = False,
) -> None:
    from catalog.loading import load_catalog
    from cli.opening import platforms_dirs
    from cli.report_view import candidate_platforms, report_view
    from desk.report_wording import doubts

    [found] = _read([file], Passwords(piped=password_stdin), thorough=False)
    catalog = load_catalog(*platforms_dirs())
    if as_json:
        print_json(
            found.as_json()
            | {
                "unrecognised_institutions": list(found.unrecognised),
                "platforms": candidate_platforms(found, catalog),
            }
        )
    else:
        say(*report_view(found, catalog))
    warn_all(doubts(found))


@report.command("compare", help=_("Compare two reports of one person: was the account closed?"))
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("The older report's PDF."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("The newer report's PDF."))],
    *,
    requested_on: Annotated[
        date,
        typer.Option(
            "--requested-on", metavar="DATE", parser=typed_date, help=_("The day the closure was asked for.")
        ),
    ],
    institution: Annotated[
        str,
        typer.Option(
            metavar="NAME", parser=typed_text, help=_("Only the accounts with this lender; a part is enough.")
        ),
    ] = "",
    password_stdin: Annotated[
        bool,
        typer.Option(
            "--password-stdin",
            help=_(
                "Read the passwords from standard input: one line, or the older report's and the newer's."
            ),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    from cli.report_view import comparison_json, comparison_view
    from desk.mistakes import NotFound
    from desk.report_wording import doubts
    from reports.verdicts import compare as compared

    before, after = _read([old, new], Passwords(piped=password_stdin), thorough=True)
    comparison = compared(before, after, requested_on)
    if not comparison.knows(institution):
        raise NotFound(_("neither report has an account with {name}", name=repr(institution)))
    if as_json:
        print_json(comparison_json(comparison, institution))
    else:
        say(*comparison_view(comparison, institution))
    for each in (before, after):
        warn_all(doubts(each))


def _read(files: list[str], passwords: Passwords, *, thorough: bool) -> list[Report]:
    from desk.report_files import file_of
    from reports.process import read_report

    # Made anew for each command: all that is compared with it is what this command has read.
    key = secrets.token_bytes(32)
    contents = [file_of(file) for file in files]

    def one(data: bytes) -> Report:
        return read_one(
            passwords, lambda given: read_report(data, key=key, password=given, thorough=thorough)
        )

    return [one(data) for data in contents]


def read_one(passwords: Passwords, read: Callable[[str | None], Report]) -> Report:
    """Read with the password that was piped in, or none; where one is needed, ask for it."""
    from desk.mistakes import Mistake, told
    from reports.refusals import Refusal, ReportRefused

    try:
        return read(passwords.given())
    except ReportRefused as error:
        if error.refusal is not Refusal.PASSWORD_NEEDED:
            raise
        if not sys.stdin.isatty():
            raise Mistake(told(error), _("give it with {option}", option="--password-stdin")) from None
    return read(passwords.asked())


class Passwords:
    """From standard input, a line for each report where there are several; or asked for, never shown."""

    def __init__(self, *, piped: bool) -> None:
        self._lines = _lines() if piped else None
        self._last: str | None = None

    def given(self) -> str | None:
        """The next one that was piped in; the last one again where there are no more."""
        if self._lines is not None:
            self._last = next(self._lines, self._last)
        return self._last

    def asked(self) -> str:
        """The one that is typed now."""
        typed: str = typer.prompt(
            _("The PDF's password"), default="", hide_input=True, show_default=False, err=True
        )
        return typed


def _lines() -> Iterator[str]:
    for line in sys.stdin:
        yield line.rstrip("\r\n")
