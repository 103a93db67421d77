"""The kinds of channel: what a user fills in, checked with one sentence each, and the notifier made from it.

A kind joins by ``register()``; vendors' robots will. A channel's config is what ``read_config`` returned: a
flat dictionary that JSON can hold, secrets included, so it is stored encrypted and shown only by
``describe``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from config.i18n import N_
from notifiers.due import Detail
from notifiers.notifier import Notifier

Config = dict[str, str | int]


class ChannelError(ValueError):
    """A setting that makes no channel.

    ``hint``: an English message id, may hold ``{placeholders}``; ``params`` fills them; ``field`` names the
    setting ("" for the whole). ``str()`` is the English sentence. Secrets are never part of it.
    """

    def __init__(self, hint: str, field: str = "", **params: str) -> None:
        self.hint, self.field, self.params = hint, field, params
        super().__init__(hint.format(**params) if params else hint)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel.

    ``fields``: the settings it takes. ``read``: what was typed -> a complete config, raises ChannelError.
    ``describe``: one line for lists, without secrets. ``open``: config and seconds per send -> Notifier.
    ``detail``: how much it may carry unless its user decides otherwise (relays and groups start at minimal).
    """

    name: str
    fields: tuple[str, ...]
    read: Callable[[Mapping[str, str | int]], Config]
    describe: Callable[[Config], str]
    open: Callable[[Config, float], Notifier]
    detail: Detail = "full"


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
        raise ChannelError(hint, "kind", kind=repr(name), kinds=", ".join(kinds()))
    return _KINDS[name]


def read_config(kind: str, typed: Mapping[str, str | int | None]) -> Config:
    """What a user typed as a config that can be stored; raises ChannelError. Nothing is sent."""
    found = find_kind(kind)
    given = {name: value for name, value in typed.items() if value is not None and value != ""}
    for name, value in given.items():
        if name not in found.fields:
            hint = N_("A channel of kind {kind} has no setting called {setting}: it takes {fields}.")
            raise ChannelError(hint, name, kind=kind, setting=repr(name), fields=", ".join(found.fields))
        if not str(value).isprintable():
            raise ChannelError(
                N_("{setting} holds a line break or another invisible character."), name, setting=name
            )
    return found.read(given)


def open_notifier(kind: str, config: Config, time_limit: float = 20.0) -> Notifier:
    """A notifier for a stored config. Raises ChannelError for an unknown kind. ``time_limit``: seconds per
    send."""
    return find_kind(kind).open(config, time_limit)


def describe(kind: str, config: Config) -> str:
    """The channel in one line for lists and logs: never a secret, addresses shortened."""
    return find_kind(kind).describe(config)


def default_detail(kind: str) -> Detail:
    """How much a new channel of this kind carries."""
    return find_kind(kind).detail


def _load() -> None:
    if "email" not in _KINDS:
        from notifiers import email_channel, url_channel

        register(email_channel.KIND)
        register(url_channel.KIND)
