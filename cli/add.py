"""``add``: register a closure, and say what to do and when the platform's time is over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import Json, heading, print_json, say, section, warn_all
from desk.typed import typed_date, typed_name, typed_text
from desk.wording import _

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from desk.desk import Desk
    from desk.registering import Registered


def add(
    platform: Annotated[
        str,
        typer.Argument(
            metavar="PLATFORM", parser=typed_name, help=_("Its name here, its Chinese name or an alias.")
        ),
    ],
    *,
    route: Annotated[
        str | None,
        typer.Option(metavar="ID", parser=typed_text, help=_("Which way it was asked; see platforms show.")),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=typed_date,
            help=_(
                "The day of the act that counts: of the request (today unless given), or see --requested."
            ),
        ),
    ] = None,
    requested: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=typed_date,
            help=_("The day you asked, where the time counts from a later act; that act's day is --on."),
        ),
    ] = None,
    window: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=_("What the platform said about the time; '' assumes 30 days.")),
    ] = None,
    payoff: Annotated[
        date | None,
        typer.Option(
            metavar="DATE", parser=typed_date, help=_("Payoff date, where a bank closes by appointment.")
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(metavar="NAME", parser=typed_name, help=_("Whose report it is; you unless given.")),
    ] = None,
    note: Annotated[
        str, typer.Option(metavar="TEXT", parser=typed_text, help=_("A note for yourself."))
    ] = "",
    free: Annotated[
        bool, typer.Option("--free", help=_("Accept a platform the catalogue does not know."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Register a closure."""
    from cli.opening import writing
    from desk.closure_json import closure_json
    from desk.registering import Order, register

    with writing() as desk:
        done = register(
            Order(platform, route, on, window, payoff, person, note, free, requested=requested), desk
        )
        desk.session.flush()
        data, view, warnings = closure_json(done.closure, desk), _view(done, desk), _warnings(done, desk)
    if as_json:
        print_json(data)
    else:
        say(*view)
    warn_all(warnings)


def _view(done: Registered, desk: Desk) -> list[str | Text | Table]:
    from cli.closure_view import details
    from cli.route_view import route_view
    from desk.observed import observed_of

    closure = done.closure
    title = _("Registered as no. {number}: {platform}", number=closure.id, platform=closure.platform_name)
    view: list[str | Text | Table] = [heading(title)]
    if done.route:
        view += route_view(done.route, observed_of(closure, desk))
    elif done.platform:
        routes = _(", ").join(route.id for route in done.platform.routes)
        sentence = _("There are several ways ({routes}); see: xiaohu platforms show {slug}")
        view.append(sentence.format(routes=routes, slug=done.platform.slug))
    return [*view, section(_("Dates")), *details(closure, desk)]


def _warnings(done: Registered, desk: Desk) -> list[str]:
    from cli.calendar_warnings import calendar_warnings

    warnings = []
    if year := done.closure.round.no_calendar:
        sentence = _(
            "saved without dates: there is no calendar for {year}; check --on and --window, or import that "
            "year's notice: xiaohu calendar import FILE",
            year=year,
        )
        warnings.append(sentence)
    if not desk.user.channels:
        warnings.append(
            _("no reminder can reach you yet; add a channel: xiaohu channels add email --to you@example.com")
        )
    return [*warnings, *calendar_warnings([done.closure], desk)]
