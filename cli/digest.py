"""``digest``: the week on one page, as its message says it; or send it now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import Json, print_json, say, warn
from desk.mistakes import Mistake
from desk.typed import typed_date
from desk.wording import _, spoken

if TYPE_CHECKING:
    from desk.desk import Desk
    from models.tables import Reminder
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
    from desk.weeks import week_with

    with reading() as desk:
        shown = week_with(week or desk.today, desk)
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
    from worker.digest_now import send_digest

    with opened() as installation:
        row = send_digest(installation)
    if row is None:
        warn(_nothing())
    elif row.state == "sent":
        warn(_("The digest is sent over channel {channel}.", channel=row.channel_id))
    else:
        warn(_undelivered(row))
        raise typer.Exit(1)


def _undelivered(row: Reminder) -> str:
    if row.state == "scheduled":
        return _("the digest did not get through and is tried again: {failure}", failure=row.failure)
    return _("the digest could not be delivered: {failure}", failure=row.failure)


def _show(week: Week, desk: Desk) -> None:
    from notifiers.digest import Edition, render_digest
    from notifiers.due import Reader, Server
    from worker.digest_rows import read_digest

    settings = desk.installation.settings
    facts = read_digest(desk.session, desk.user.id, week, desk.now)
    if not facts:
        say(_nothing())
        return
    reader = Reader(desk.user.locale or settings.locale, week.zone)
    server = Server(settings.operator, settings.base_url)
    message = render_digest(Edition(facts, reader, server, desk.now), "")
    say(message.subject, "", message.text.rstrip(), "", _when(week, desk))


def _when(week: Week, desk: Desk) -> str:
    from worker.digest_now import digest_of

    row = digest_of(desk.session, desk.user, week.number)
    if row is None or row.state not in ("sent", "scheduled"):
        return _("This is a preview; nothing is sent.")
    at = (row.sent_at or row.due_at).astimezone(desk.zone)
    moment = f"{spoken().day(at.date(), desk.today)} {at:%H:%M}"
    if row.state == "sent":
        return _("This week's digest was sent on {moment}; this is how things stand now.", moment=moment)
    return _("This is a preview; the digest is sent on {moment}.", moment=moment)


def _nothing() -> str:
    return _("There is nothing to say: nothing is open, nothing was verified, every channel works.")
