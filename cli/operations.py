"""``db``: the database, for whoever runs the installation."""

import typer

from cli.output import say
from desk.wording import _

db = typer.Typer(no_args_is_help=True, help=_("The database."))


@db.command("upgrade", help=_("Bring the database up to this version."))
def upgrade_database() -> None:
    from alembic.util import CommandError

    from config.settings import load_settings
    from models.schema import problem_with, upgrade
    from models.session import Database

    settings = load_settings()
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database)
    problem = problem_with(database)
    try:
        upgrade(database)
    except CommandError as error:  # Alembic does not know the revision: a newer program made it
        raise problem or error from None
    finally:
        database.close()
    say(_("The database is up to date."))


@db.command("tidy", help=_("Write the database's file anew, without traces of what was deleted."))
def tidy() -> None:
    from cli.errors import BUSY
    from cli.opening import opened
    from cli.tidying import leave_no_traces

    with opened() as installation:
        if not leave_no_traces(installation):
            raise typer.Exit(BUSY)
    say(_("The database's file holds only what is stored."))
