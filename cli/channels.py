"""``channels``: where reminders go. Secrets are typed or piped in, and never shown again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import Json, listing, print_json, say, warn
from cli.typed import typed_number
from cli.wording import _

if TYPE_CHECKING:
    from cli.opening import Desk
    from models.tables import Channel, Delivery
    from notifiers.outcome import Outcome

channels = typer.Typer(no_args_is_help=True, help=_("Where reminders go."))
adding = typer.Typer(no_args_is_help=True, help=_("Add a channel."))
channels.add_typer(adding, name="add")

Number = Annotated[
    int, typer.Argument(metavar="ID", parser=typed_number, help=_("The channel's number; see channels list."))
]
Minimal = Annotated[
    bool | None,
    typer.Option(
        "--minimal/--full", help=_("Send a count and a link only, no lender's name; or everything.")
    ),
]


@adding.command("email", help=_("Add an e-mail address and the mail server that sends to it."))
def add_email(
    *,
    to: Annotated[str, typer.Option(metavar="ADDRESS", help=_("Who gets the messages."))],
    host: Annotated[
        str | None, typer.Option(help=_("Mail server; known for qq.com, 163.com and others."))
    ] = None,
    port: Annotated[str | None, typer.Option(help=_("Its port; usual one unless given."))] = None,
    security: Annotated[
        str | None, typer.Option(metavar="starttls|ssl|none", help=_("How it is encrypted."))
    ] = None,
    user: Annotated[
        str | None, typer.Option(help=_("User name at the server; the address unless given."))
    ] = None,
    sender: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help=_("From; the user's address unless given."))
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help=_("Read the password (授权码) from standard input."))
    ] = False,
    minimal: Minimal = None,
    as_json: Json = False,
) -> None:
    typed = {"to": to, "host": host, "port": port, "security": security, "user": user, "sender": sender}
    _add("email", typed | {"password": _password(password_stdin)}, minimal, as_json)


@adding.command("url", help=_("Add any service Apprise knows, by its URL."))
def add_url(
    url: Annotated[
        str, typer.Argument(metavar="APPRISE_URL", help=_("The URL; - reads it from standard input."))
    ],
    minimal: Minimal = None,
    as_json: Json = False,
) -> None:
    _add("url", {"url": sys.stdin.readline().strip() if url == "-" else url}, minimal, as_json)


@channels.command("list", help=_("List the channels, in the order in which they are tried."))
def list_channels(as_json: Json = False) -> None:
    from cli.opening import reading

    with reading() as desk:
        found = [_channel_json(channel, desk) for channel in desk.user.channels]
    if as_json:
        print_json(found)
    elif found:
        say(listing((_("No."), _("Kind"), _("To"), _("Detail"), _("Last message")), map(_row, found)))
    else:
        say(_("There is no channel yet; add one: xiaohu channels add email --to you@example.com"))


@channels.command("test", help=_("Send a test message now, and show what the other side says."))
def test_channel(number: Number) -> None:
    from cli.opening import opened, reading
    from notifiers.outcome import Sent
    from worker.trial import send_test

    with reading() as desk:
        desk.channel(number)
    with opened() as installation:
        outcome = send_test(installation, number)
    if not isinstance(outcome, Sent):
        warn(_("channel {number} did not take it: {said}", number=number, said=said_by(outcome)))
        raise typer.Exit(1)
    say(_("Channel {number} took the test message; look whether it has arrived.", number=number))


@channels.command("remove", help=_("Remove a channel."))
def remove_channel(number: Number) -> None:
    from sqlalchemy import delete

    from cli.opening import writing
    from models.tables import Channel

    with writing() as desk:
        channel = desk.channel(number)
        desk.session.add(_event("channel_removed", channel, desk))
        desk.session.execute(delete(Channel).where(Channel.id == channel.id))
    say(_("Channel {number} is removed.", number=number))


def said_by(outcome: Outcome) -> str:
    """The other side's own code and words, and what can be done about it."""
    reason, code, hint = (getattr(outcome, name, "") for name in ("reason", "code", "hint"))
    said = _("{reason} ({code})", reason=_(reason) if reason else "", code=code)
    return f"{said}\n{_(hint)}" if hint else said


def _add(kind: str, typed: dict[str, Any], minimal: bool | None, as_json: bool) -> None:
    from cli.opening import writing
    from models.tables import Channel
    from notifiers.channels import default_detail, read_config

    config = read_config(kind, typed)
    detail = default_detail(kind) if minimal is None else "minimal" if minimal else "full"
    with writing() as desk:
        position = max((channel.position for channel in desk.user.channels), default=0) + 1
        channel = Channel(
            user=desk.user, kind=kind, config=config, detail=detail, position=position, created_at=desk.now
        )
        desk.session.add(channel)
        desk.session.flush()
        desk.session.add(_event("channel_added", channel, desk))
        data = _channel_json(channel, desk)
    if as_json:
        print_json(data)
    else:
        say(_("Channel {number} is added; try it: xiaohu channels test {number}", number=data["id"]))


def _password(from_stdin: bool) -> str | None:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if known := os.environ.get("XIAOHU_SMTP_PASSWORD"):
        return known
    if not sys.stdin.isatty():
        return None
    typed: str = typer.prompt(
        _("Password or 授权码 (empty for none)"), default="", hide_input=True, show_default=False
    )
    return typed


def _event(kind: str, channel: Channel, desk: Desk) -> object:
    from models.tables import Event

    return Event(
        at=desk.now, kind=kind, user_id=desk.user.id, data={"channel": channel.id, "kind": channel.kind}
    )


def _channel_json(channel: Channel, desk: Desk) -> dict[str, Any]:
    from notifiers.channels import describe

    return {
        "id": channel.id,
        "kind": channel.kind,
        "to": describe(channel.kind, channel.config),
        "detail": channel.detail,
        "position": channel.position,
        "last": _last(channel, desk),
    }


def _last(channel: Channel, desk: Desk) -> dict[str, str] | None:
    from sqlalchemy import select

    from cli.closure_json import instant
    from models.tables import Delivery

    mine = select(Delivery).where(Delivery.channel_id == channel.id).order_by(Delivery.id.desc()).limit(1)
    last: Delivery | None = desk.session.scalar(mine)
    if last is None:
        return None
    return {"at": instant(last.at, desk), "outcome": last.outcome, "code": last.code, "reason": last.reason}


def _row(channel: dict[str, Any]) -> Iterable[str]:
    said, last = _("none yet"), channel["last"]
    if last:
        reason = last["reason"]
        said = " ".join(part for part in (last["at"][:16], last["outcome"], last["code"], _(reason)) if part)
    return str(channel["id"]), channel["kind"], channel["to"], channel["detail"], said
