"""``hold`` and ``release``: after a restore nothing is sent until somebody says what is to be sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from cli.output import Json, facts, print_json, say, warn
from config.i18n import N_
from desk.mistakes import Mistake
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from desk.holding import Holding
    from worker.installation import Installation

_UNKNOWN = N_(
    "What was sent after {moment} stood in the database that is gone: some of these may have arrived."
    " Look where your messages arrive, then choose:"
)
_NOTHING = N_("Nothing is due at this moment. Release it with either of:")
_WORKED = N_("The scheduler of the database that was replaced was last at work at {moment}.")
_UNREADABLE = (
    N_(
        "{n} channel cannot be read with the key file there is: put that of the backup's time back, or add it"
        " anew."
    ),
    N_(
        "{n} channels cannot be read with the key file there is: put that of the backup's time back, or add"
        " them anew."
    ),
)


def hold(as_json: Json = False) -> None:
    """Whether sending is on hold after a restore, and what would be sent."""
    from cli.opening import opened

    with opened() as installation:
        if as_json:
            print_json(hold_json(installation))
        else:
            tell_hold(installation)


def release(
    send: Annotated[bool, typer.Option("--send", help=_("Send all that is due."))] = False,
    drop: Annotated[bool, typer.Option("--drop", help=_("Send nothing of what is due by now."))] = False,
    sent_until: Annotated[
        str, typer.Option(metavar="TIME", help=_("Send only what came due after this time."))
    ] = "",
) -> None:
    """Send again from now on, and say what happens to what is due."""
    from cli.opening import writing
    from desk.holding import let_go

    chosen = [
        name for name, given in (("send", send), ("drop", drop), ("sent-until", bool(sent_until))) if given
    ]
    if len(chosen) != 1:
        raise Mistake(_("choose one of --send, --drop and --sent-until TIME"), _("see: xiaohu hold"))
    with writing() as desk:
        due = let_go(chosen[0], sent_until, desk.session, desk.now, desk.zone)
    say(_("Released: reminders are sent again as they come due."))
    if due.reminders:
        say(_("Now going out: {due}.", due=_due(due.reminders, due.messages)))


def hold_json(installation: Installation) -> dict[str, Any] | None:
    """How things stand, for programs."""
    from desk.holding import holding, holding_json

    with installation.database.reading() as session:
        return holding_json(holding(session, installation))


def tell_hold(installation: Installation) -> None:
    """How things stand, and what can be chosen."""
    from desk.holding import holding

    with installation.database.reading() as session:
        found = holding(session, installation)
        if found is None:
            say(_("Nothing is on hold: reminders are sent as they come due."))
            return
        _tell(found, installation.user(session).timezone or installation.settings.timezone)


def _tell(found: Holding, zone: str) -> None:
    due, of_hold = found.due, found.hold
    say(_("ON HOLD: nothing is sent until you release it."))
    if due.oldest:
        told = _due(due.reminders, due.messages)
        say(_("Due now: {due}; the oldest since {moment}.", due=told, moment=moment(due.oldest, zone)))
        say(_(_UNKNOWN, moment=moment(of_hold.made_at, zone) if of_hold.made_at else _("the backup")))
    else:
        say(_(_NOTHING))
    until = moment(of_hold.worked_until or of_hold.since, zone)
    say(facts(_choices(until)))
    if of_hold.worked_until:
        say(_(_WORKED, moment=moment(of_hold.worked_until, zone)))
    if found.unreadable:
        warn(ngettext(*_UNREADABLE, found.unreadable))


def _choices(until: str) -> list[tuple[str, str]]:
    return [
        ("xiaohu release --send", _("all of it, put together as one message for each user")),
        (
            f'xiaohu release --sent-until "{until}"',
            _("only what came due after that time: the rest has arrived already"),
        ),
        (
            "xiaohu release --drop",
            _("none of it; the pages still show what is to be done, and later reminders come on their days"),
        ),
    ]


def _due(reminders: int, messages: int) -> str:
    told = ngettext("{n} reminder", "{n} reminders", reminders)
    return _(
        "{reminders} in {messages}",
        reminders=told,
        messages=ngettext("{n} message", "{n} messages", messages),
    )


def moment(at: datetime, zone: str) -> str:
    """An instant on the user's clock, as ``--sent-until`` reads it."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
