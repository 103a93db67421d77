"""The kinds of channel as they are offered: those that most people here have come first, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from config.i18n import N_
from desk.wording import _
from notifiers.channels import find_kind, kinds
from worker.allowed_networks import is_single

if TYPE_CHECKING:
    from desk.desk import Desk
    from notifiers.channels import Kind
    from notifiers.form import Asked

GROUPS = (
    (N_("Read it in WeChat"), ("serverchan", "pushplus", "wxpusher")),
    (N_("Read it as mail"), ("email",)),
    (N_("A notice on the phone"), ("bark", "pushdeer")),
    (N_("At work, or a group of your own"), ("wecom", "dingtalk", "feishu", "wecom-app")),
)
_OTHERS = N_("Others, and servers of your own")
_ABOUT = {
    "serverchan": N_("Scan a code with WeChat at sct.ftqq.com and copy the SendKey. Free: 5 messages a day."),
    "pushplus": N_("Follow the account in WeChat, copy the token from its page."),
    "wxpusher": N_("Scan the code in WeChat; you get a short key that begins with SPT."),
    "email": N_("Your own mailbox sends to you. QQ, 163 and others want a password for programs (授权码)."),
    "bark": N_("For the iPhone: install Bark and copy the address that it shows."),
    "pushdeer": N_("A light app for iPhone and Android: copy the key from its page."),
    "wecom": N_("A robot in a group of 企业微信: copy its webhook address. A group for you alone will do."),
    "dingtalk": N_(
        "A robot in a group of 钉钉: copy its webhook address, and the signing secret if it has one."
    ),
    "feishu": N_("A robot in a group of 飞书: copy its webhook address."),
    "wecom-app": N_("An application of your company in 企业微信, which WeChat shows too."),
    "telegram": N_("A bot of your own, made with @BotFather."),
    "ntfy": N_("A topic that nobody can guess, in the app ntfy."),
    "gotify": N_("Your own Gotify server."),
    "matrix": N_("A room in Matrix, and an account that writes there."),
    "lark": N_("A robot in a group of Lark: copy its webhook address."),
    "mqtt": N_("A topic of your own broker, for home automation."),
    "url": N_("For people who know Apprise: one URL of any service."),
}
_FIRST = {"email": ("to", "password")}
"""What is asked for at once where the form alone does not tell: a mail server is mostly known."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input. ``first``: asked for at once, the others under "more"; ``choices``: to choose from."""

    name: str
    label: str
    example: str
    secret: bool
    number: bool
    first: bool
    needed: bool
    choices: tuple[str, ...]


def offered(desk: Desk) -> list[tuple[str, list[Kind]]]:
    """Groups of kinds that this user may add, with a title each."""
    known = [name for name in kinds() if may_add(find_kind(name), desk)]
    grouped = {name for _title, names in GROUPS for name in names}
    groups = [*GROUPS, (_OTHERS, tuple(name for name in known if name not in grouped))]
    return [(_(title), [find_kind(name) for name in names if name in known]) for title, names in groups]


def may_add(kind: Kind, desk: Desk) -> bool:
    """Raw URLs are for the only user, or where the operator lets everybody."""
    allowed = desk.installation.settings.raw_urls
    return kind.guarded or (is_single(desk.session) if allowed is None else allowed)


def about(kind: str) -> str:
    """What one needs for it, in a sentence; empty for a kind nobody has described."""
    return _(_ABOUT.get(kind, ""))


def fields(kind: Kind) -> Iterator[Field]:
    """The inputs of a kind's form, in its order."""
    for name, asked in kind.form.asks().items():
        yield _field(kind, name, asked)


def _field(kind: Kind, name: str, asked: Asked) -> Field:
    described = kind.form.model_fields[name]
    chosen = tuple(each for each in get_args(described.annotation) if isinstance(each, str))
    choices = chosen or (tuple(asked.example.split("|")) if "|" in asked.example else ())
    first = name in _FIRST[kind.name] if kind.name in _FIRST else described.is_required() or asked.secret
    return Field(
        name,
        _(asked.label).rstrip(".。"),
        "" if choices else asked.example,
        asked.secret,
        described.annotation in (int, int | None),
        first,
        first and described.is_required(),
        choices,
    )
