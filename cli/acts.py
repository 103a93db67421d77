"""``act`` records what starts the time a platform stated; ``undo`` takes the last act back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.closures import Number, change_closure
from cli.output import Json
from desk.typed import typed_date
from desk.wording import _, spoken

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.closure import Closure


def act(
    number: Number,
    on: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=typed_date, help=_("The day it happened; today unless given.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Record the act that starts the clock, or a call that was made."""

    def change(closure: Closure, desk: Desk) -> str:
        from desk.states import ACTS

        planning = desk.planning()
        day = on or planning.beijing_today
        done = closure.act(day, planning)
        return _("Recorded: {act} on {day}.", act=_(ACTS[done]), day=spoken().day(day, desk.today))

    change_closure(number, change, as_json)


def undo(number: Number, as_json: Json = False) -> None:
    """Take back the last act; what was sent stays sent."""

    def change(closure: Closure, desk: Desk) -> str:
        from desk.states import TAKEN_BACK

        what = closure.undo(desk.planning()).kind
        return _("Taken back: {what}.", what=_(TAKEN_BACK.get(what, what)))

    change_closure(number, change, as_json)
