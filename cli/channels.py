"""``channels``: where reminders go. Secrets are typed or piped in, and never shown again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from cli.adding import adding
from cli.kinds import list_kinds
from cli.local_networks import list_networks, reachable
from cli.output import Json, listing, print_json, say, warn
from desk.channel_view import outcome_name, tested, use, words
from desk.typed import typed_number
from desk.wording import _

channels = typer.Typer(no_args_is_help=True, help=_("Where reminders go."))
channels.add_typer(adding, name="add")
channels.command("kinds", help=_("List the kinds of channel, and what each asks for."))(list_kinds)
channels.command("networks", help=_("List the local networks that channels may reach; or close one."))(
    list_networks
)

Number = Annotated[
    int, typer.Argument(metavar="ID", parser=typed_number, help=_("The channel's number; see channels list."))
]


@channels.command("list", help=_("List the channels, in the order in which they are tried."))
def list_channels(as_json: Json = False) -> None:
    from cli.opening import reading
    from desk.channel_json import channel_json, readable_json

    with reading() as desk:
        keys, networks = desk.installation.keys, reachable(desk)
        found = [channel_json(channel, desk) | readable_json(channel, keys) for channel in desk.user.channels]
    if as_json:
        print_json(found)
    elif found:
        say(listing((_("No."), _("Kind"), _("To"), _("Use"), _("Last message")), map(_row, found)))
        if networks:
            say(_("Open local networks: {networks}", networks=", ".join(networks)))
    else:
        say(_("There is no channel yet; add one: xiaohu channels add email --to you@example.com"))
    for channel in found:
        if channel["problem"]:
            warn(_("channel {number}: {problem}", number=channel["id"], problem=channel["problem"]))


@channels.command("test", help=_("Send a test message now, and show what the other side says."))
def test_channel(number: Number) -> None:
    from cli.opening import opened, reading
    from notifiers.outcome import Sent
    from worker.trial import send_test

    with reading() as desk:
        desk.channel(number)
    with opened() as installation:
        tried = send_test(installation, number)
    if not isinstance(tried.outcome, Sent):
        warn(tested(tried))
        raise typer.Exit(1)
    say(tested(tried))


@channels.command("remove", help=_("Remove a channel."))
def remove_channel(number: Number) -> None:
    from cli.opening import writing
    from desk.channel_use import remove

    with writing() as desk:
        remove(desk.channel(number), desk)
    say(_("Channel {number} is removed.", number=number))


def _row(channel: dict[str, Any]) -> Iterable[str]:
    said, last = _("none yet"), channel["last"]
    if last:
        parts = (last["at"][:16].replace("T", " "), outcome_name(last["outcome"]), words(last))
        said = " ".join(part for part in parts if part)
    to = f"{channel['person']}: {channel['to']}" if channel["person"] else channel["to"]
    return str(channel["id"]), channel["kind"], to, use(channel), said
