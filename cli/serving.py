"""``serve``: pages, API and scheduler in one process."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from config.i18n import N_
from desk.mistakes import Mistake
from desk.wording import _

if TYPE_CHECKING:
    from worker.installation import Installation

LOOPBACK = "127.0.0.1"
_WHO = N_(
    "Everybody in this network can open this address, and what passes is not encrypted: use it in a network"
    " you trust, and choose a good password. Links in messages lead to {address}, in this network only."
)


def serve(
    host: Annotated[
        str | None, typer.Option(help=_("The address to listen on."), show_default=LOOPBACK)
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help=_("The port to listen on."))] = 8321,
    lan: Annotated[
        bool, typer.Option("--lan", help=_("Listen in the local network too, and print the address."))
    ] = False,
    no_scheduler: Annotated[
        bool, typer.Option("--no-scheduler", help=_("Pages only; a scheduler runs elsewhere."))
    ] = False,
) -> None:
    """The pages, the API and the scheduler, until told to stop."""
    from cli.opening import opened
    from web.listening import lan_address
    from web.serving import Wanted, serve

    if lan and host:
        raise Mistake(_("--lan finds the address itself; leave --host out"))
    with opened() as installation:
        if not lan:
            serve(_at_port(installation, port), Wanted((host or LOOPBACK,), port, not no_scheduler))
            return
        found = lan_address()
        reachable = _reachable(installation, f"http://{found}:{port}")
        wanted = Wanted((LOOPBACK, found), port, not no_scheduler)
        serve(reachable, wanted, lambda: _announce(reachable.settings.base_url))


def _at_port(installation: Installation, port: int) -> Installation:
    """Where no address is configured the log's link to the first account follows ``--port``."""
    from web.serving import at_address

    if "base_url" in installation.settings.model_fields_set:
        return installation
    return at_address(installation, f"http://{LOOPBACK}:{port}")


def _reachable(installation: Installation, address: str) -> Installation:
    """Links lead to the configured base URL; where none is configured, to this address while this runs."""
    from notifiers.links import page_link
    from web.serving import at_address

    configured = installation.settings.base_url
    if page_link(configured) is None:
        return at_address(installation, address)
    if configured.startswith("https://"):
        sentence = N_(
            "XIAOHU_BASE_URL={url}: browsers would refuse to stay signed in at another address without https;"
            " open that one, and leave --lan out"
        )
        raise Mistake(_(sentence, url=configured))
    return installation


def _announce(address: str) -> None:
    import segno

    typer.echo(address)
    segno.make(address, error="m").terminal(sys.stdout, compact=True)
    typer.echo(_(_WHO, address=address))
