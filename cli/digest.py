"""``digest``: the week on one page, as its message says it; or send it now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import Json, print_json, say, warn
from desk.mistakes import Mistake
from desk.typed import typed_date
from desk.wording import _

if TYPE_CHECKING:
    from desk.desk import Desk
    from worker.digest_rows import Week


def digest(
    week: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=typed_date,
            help=_("A day of the week to show, as things stand now; this week unless given."),
        ),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help=_("Send this week's digest now."))] = False,
    as_json: Json = False,
) -> None:
    """Show the weekly digest, or send it."""
    from cli.opening import reading
    from desk.weeks import week_at

    with reading() as desk:
        shown = week_at(week or desk.today, desk)
        if send and shown.today != desk.today:
            raise Mistake(_("only this week's digest can be sent; leave --week out"))
    if send:
        _send()
    with reading() as desk:
        if as_json:
            from desk.digest_json import digest_json

            print_json(digest_json(shown, desk))
        elif not send:
            _show(shown, desk)


def _send() -> None:
    from cli.opening import opened
    from desk.weeks import nothing_to_say, undelivered
    from worker.digest_now import send_digest

    with opened() as installation:
        row = send_digest(installation)
    if row is None:
        warn(nothing_to_say())
    elif row.state == "sent":
        warn(_("The digest is sent over channel {channel}.", channel=row.channel_id))
    else:
        warn(undelivered(row))
        raise typer.Exit(1)


def _show(week: Week, desk: Desk) -> None:
    from desk.weeks import digest_message, nothing_to_say, when_sent

    message = digest_message(week, desk)
    if message is None:
        say(nothing_to_say())
    else:
        say(message.subject, "", message.text.rstrip(), "", when_sent(week, desk))
