"""``platforms``: the catalogue of who can be closed where, and how."""

from typing import Annotated

import typer

from cli.opening import observed_times, platforms_dirs
from cli.output import Json, heading, listing, print_json, say
from desk.typed import typed_text
from desk.wording import _

platforms = typer.Typer(no_args_is_help=True, help=_("The catalogue of platforms and how to close there."))


@platforms.command(
    "list", help=_("List the platforms a name, pinyin, initials or a lender's name stands for.")
)
def list_platforms(
    query: Annotated[
        str, typer.Argument(metavar="[QUERY]", parser=typed_text, help=_("Part of a name; all unless given."))
    ] = "",
    as_json: Json = False,
) -> None:
    from catalog.loading import load_catalog
    from catalog.search import search
    from desk.observed import with_observed

    found = search(load_catalog(*platforms_dirs()), query)
    if as_json:
        known = observed_times()
        print_json([with_observed(platform, known) for platform in found])
    elif not found:
        say(_("No platform is found for {query}; all are listed by: xiaohu platforms list", query=query))
    else:
        titles = _("Name here"), _("Platform"), _("On the report as"), _("Usual time")
        comma = _(", ")
        say(
            listing(
                titles,
                (
                    (
                        platform.slug,
                        platform.name,
                        comma.join(platform.institutions),
                        comma.join(dict.fromkeys(route.window or "–" for route in platform.routes)),
                    )
                    for platform in found
                ),
            )
        )


@platforms.command("show", help=_("Show how to close an account there."))
def show_platform(
    name: Annotated[
        str, typer.Argument(metavar="SLUG", parser=typed_text, help=_("Its name here, or an alias."))
    ],
    as_json: Json = False,
) -> None:
    from catalog.loading import load_catalog
    from cli.route_view import platform_facts, route_view
    from desk.finding import find_platform
    from desk.observed import observed_line, with_observed

    platform, known = find_platform(name, load_catalog(*platforms_dirs())), observed_times()
    if as_json:
        print_json(with_observed(platform, known))
        return
    say(heading(platform.name), platform_facts(platform))
    for route in platform.routes:
        say(*route_view(route, observed_line(known.get((platform.slug, route.id)))))
