"""``serve``: pages, API and scheduler in one process."""

from __future__ import annotations

from typing import Annotated

import typer

from desk.wording import _


def serve(
    host: Annotated[str, typer.Option(help=_("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=_("The port to listen on."))] = 8321,
    no_scheduler: Annotated[
        bool, typer.Option("--no-scheduler", help=_("Pages only; a scheduler runs elsewhere."))
    ] = False,
) -> None:
    """The pages, the API and the scheduler, until told to stop."""
    from cli.opening import opened
    from web.serving import serve

    with opened() as installation:
        serve(installation, host, port, with_scheduler=not no_scheduler)
