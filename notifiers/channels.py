"""The kinds of channel: what a user fills in, checked with one sentence each, and the notifier made from it.

A kind joins by ``register()``; vendors' robots will. A channel's config is what ``read_config`` returned: a
flat dictionary that JSON can hold, secrets included, so it is stored encrypted and shown only by
``describe``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.due import Detail
from notifiers.form import Config, Form, read_form, read_value
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from scheduler.budgets import Budget

__all__ = ["ChannelError", "Config", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel.

    ``title``: an English message id. ``form``: what it asks for; validated, its ``config()`` is stored.
    ``describe``: one line for lists, without secrets. ``open``: config -> Notifier. ``budget``: the vendor's
    quota. ``detail``: how much it may carry unless its user decides otherwise (relays and groups start at
    minimal). ``page``: whether it shows a message as a page (HTML). ``guarded``: False if it can reach
    addresses beyond the transport guard, so for operators only.
    """

    name: str
    title: str
    form: type[Form]
    describe: Callable[[Config], str]
    open: Callable[[Config, Outgoing], Notifier]
    budget: Budget = Budget()
    detail: Detail = "full"
    page: bool = False
    guarded: bool = True


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Offer a kind; a second one of the same name takes its place."""
    _KINDS[kind.name] = kind


def kinds() -> tuple[str, ...]:
    """The names of all kinds that are offered."""
    _load()
    return tuple(sorted(_KINDS))


def find_kind(name: str) -> Kind:
    """The kind of that name; raises ChannelError naming the offered ones."""
    _load()
    if name not in _KINDS:
        hint = N_("There is no kind of channel called {kind}: choose one of {kinds}.")
        raise ChannelError(hint, "kind", kind=repr(name[:40]), kinds=", ".join(kinds()))
    return _KINDS[name]


def read_config(kind: str, typed: Mapping[str, str | int | None]) -> Config:
    """What a user typed as a config that can be stored; raises ChannelError. Nothing is sent."""
    found = find_kind(kind)
    given = {name: read_value(name, value) for name, value in typed.items() if value is not None}
    return read_form(found.form, kind, {name: value for name, value in given.items() if value != ""}).config()


def open_notifier(kind: str, config: Config, outgoing: Outgoing) -> Notifier:
    """A notifier for a stored config. Raises ChannelError for an unknown kind."""
    return find_kind(kind).open(config, outgoing)


def describe(kind: str, config: Config) -> str:
    """The channel in one line for lists and logs: never a secret, addresses shortened."""
    return find_kind(kind).describe(config)


def default_detail(kind: str) -> Detail:
    """How much a new channel of this kind carries."""
    return find_kind(kind).detail


def usual_budget(kind: str) -> Budget:
    """The vendor's quota; none for a kind that is no longer offered."""
    _load()
    return _KINDS[kind].budget if kind in _KINDS else Budget()


def shows_pages(kind: str) -> bool:
    """Whether it is worth making a page of a message; not for a kind that is no longer offered."""
    _load()
    return kind in _KINDS and _KINDS[kind].page


_ROBOTS = ("vendors.wecom", "vendors.wecom_app", "vendors.dingtalk", "vendors.feishu", "vendors.lark")
_RELAYS = (
    *("vendors.serverchan", "vendors.pushdeer", "vendors.pushplus", "vendors.wxpusher", "vendors.bark"),
    *("telegram_channel", "ntfy_channel", "gotify_channel", "matrix_channel", "mqtt_channel"),
)
_MODULES = ("email_channel", "url_channel", *_ROBOTS, *_RELAYS)


def _load() -> None:
    # Late: listing the kinds must not cost a program that sends nothing the time to load Apprise.
    if "email" not in _KINDS:
        for module in _MODULES:
            register(import_module(f"notifiers.{module}").KIND)
