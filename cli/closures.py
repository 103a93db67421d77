"""What is followed: ``list``, ``show``, ``answer``, ``snooze``, ``withdraw``, ``give-up``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.calendar_warnings import calendar_warnings
from cli.output import Json, print_json, say, warn_all
from config.i18n import N_
from desk.typed import typed_date, typed_number
from desk.wording import _, spoken
from scheduler.lifecycle import Answer, ClosureState, is_finished

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.closure import Closure

Number = Annotated[
    int, typer.Argument(metavar="ID", parser=typed_number, help=_("The closure's number; see list."))
]

_NEXT = {
    Answer.VERIFIED: N_("Closed. Nothing more is sent about it."),
    Answer.NOT_UPDATED: N_(
        "Not updated yet: round {round} begins. Ask the platform how much longer it takes."
    ),
    Answer.STILL_OPEN: N_("Still open. It is followed on in round {round}. The next step: {rung}"),
    Answer.CANNOT_TELL: N_("Could not be told. You are reminded again in a few days."),
}


def list_closures(
    person: Annotated[str | None, typer.Option(metavar="NAME", help=_("Only this person's."))] = None,
    still_open: Annotated[bool, typer.Option("--open", help=_("Only those not finished."))] = False,
    as_json: Json = False,
) -> None:
    """List all closures, those to be checked first."""
    from cli.closure_view import closures_table
    from cli.opening import reading
    from desk.closure_json import closure_json

    with reading() as desk:
        closures = [
            closure
            for closure in _ordered(desk)
            if person in (None, closure.person.name)
            and not (still_open and is_finished(ClosureState(closure.state)))
        ]
        warn_all(calendar_warnings(closures, desk))
        if as_json:
            print_json([closure_json(closure, desk) for closure in closures])
        elif closures:
            say(closures_table(closures, desk))
        else:
            say(_("Nothing is followed yet; begin with: xiaohu add PLATFORM"))


def show(number: Number, as_json: Json = False) -> None:
    """Show a closure: its dates and why, and all that happened."""
    from cli.closure_view import closure_view, history_view
    from cli.opening import reading
    from desk.closure_json import whole_closure_json

    with reading() as desk:
        closure = desk.closure(number)
        warn_all(calendar_warnings([closure], desk))
        if as_json:
            print_json(whole_closure_json(closure, desk))
        else:
            say(*closure_view(closure, desk), *history_view(closure, desk))


def answer(
    number: Number,
    result: Annotated[Answer, typer.Argument(help=_("What the new report shows."))],
    window: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=_("What the platform says now; else 次月更新 is assumed.")),
    ] = None,
    of_round: Annotated[
        int | None,
        typer.Option(
            "--round",
            metavar="N",
            parser=typed_number,
            help=_("The round this answers: refused when another one is going on."),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what the new credit report shows."""
    from cli.escalating import next_step
    from desk.answering import statement_for

    statement = statement_for(result, window)

    def change(closure: Closure, desk: Desk) -> str:
        closure.answer(result, desk.planning(), statement, of_round)
        rung, text = next_step(closure, desk) if result is Answer.STILL_OPEN else ("", "")
        return _(_NEXT[result], round=closure.round.number, rung=rung) + text

    change_closure(number, change, as_json)


def snooze(
    number: Number,
    until: Annotated[date, typer.Argument(metavar="DATE", parser=typed_date, help=_("Not before this day."))],
    as_json: Json = False,
) -> None:
    """Put the next reminder off."""

    def change(closure: Closure, desk: Desk) -> str:
        closure.snooze(until, desk.planning())
        return _("Put off until {day}.", day=spoken().day(until, desk.today))

    change_closure(number, change, as_json)


def withdraw(number: Number, as_json: Json = False) -> None:
    """Stop following a closure; its history is kept."""

    def change(closure: Closure, desk: Desk) -> str:
        closure.withdraw(desk.planning())
        return _("Withdrawn. Nothing more is sent about it.")

    change_closure(number, change, as_json)


def give_up(number: Number, as_json: Json = False) -> None:
    """End an escalation that led to nothing; its history is kept."""

    def change(closure: Closure, desk: Desk) -> str:
        closure.give_up(desk.planning())
        return _("Given up: the account stays open. Nothing more is sent about it.")

    change_closure(number, change, as_json)


def _ordered(desk: Desk) -> Sequence[Closure]:
    from sqlalchemy import select
    from sqlalchemy.orm import joinedload, selectinload

    from models.tables import Closure, Person, Round

    whole = (joinedload(Closure.person), selectinload(Closure.rounds).selectinload(Round.reminders))
    mine = select(Closure).join(Closure.person).where(Person.user_id == desk.user.id).options(*whole)
    return sorted(desk.session.scalars(mine), key=_by_day)


def _by_day(closure: Closure) -> tuple[bool, date, int]:
    return is_finished(ClosureState(closure.state)), closure.round.check_on or date.max, closure.id


def change_closure(number: int, change: Callable[[Closure, Desk], str], as_json: bool) -> None:
    """One change in one transaction; what it led to is printed when it is stored."""
    from cli.closure_view import closure_view
    from cli.opening import writing_about
    from desk.closure_json import closure_json

    with writing_about(number) as (desk, closure):
        said = change(closure, desk)
        desk.session.flush()
        data, warnings = closure_json(closure, desk), calendar_warnings([closure], desk)
        view = [] if is_finished(ClosureState(closure.state)) else closure_view(closure, desk)
    if as_json:
        print_json(data)
    else:
        say(said, *view)
    warn_all(warnings)
