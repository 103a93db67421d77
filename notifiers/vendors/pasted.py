"""What users paste where a key, or the address of a server of their own, may stand. Addresses of one vendor
alone: ``webhook``."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.vendors.webhook import KINDS

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def one_value(text: object, field: str) -> str:
    """The text without spaces around it. Raises ChannelError if it holds a space, or several values."""
    value = str(text).strip()
    if len(_SCHEME.findall(value)) > 1 or any(c in value for c in ",;，；"):
        raise ChannelError(N_("{setting} takes one value: add a channel for each."), field, setting=field)
    if any(c.isspace() for c in value):
        hint = N_("{setting} holds a space: copy it again, in one piece.")
        raise ChannelError(hint, field, setting=field)
    return value


def is_address(value: str) -> bool:
    """Whether an address was pasted rather than a key."""
    return bool(_SCHEME.match(value))


def web_address(value: str, kind: str, field: str) -> SplitResult:
    """The parts of a pasted http or https address that is not another vendor's. Raises ChannelError."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        hint = N_("{setting} is no address of a web server: it looks like https://push.example.com.")
        raise ChannelError(hint, field, setting=field)
    if parts.username is not None:
        hint = N_("{setting} holds a user name before the @: leave it out of the address.")
        raise ChannelError(hint, field, setting=field)
    theirs = KINDS.get(parts.hostname or "", kind)
    if theirs != kind:
        hint = N_("This webhook is one of {kind}, not of {wanted}: add a channel of kind {kind}.")
        raise ChannelError(hint, field, kind=theirs, wanted=kind)
    return parts


def segments(path: str) -> list[str]:
    """``/a/b%20c/`` -> ``["a", "b c"]``."""
    return [unquote(part) for part in path.split("/") if part]


def not_theirs(kind: str, field: str, example: str) -> ChannelError:
    """The sentence for something that is neither a key nor an address of this kind; never names it."""
    return ChannelError(
        N_("This is nothing that {kind} gives out: paste what it shows, such as {example}."),
        field,
        kind=kind,
        example=example,
    )
