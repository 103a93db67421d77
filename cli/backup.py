"""``backup`` and ``restore``: a whole copy of the database, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import Json, print_json, say
from config.i18n import N_
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from worker.backups import Backup
    from worker.installation import Installation

_KEYS = N_(
    "Not in it, on purpose: the key file {file}. Without it the channels have to be added anew; keep a copy"
    " of it at another place, because together the two open your channels."
)
_AFTER = N_("It holds what was known at {moment}. What you entered or deleted after that, do again.")


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder to put it into."))],
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help=_("Delete older ones there: seven days and four weeks keep their latest.")
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Copy the database while it is in use, and check the copy."""
    from dataclasses import asdict

    from cli.opening import opened
    from worker.backups import back_up, thin_out

    with opened() as installation:
        made = back_up(installation.database, folder, installation.clock.real_now())
        removed = thin_out(folder) if prune else []
        if as_json:
            print_json(asdict(made.manifest) | {"path": str(made.file), "removed": [f.name for f in removed]})
        else:
            _tell(made, len(removed), installation)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The backup: a file of xiaohu backup."))],
    as_json: Json = False,
) -> None:
    """Put a backup in the database's place; nothing is sent until you release it."""
    from cli.hold import hold_json, moment, tell_hold
    from cli.opening import opened
    from config.settings import load_settings
    from worker.clock import clock_from
    from worker.restore import restore

    settings = load_settings()
    done = restore(settings, file, clock_from(settings.clock).real_now())
    with opened() as installation:
        if as_json:
            aside = str(done.aside) if done.aside else None
            print_json({"rows": done.contents.rows, "aside": aside, "hold": hold_json(installation)})
            return
        say(_("Restored: {rows}.", rows=_rows(done.contents.rows)))
        if done.made_at:
            say(_(_AFTER, moment=moment(done.made_at, settings.timezone)))
        if done.aside:
            say(_("What was there before is kept as {file}; delete it when you are sure.", file=done.aside))
        tell_hold(installation)


def _tell(made: Backup, removed: int, installation: Installation) -> None:
    say(
        _(
            "{file}: {rows}; {kilobytes} kB, whole.",
            file=made.file,
            kilobytes=made.manifest.bytes // 1024 + 1,
            rows=_rows(made.manifest.rows),
        )
    )
    if removed:
        say(ngettext("{n} older backup was deleted.", "{n} older backups were deleted.", removed))
    if installation.keys.file.exists():
        say(_(_KEYS, file=installation.keys.file.path))


def _rows(rows: dict[str, int]) -> str:
    people, closures = rows.get("people", 0), rows.get("closures", 0)
    return _(", ").join(
        (
            ngettext("{n} person", "{n} people", people),
            ngettext("{n} closure", "{n} closures", closures),
            ngettext("{n} channel", "{n} channels", rows.get("channels", 0)),
        )
    )
