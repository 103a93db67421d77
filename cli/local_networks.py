"""A channel's server in the local network (a NAS, this machine): one question opens that network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Mistake, NotFound
from cli.output import Json, facts, print_json, say
from config.i18n import N_
from desk.wording import _

if TYPE_CHECKING:
    from desk.desk import Desk
    from notifiers.channels import Kind
    from notifiers.form import Config
    from notifiers.networks import Network
    from worker.installation import Installation

_QUESTION = N_("The server is in your local network ({networks}). Allow channels to reach that network?")
_REPEAT = N_("{refusal} As its only user you may open {networks}: repeat with --allow-local.")


def list_networks(
    close: Annotated[
        str | None, typer.Option("--close", metavar="NETWORK", help=_("Close a network that you opened."))
    ] = None,
    as_json: Json = False,
) -> None:
    """List the local networks that channels may reach, or close one."""
    from cli.opening import reading, writing
    from worker.allowed_networks import close_network, opened_networks

    if close is not None:
        with writing() as desk:
            if not close_network(desk.session, desk.user, close, desk.now):
                raise NotFound(
                    _("you have not opened {network}; see: xiaohu channels networks", network=close)
                )
    with reading() as desk:
        found = {"yours": list(opened_networks(desk.session)), "operator": _operators(desk)}
    if as_json:
        print_json(found)
        return
    yours, operators = (", ".join(networks) or _("none") for networks in found.values())
    say(facts(((_("Opened by you"), yours), ("XIAOHU_ALLOWED_NETWORKS", operators))))


def reachable(desk: Desk) -> list[str]:
    """All networks that are open besides the public internet."""
    from worker.allowed_networks import opened_networks

    return [*_operators(desk), *opened_networks(desk.session)]


def _operators(desk: Desk) -> list[str]:
    allowed = desk.installation.settings.allowed_networks
    return [part.strip() for part in allowed.split(",") if part.strip()]


def to_be_opened(
    kind: Kind, config: Config, installation: Installation, allowed: bool
) -> tuple[Network, ...]:
    """The networks that this channel needs and its user wants open: none, mostly.

    Asks at a terminal; ``allowed``: answered beforehand. Raises ChannelError or Mistake for a server that
    stays out of reach, and for a raw URL that may not be given here. Nothing is stored.
    """
    from desk.channel_networks import NetworkClosed, check_server

    try:
        check_server(kind, config, installation)
    except NetworkClosed as closed:
        if not (allowed or _agreed(closed.named)):
            said = _(closed.hint, **closed.params)
            raise Mistake(_(_REPEAT, refusal=said, networks=closed.named)) from None
        return closed.networks
    return ()


def _agreed(networks: str) -> bool:
    return sys.stdin.isatty() and typer.confirm(_(_QUESTION, networks=networks))
