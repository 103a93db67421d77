"""What to do where a platform does not follow through: ``escalate``, ``script``, ``note``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.closures import Number
from cli.output import Json, print_json, say, warn
from desk.mistakes import Mistake
from desk.typed import typed_date, typed_name, typed_text
from desk.wording import _, spoken
from scheduler.escalation import Rung

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.closure import Closure

Ticket = Annotated[
    str, typer.Option(metavar="T", parser=typed_text, help=_("The number they gave it, if any."))
]
APART = "-" * 20


def escalate(
    number: Number,
    rung: Annotated[Rung, typer.Argument(metavar="RUNG", help=_("The step that was taken."))],
    *,
    on: Annotated[
        date, typer.Option(metavar="DATE", parser=typed_date, help=_("The day it was done or filed."))
    ],
    ticket: Ticket = "",
    accepted: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=typed_date,
            help=_("The day it was received (objection) or accepted (branch): the answer counts from it."),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Record a step of the escalation ladder."""
    from cli.closure_view import closure_view
    from cli.escalation_view import recorded
    from cli.opening import writing
    from desk.closure_json import closure_json
    from desk.ladder import doubts
    from scheduler.escalation import Filing

    filing = Filing(rung, on, accepted)
    with writing() as desk:
        closure = desk.closure(number)
        unusual = doubts(closure, filing)
        taken = closure.escalate(filing, desk.planning(), ticket)
        desk.session.flush()
        data, view = closure_json(closure, desk), closure_view(closure, desk)
        said = recorded(closure, taken, desk.today)
    if as_json:
        print_json(data)
    else:
        say(said, *view)
    for sentence in unusual:
        warn(sentence)


def script(
    number: Number,
    rung: Annotated[
        Rung | None,
        typer.Option("--rung", metavar="RUNG", help=_("Of this step; the next one unless given.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print what to say or write for the next step, to copy; blanks for name and ID number."""
    from cli.opening import reading

    with reading() as desk:
        closure = desk.closure(number)
        chosen = rung or _next(closure)
        text, aid = _texts(chosen, closure, desk)
    if as_json:
        print_json({"id": number, "rung": chosen.value, "text": text, "reading_aid": aid})
        return
    say(_together(text, aid))
    warn(
        _(
            "when it is done, record it: xiaohu escalate {number} {rung} --on DATE --ticket T",
            number=number,
            rung=chosen.value,
        )
    )


def next_step(closure: Closure, desk: Desk) -> tuple[str, str]:
    """After "still open": what the next step is called, and its text to follow the sentence."""
    from desk.ladder import next_of, rung_name

    rung = next_of(closure)
    if rung is None:
        return _("none is left; ask for the answers that are due"), ""
    return rung_name(rung), "\n\n" + _together(*_texts(rung, closure, desk))


def note(
    number: Number,
    text: Annotated[str, typer.Argument(metavar="TEXT", parser=typed_name, help=_("What to keep."))],
    ticket: Ticket = "",
    as_json: Json = False,
) -> None:
    """Add a note to a closure's history."""
    from cli.opening import writing
    from desk.closure_json import whole_closure_json

    with writing() as desk:
        closure = desk.closure(number)
        closure.add_note(text, desk.planning(), ticket)
        desk.session.flush()
        data = whole_closure_json(closure, desk)
    if as_json:
        print_json(data)
    else:
        say(_("Noted; see: xiaohu show {number}", number=number))


def _texts(rung: Rung, closure: Closure, desk: Desk) -> tuple[str, str]:
    """The text as it is said or sent, in Chinese, and an aid for reading it."""
    from desk.ladder import case_of
    from notifiers.scripts import script as text_of

    case = case_of(closure, desk)
    return text_of(rung, case), text_of(rung, case, "en")


def _together(text: str, aid: str) -> str:
    return text if spoken().locale == "zh_CN" else f"{text}\n{APART}\n\n{aid}"


def _next(closure: Closure) -> Rung:
    from desk.ladder import next_of
    from scheduler.lifecycle import ClosureState, is_finished

    if is_finished(ClosureState(closure.state)):
        raise Mistake(_("closure {number} is finished: there is nothing to escalate", number=closure.id))
    if (rung := next_of(closure)) is None:
        rungs = ", ".join(Rung)
        raise Mistake(_("every step has been taken; choose one with --rung: {rungs}", rungs=rungs))
    return rung
