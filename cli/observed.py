"""``observed``: how long closings really took, to share and to learn from; only if wanted."""

from pathlib import Path
from typing import Annotated

import typer

from cli.errors import USAGE
from cli.output import Json, print_json, say, warn
from desk.wording import _, ngettext

observed = typer.Typer(
    no_args_is_help=True,
    help=_("How long closings really took: numbers without names and days, to share if you want to."),
)


@observed.command("export", help=_("Print your own numbers as a file to share; nothing is sent anywhere."))
def export_observed() -> None:
    from cli.opening import reading
    from desk.observed_file import observed_file
    from worker.pages_key import pages_key

    with reading() as desk:
        text = observed_file(desk, pages_key(desk.installation.settings))
    typer.echo(text.encode(), nl=False)  # UTF-8, whatever the terminal speaks


@observed.command("import", help=_("Take in a file of somebody's; the same file again changes nothing."))
def import_observed(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("What export made."))],
    *,
    as_json: Json = False,
) -> None:
    from cli.opening import writing
    from desk.observed_file import MOST_BYTES, take_in
    from worker.pages_key import pages_key

    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    with writing() as desk:
        taken = take_in(data, desk, pages_key(desk.installation.settings))
    if as_json:
        failures = [{"number": each.number, "reason": each.reason} for each in taken.failures]
        counts = {name: getattr(taken, name) for name in ("new", "narrowed", "known", "strange")}
        print_json(counts | {"failures": failures})
    for each in taken.failures:
        warn(_("observation {number}: {reason}", number=each.number, reason=each.reason))
    if taken.failures:
        warn(_("Nothing of the file is stored."))
        raise typer.Exit(USAGE)
    if not as_json:
        say(*_told(taken.new, taken.narrowed, taken.known, taken.strange))


@observed.command("forget", help=_("Delete all numbers that were taken in from files."))
def forget_observed(*, as_json: Json = False) -> None:
    from cli.opening import writing
    from desk.observed_file import forget

    with writing() as desk:
        count = forget(desk)
    if as_json:
        print_json({"forgotten": count})
    else:
        say(ngettext("{n} closing is forgotten.", "{n} closings are forgotten.", count))


def _told(new: int, narrowed: int, known: int, strange: int) -> list[str]:
    said = [ngettext("{n} closing is new.", "{n} closings are new.", new)]
    if narrowed:
        said.append(ngettext("{n} is known more closely now.", "{n} are known more closely now.", narrowed))
    if known:
        said.append(ngettext("{n} was known already.", "{n} were known already.", known))
    if strange:
        said.append(
            ngettext(
                "{n} is passed over: the catalogue does not know its platform or route.",
                "{n} are passed over: the catalogue does not know their platforms or routes.",
                strange,
            )
        )
    return said
