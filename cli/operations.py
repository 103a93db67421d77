"""``db``: the database, for whoever runs the installation."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import say
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from config.settings import Settings
    from models.session import Database

db = typer.Typer(no_args_is_help=True, help=_("The database."))


@db.command("upgrade", help=_("Bring the database up to this version; it is backed up before."))
def upgrade_database(
    no_backup: Annotated[
        bool, typer.Option("--no-backup", help=_("Without a backup: where you have made one yourself."))
    ] = False,
) -> None:
    from alembic.util import CommandError

    from config.settings import load_settings
    from models.schema import older_revision, problem_with, upgrade
    from models.session import Database
    from worker.service import only_scheduler

    settings = load_settings()
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database)
    try:
        with only_scheduler(database):
            problem = problem_with(database)
            if older_revision(database) and not no_backup:
                _back_up(database, settings)
            upgrade(database)
    except CommandError as error:  # Alembic does not know the revision: a newer program made it
        raise problem or error from None
    finally:
        database.close()
    say(_("The database is up to date."))


def _back_up(database: Database, settings: Settings) -> None:
    from worker.backups import back_up
    from worker.clock import SystemClock

    made = back_up(database, settings.backups, SystemClock().real_now())
    say(_("As it was before, it is kept as {file}.", file=made.file))


@db.command("copy", help=_("Copy everything into an empty PostgreSQL database, to work there from now on."))
def copy_database(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help=_("postgresql://user:password@host/name; - reads it from standard input, unseen by others."),
        ),
    ],
) -> None:
    from cli.opening import opened
    from cli.output import progress
    from models.copying import Portion, copy
    from models.session import Database
    from worker.service import only_scheduler

    def watch(portions: Iterable[Portion], total: int) -> Iterable[Portion]:
        return progress(portions, _("copying"), total)

    with opened() as installation, only_scheduler(installation.database):
        target = Database(sys.stdin.readline().strip() if url == "-" else url)
        try:
            rows = copy(installation.database, target, watch)
        finally:
            target.close()
    say(*_what_follows(rows, target.url.render_as_string(), installation.settings.data_dir))


def _what_follows(rows: int, url: str, folder: Path) -> list[str]:
    said = ngettext("{n} row copied and counted.", "{n} rows copied and counted.", rows)
    return [
        said,
        _("From now on: XIAOHU_DATABASE_URL={url}", url=url.replace("postgresql+psycopg", "postgresql")),
        _(
            "The key files channels.key and pages.key stay in {folder}: every machine that is to work on this"
            " database needs a copy of both. What stands there as xiaohu.db is not used any more; keep it"
            " until you are sure, and start nothing on it.",
            folder=folder,
        ),
    ]


@db.command("tidy", help=_("Write the database's file anew, without traces of what was deleted."))
def tidy() -> None:
    from cli.errors import BUSY
    from cli.opening import opened
    from cli.tidying import leave_no_traces

    with opened() as installation:
        if not leave_no_traces(installation):
            raise typer.Exit(BUSY)
    say(_("The database's file holds only what is stored."))
