"""``delete --everything``: as if nothing had ever been stored."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import say
from desk.mistakes import Mistake
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from desk.desk import Desk


def delete(
    *,
    everything: Annotated[
        bool, typer.Option("--everything", help=_("All people, closures, messages and channels."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Without asking."))] = False,
) -> None:
    from cli.opening import opened, writing_at
    from cli.tidying import forget_copies, leave_no_traces
    from desk.people import erase_user

    if not everything:
        raise Mistake(_("say what: --everything; one person: xiaohu people remove NAME"))
    with opened() as installation:
        with writing_at(installation) as desk:
            _ask(desk, yes)
            erase_user(desk)
        leave_no_traces(installation)
        forget_copies(installation)
    say(_("Everything is deleted."))


def _ask(desk: Desk, yes: bool) -> None:
    """Go on only when somebody means it."""
    if yes:
        return
    count = sum(len(person.closures) for person in desk.user.people)
    what = ngettext(
        "{n} closure and all else that is stored would be deleted, for good",
        "{n} closures and all else that is stored would be deleted, for good",
        count,
    )
    if not sys.stdin.isatty():
        raise Mistake(_("{what}; keep a copy with xiaohu export, and repeat with --yes", what=what))
    typer.confirm(_("{what}. Go on?", what=what), abort=True)
