"""``channels set``, ``pause``, ``resume``, ``log``: how a channel is used, what became of its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.channels import Number, channels
from cli.output import Json, listing, print_json, say, warn
from desk.channel_view import about_name, outcome_name, took, words
from desk.mistakes import Mistake
from desk.typed import typed_number
from desk.wording import _
from scheduler.routing import Purpose

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Channel

__all__ = ["channels"]  # with the commands of this file

SHOWN = 20


@channels.command("set", help=_("Change what a channel is for, its place, its detail and its budget."))
def set_channel(
    number: Number,
    *,
    purposes: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="reminders,digests,warnings",
            help=_("What it is for; the first channel for a message takes it."),
        ),
    ] = None,
    position: Annotated[
        str | None, typer.Option(metavar="N", help=_("Its place in the order in which channels are tried."))
    ] = None,
    minimal: Annotated[
        bool | None,
        typer.Option(
            "--minimal/--full", help=_("Send a count and a link only, no lender's name; or everything.")
        ),
    ] = None,
    per_minute: Annotated[
        str | None,
        typer.Option(metavar="N|off|usual", help=_("Messages in a minute; more wait and are put together.")),
    ] = None,
    per_day: Annotated[
        str | None,
        typer.Option(metavar="N|off|usual", help=_("Messages on a day; more wait and are put together.")),
    ] = None,
) -> None:
    from cli.opening import writing
    from desk.channel_use import change_use

    budget = {
        name: _limit(name, text)
        for name, text in {"per_minute": per_minute, "per_day": per_day}.items()
        if text is not None
    }
    if not budget and purposes is None and position is None and minimal is None:
        raise Mistake(
            _("say what to change: --for, --position, --full, --minimal, --per-minute or --per-day")
        )
    chosen_for = () if purposes is None else _purposes(purposes)
    place = None if position is None else typed_number(position)
    detail = None if minimal is None else "minimal" if minimal else "full"
    with writing() as desk:
        channel = desk.channel(number)
        change_use(channel, desk, purposes=chosen_for, position=place, detail=detail, budget=budget)
    say(_("Channel {number} is changed; see: xiaohu channels list", number=number))


@channels.command("pause", help=_("Send nothing over a channel until it is resumed."))
def pause_channel(number: Number) -> None:
    from cli.opening import writing
    from desk.channel_use import pause

    with writing() as desk:
        alone = pause(desk.channel(number), desk)
    say(_("Channel {number} is paused; to use it again: xiaohu channels resume {number}", number=number))
    if alone:
        warn(_("no channel is in use now: what comes due waits until one is"))


@channels.command("resume", help=_("Use a paused channel again."))
def resume_channel(number: Number) -> None:
    from cli.opening import writing
    from desk.channel_use import resume

    with writing() as desk:
        resume(desk.channel(number), desk)
    say(_("Channel {number} is in use again; try it: xiaohu channels test {number}", number=number))


@channels.command("log", help=_("Show what became of a channel's messages, the latest first."))
def log(
    number: Number,
    *,
    last: Annotated[str, typer.Option(metavar="N", help=_("How many of them."))] = str(SHOWN),
    as_json: Json = False,
) -> None:
    from cli.opening import reading

    with reading() as desk:
        found = _attempts(desk.channel(number), typed_number(last), desk)
    if as_json:
        print_json(found)
    elif found:
        titles = (_("At"), _("About"), _("Outcome"), _("Took"), _("Answer"))
        say(listing(titles, map(_row, found)))
    else:
        say(_("Nothing was sent over channel {number} yet.", number=number))


def _purposes(text: str) -> set[Purpose]:
    known = ", ".join(Purpose)
    try:
        found = {Purpose(part.strip()) for part in text.split(",")}
    except ValueError:
        raise Mistake(
            _("{text} is not what a channel can be for; choose from {known}", text=repr(text), known=known)
        ) from None
    return found


def _limit(name: str, text: str) -> int | None:
    """``usual`` leaves it to the kind, ``off`` lifts the limit."""
    from desk.channel_use import MOST, read_limit

    try:
        return read_limit(text)
    except ValueError:
        option = "--" + name.replace("_", "-")
        raise Mistake(
            _(
                "{option} {text}: give a number from 1 to {most}, off for no limit, or usual",
                option=option,
                text=repr(text),
                most=MOST,
            )
        ) from None


def _attempts(channel: Channel, last: int, desk: Desk) -> list[dict[str, Any]]:
    from desk.closure_json import instant
    from worker.receipts import receipts

    return [
        {
            "at": instant(each.at, desk),
            "message_id": each.message_id,
            "about": each.about,
            "reminders": each.reminders,
            "outcome": each.outcome,
            "code": each.code,
            "reason": each.reason,
            "seconds": round(each.seconds, 3),
        }
        for each in receipts(desk.session, channel.id, last)
    ]


def _row(attempt: dict[str, Any]) -> tuple[str, ...]:
    at = attempt["at"][:19].replace("T", " ")
    about = about_name(attempt["about"])
    if attempt["reminders"] > 1:
        about = _("{about} ({n})", about=about, n=attempt["reminders"])
    return at, about, outcome_name(attempt["outcome"]), took(attempt["seconds"]), words(attempt)
