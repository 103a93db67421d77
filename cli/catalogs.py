"""``catalog``: whether the platforms' entries are fit to ship."""

import typer

from cli.opening import platforms_dirs
from cli.output import Json, listing, print_json, say
from desk.wording import _, ngettext

catalog = typer.Typer(no_args_is_help=True, help=_("The platforms' entries, for those who keep them."))


@catalog.command("check", help=_("Check all entries; exit 1 when one holds an error."))
def check_catalog(as_json: Json = False) -> None:
    from catalog.lint import Level, check, check_shipped
    from catalog.loading import load_catalog

    own = platforms_dirs()
    entries = load_catalog(*own)
    problems = list(dict.fromkeys(check_shipped(load_catalog()) + check(entries)))
    if as_json:
        print_json([{"level": p.level.value, "where": p.where, "what": p.what} for p in problems])
    else:
        if problems:
            titles = _("Level"), _("Where"), _("What")
            say(listing(titles, ((p.level.value, p.where, p.what) for p in problems)))
        say(ngettext("{n} platform checked.", "{n} platforms checked.", len(entries.platforms)))
    if any(problem.level is Level.ERROR for problem in problems):
        raise typer.Exit(1)


@catalog.command("guide", help=_("Print where each row of the guide went (docs/guide.md)."))
def guide() -> None:
    from catalog.guide import guide_page
    from catalog.loading import load_catalog

    typer.echo(guide_page(load_catalog()), nl=False)
