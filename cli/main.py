"""The command line: one door to everything. Only the commands' names are loaded before one is chosen."""

import sys

import typer

from cli.acts import act, undo
from cli.add import add
from cli.backup import backup, restore
from cli.calendars import calendar
from cli.catalogs import catalog
from cli.channel_settings import channels
from cli.closures import answer, give_up, list_closures, show, snooze, withdraw
from cli.delete import delete
from cli.digest import digest
from cli.doctor import doctor
from cli.due import due
from cli.errors import Commands
from cli.escalating import escalate, note, script
from cli.evidence import evidence
from cli.export import export
from cli.hold import hold, release
from cli.import_file import import_file
from cli.kept_reports import report
from cli.keys import keys
from cli.observed import observed
from cli.operations import db
from cli.people import people
from cli.platforms import platforms
from cli.pulls import pulls
from cli.scheduling import run, worker
from cli.serving import serve
from cli.simulate import simulate
from cli.user_settings import settings
from desk.wording import _

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=_("Closing leftover online-loan accounts, followed up: dates, reminders, proof."),
)


@app.callback()
def _any_command() -> None:
    # A terminal that cannot show a character must not end the command.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")


def demo() -> None:
    from cli.demo import demo

    demo()


app.command(help=_("What a stated time means: the dates, and why. Nothing is stored."))(due)
app.command(help=_("Register a closure you asked for, and be reminded when it is time to check."))(add)
app.command("list", help=_("List what is followed."))(list_closures)
app.command(help=_("Show one closure: its dates and why, and all that happened."))(show)
app.command(help=_("Say what the new credit report shows."))(answer)
app.command(help=_("Put a closure's next reminder off."))(snooze)
app.command(help=_("Record the act that starts the time: the call back, the settlement, a call made."))(act)
app.command(help=_("Take back the last answer, putting off, withdrawal or act."))(undo)
app.command(help=_("Stop following a closure; its history is kept."))(withdraw)
app.command("give-up", help=_("End an escalation that led to nothing; its history is kept."))(give_up)
app.command("import", help=_("Register the closures of a CSV file, all or none."))(import_file)
app.command(help=_("Print all closures as CSV, or everything that is stored as JSON."))(export)
app.command(help=_("Delete everything that is stored, for good."))(delete)
app.command(help=_("Record a step of the escalation ladder, with its dates and ticket number."))(escalate)
app.command(help=_("Print the prepared text of the next step: what to say, what to write."))(script)
app.command(help=_("Add a note to a closure's history."))(note)
app.command(help=_("Write what happened, dates, calls, tickets and notes into a file to hand over."))(
    evidence
)
app.add_typer(channels, name="channels")
app.add_typer(people, name="people")
app.add_typer(settings, name="settings")
app.add_typer(platforms, name="platforms")
app.add_typer(observed, name="observed")
app.add_typer(calendar, name="calendar")
app.add_typer(report, name="report")
app.command(help=_("The week on one page: show the weekly digest, or send it now."))(digest)
app.command(help=_("When to ask for a credit report, and what it verifies: the plan."))(pulls)
app.command(help=_("Run the scheduler: send reminders when they are due."))(run)
app.command(help=_("Run one node of several that share the work, on PostgreSQL."))(worker)
app.command(help=_("Serve the pages and the API, and run the scheduler."))(serve)
app.command(help=_("Look whether everything is in order; exit 4 when something is not."))(doctor)
app.command(help=_("Copy the database into a folder while it is in use, and check the copy."))(backup)
app.command(help=_("Put a backup in the database's place; nothing is sent until you release it."))(restore)
app.command(help=_("What waits to be sent after a restore, and what you can choose."))(hold)
app.command(help=_("End the hold after a restore: say what happens to what is due."))(release)
app.add_typer(keys, name="keys")
app.add_typer(db, name="db")
app.add_typer(catalog, name="catalog")
app.command(help=_("The main job on sample closures, with a simulated clock and a local mail server."))(demo)
app.command(
    help=_("Play simulated worlds in which everything goes wrong, and hold the promises against them.")
)(simulate)
