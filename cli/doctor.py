"""``doctor``: whether reminders will arrive, and if not, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.errors import PROBLEMS
from cli.output import Json, listing, print_json, say
from config.i18n import N_
from desk.wording import _

if TYPE_CHECKING:
    from cli.check import Check

# For programs the names stay as they are; people read these.
_NAMES = {
    "settings": N_("settings"),
    "disk": N_("disk"),
    "clock": N_("clock"),
    "time zone": N_("time zone"),
    "base URL": N_("base URL"),
    "pictures": N_("pictures"),
    "database": N_("database"),
    "calendar": N_("calendar"),
    "networks": N_("networks"),
    "keys": N_("keys"),
    "pages key": N_("pages key"),
    "reports key": N_("reports key"),
    "channels": N_("channels"),
    "hold": N_("on hold"),
    "scheduler": N_("scheduler"),
    "backup": N_("backup"),
}
_STATES = {"ok": N_("ok"), "warning": N_("warning"), "problem": N_("problem")}


def doctor(as_json: Json = False) -> None:
    """Look whether everything is in order."""
    from cli.check import State
    from cli.health import examine

    checks = examine()
    if as_json:
        print_json([{"check": c.check, "state": c.state.value, "said": c.said} for c in checks])
    else:
        say(listing((_("Check"), _("State"), _("Said")), map(_row, checks)))
    if any(check.state is State.PROBLEM for check in checks):
        raise typer.Exit(PROBLEMS)


def _row(check: Check) -> tuple[str, str, str]:
    return _(_NAMES.get(check.check, check.check)), _(_STATES[check.state.value]), check.said
