"""``channels add KIND``: a command for every kind, made from its form when it is asked for.

What is secret is never an option's value, where the shell's history and other users would see it: it is
typed unseen, piped in or taken from the environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from cli.output import Json, print_json, say
from desk.wording import _

if TYPE_CHECKING:
    from notifiers.channels import Kind
    from notifiers.due import Detail
    from notifiers.form import Asked, Config

Minimal = Annotated[
    bool | None,
    typer.Option(
        "--minimal/--full", help=_("Send a count and a link only, no lender's name; or everything.")
    ),
]
Whose = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="NAME", help=_("Whose own channel it is: somebody you follow who has consented.")
    ),
]
AllowLocal = Annotated[
    bool,
    typer.Option("--allow-local", help=_("Let channels reach the local network that the server is in.")),
]
ARGUMENTS = {"url": "APPRISE_URL"}
"""Fields that are typed without an option's name, and how the help calls them."""
_ENVIRONMENT = {("email", "password"): "XIAOHU_SMTP_PASSWORD"}


class Kinds(TyperGroup):
    """The kinds that are offered, looked up late: the help of other commands needs none of them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the kinds."""
        from notifiers.channels import kinds

        return list(kinds())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a kind. Raises ChannelError naming those there are."""
        from notifiers.channels import find_kind

        return _command(find_kind(cmd_name))


adding = typer.Typer(cls=Kinds, no_args_is_help=True, help=_("Add a channel."))


def option(field: str, asked: Asked) -> str:
    """How a field is given on the command line."""
    name = field.replace("_", "-")
    return f"--{name}-stdin" if asked.secret else f"--{name}"


def environment(kind: str, field: str) -> str:
    """The variable that a secret is taken from."""
    named = f"XIAOHU_{kind}_{field}".replace("-", "_").upper()
    return _ENVIRONMENT.get((kind, field), named)


def _command(kind: Kind) -> Any:
    def add(**given: Any) -> None:
        chosen = {name: given.pop(name, False) for name in ("minimal", "allow_local", "person", "as_json")}
        _add(kind, _typed(kind, given), **chosen)

    parameters = list(_parameters(kind))
    add.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    add.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app = typer.Typer(add_completion=False)
    app.command(kind.name, help=_(kind.title))(add)
    return get_command(app)


def _parameters(kind: Kind) -> Iterator[Parameter]:
    asks = kind.form.asks()
    for field, asked in asks.items():
        yield _asking(field, asked)
    if any(asked.host for asked in asks.values()):
        yield _parameter("allow_local", AllowLocal, False)
    yield _parameter("minimal", Minimal, None)
    yield _parameter("person", Whose, None)
    yield _parameter("as_json", Json, False)


def _asking(field: str, asked: Asked) -> Parameter:
    label = _(asked.label)
    if field in ARGUMENTS:
        said = _("{label} Give - to read it from standard input.", label=label)
        how: Any = typer.Argument(metavar=ARGUMENTS[field], help=said, show_default=False)
        return _parameter(field, Annotated[str | None, how], None)
    if asked.secret:
        said = _("Read it from standard input, not from the terminal: {label}", label=label)
        return _parameter(field, Annotated[bool, typer.Option(option(field, asked), help=said)], False)
    how = typer.Option(option(field, asked), metavar=asked.example or None, help=label)
    return _parameter(field, Annotated[str | None, how], None)


def _parameter(name: str, annotation: Any, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _typed(kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, secrets read from wherever they come, in the order of the fields."""
    typed: dict[str, Any] = {}
    for field, asked in kind.form.asks().items():
        if field in ARGUMENTS and given[field] not in (None, "-"):
            typed[field] = given[field]
        else:
            piped = bool(given[field])
            typed[field] = _secret(kind, field, asked, piped) if asked.secret else given[field]
    return typed


def _secret(kind: Kind, field: str, asked: Asked, piped: bool) -> str | None:
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    if known := os.environ.get(environment(kind.name, field)):
        return known
    if not sys.stdin.isatty():
        return None
    question = _(asked.label).rstrip(".")
    if not kind.form.model_fields[field].is_required():
        question = _("{label} (empty for none)", label=question)
    typed: str = typer.prompt(question, default="", hide_input=True, show_default=False)
    return typed


def _add(
    kind: Kind,
    typed: dict[str, Any],
    *,
    minimal: bool | None,
    allow_local: bool,
    person: str | None,
    as_json: bool,
) -> None:
    from cli.local_networks import to_be_opened
    from cli.opening import opened, writing_at
    from desk.channel_json import channel_json
    from desk.channel_use import remember
    from desk.people import recipient
    from worker.allowed_networks import open_networks
    from worker.new_channel import add_channel

    config = _read(kind, typed)
    with opened() as installation:
        networks = to_be_opened(kind, config, installation, allow_local)
        keys = installation.keys
        with keys.file.held(alone=False), writing_at(installation) as desk:
            open_networks(desk.session, desk.user, networks, desk.now)
            kept = (desk.session, keys, desk.user, kind.name, config)
            whose = recipient(person, desk)
            channel = add_channel(*kept, now=desk.now, detail=_detail(minimal), person=whose)
            remember("channel_added", channel, desk, {"detail": channel.detail})
            data = channel_json(channel, desk)
    if as_json:
        print_json(data)
    else:
        say(_("Channel {number} is added; try it: xiaohu channels test {number}", number=data["id"]))


def _detail(minimal: bool | None) -> Detail | None:
    """None for the kind's own."""
    if minimal is None:
        return None
    return "minimal" if minimal else "full"


def _read(kind: Kind, typed: dict[str, Any]) -> Config:
    """The config; what is wrong with a field is told with its option's name. Raises ChannelError."""
    from notifiers.channels import ChannelError, read_config

    try:
        return read_config(kind.name, typed)
    except ChannelError as error:
        if error.params.get("setting") != error.field or error.field in ARGUMENTS:
            raise
        named = option(error.field, kind.form.asks()[error.field])
        raise ChannelError(error.hint, error.field, **(error.params | {"setting": named})) from None
