"""What users paste into one field: a key, or an address as the vendor's page shows it, taken apart."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

from config.i18n import N_
from notifiers.channel_error import ChannelError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def one_value(text: object, field: str) -> str:
    """The text without spaces around it. Raises ChannelError if it holds a space, or several values."""
    value = str(text).strip()
    if any(c.isspace() for c in value):
        raise ChannelError(N_("{setting} holds a space: paste one key or address."), field, setting=field)
    if len(_SCHEME.findall(value)) > 1 or any(c in value for c in ",;，；"):
        hint = N_("{setting} holds several values: add a channel for each.")
        raise ChannelError(hint, field, setting=field)
    return value


def is_address(value: str) -> bool:
    """Whether an address was pasted rather than a key."""
    return bool(_SCHEME.match(value))


def web_address(value: str, field: str) -> SplitResult:
    """The parts of a pasted http or https address. Raises ChannelError."""
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
    return parts


def segments(path: str) -> list[str]:
    """``/a/b%20c/`` -> ``["a", "b c"]``."""
    return [unquote(part) for part in path.split("/") if part]


def wrong_vendor(host: str, vendor: str, field: str, example: str) -> ChannelError:
    """The sentence for an address of somebody else."""
    hint = N_("{host} is not {vendor}: paste what {vendor} shows, such as {example}.")
    return ChannelError(hint, field, host=repr(host), vendor=vendor, example=example)


def no_key(what: str, vendor: str, field: str, example: str) -> ChannelError:
    """The sentence for something that is no key of this vendor. What was typed is not part of it."""
    hint = N_("This is no {what} of {vendor}: it looks like {example}.")
    return ChannelError(hint, field, what=what, vendor=vendor, example=example)


def masked(secret: str) -> str:
    """The first and the last characters of a key, enough to tell one's own keys apart: ``SCT1…9x``."""
    return f"{secret[:4]}…{secret[-2:]}" if len(secret) >= 12 else "…"
