"""``settings``: what a user chose for themselves, where the installation's does not suit."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import Json, listing, print_json, say
from config.i18n import N_
from desk.wording import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.user_settings import Chosen

settings = typer.Typer(
    invoke_without_command=True,
    help=_("Your own settings: language and hours of the messages, how often you are reminded."),
)


class Key(StrEnum):
    """What can be set."""

    LOCALE = "locale"
    TIMEZONE = "timezone"
    REMIND_AT = "remind_at"
    DIGEST_AT = "digest_at"
    QUIET_HOURS = "quiet_hours"
    CADENCE = "cadence"


_ABOUT = {
    Key.LOCALE: N_("language of your messages: zh_CN or en"),
    Key.TIMEZONE: N_("where you are: Asia/Shanghai"),
    Key.REMIND_AT: N_("hour of the reminders: 09:00"),
    Key.DIGEST_AT: N_("weekday and hour of the weekly digest: MON 09:00, or off"),
    Key.QUIET_HOURS: N_("hours without messages: 22:00-08:00, or off"),
    Key.CADENCE: N_("days after the day to check, then every so many, so many in all: 3,7,14/7/8, or off"),
}


@settings.callback()
def show(context: typer.Context, as_json: Json = False) -> None:
    """Show the settings in force."""
    if context.invoked_subcommand is not None:
        return
    from cli.opening import reading
    from worker.user_settings import chosen

    with reading() as desk:
        found = chosen(desk.user, desk.installation.settings)
    _print(found, as_json)


@settings.command("set", help=_("Choose a value, or default for the installation's."))
def set_one(
    key: Annotated[Key, typer.Argument(metavar="KEY", help=_("One of the settings shown."))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("How it is written; see settings."))],
    as_json: Json = False,
) -> None:
    from cli.opening import writing
    from worker.user_settings import choose, chosen

    with writing() as desk:
        choose(key.value, value.strip(), desk.user, desk.session, desk.installation)
        found = chosen(desk.user, desk.installation.settings)
    _print(found, as_json)


def _print(found: Mapping[str, Chosen], as_json: bool) -> None:
    if as_json:
        data: dict[str, Any] = {name: each.value for name, each in found.items()}
        print_json(data | {"own": [name for name, each in found.items() if each.own]})
        return
    titles = (_("Setting"), _("Value"), _("From"), _("What it is"))
    say(listing(titles, (_row(Key(name), each) for name, each in found.items())))


def _row(key: Key, chosen: Chosen) -> tuple[str, ...]:
    whose = _("yourself") if chosen.own else _("the installation")
    about = _ABOUT[key]
    return key.value, chosen.value, whose, _(about)
