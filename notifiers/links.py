"""The one address a message may link to."""

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from notifiers.networks import Networks

_LOCAL_NAMES = (".local", ".lan", ".home", ".internal", ".home.arpa", ".localdomain", ".localhost")


@lru_cache(maxsize=16)  # every message asks about the same one
def page_link(base_url: str | None) -> str | None:
    """The base URL as a link, or None where the reader's phone could not follow it.

    None for: no base URL, a loopback or unspecified host (``localhost``, ``127.0.0.1``, ``::1``,
    ``0.0.0.0``), anything but http and https, and anything that is no plain address (user names, spaces,
    control characters).
    """
    if not base_url or not base_url.isprintable() or any(c in base_url for c in " <>\"'\\"):
        return None
    try:
        parts = urlsplit(base_url)
        _ = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not host or _is_this_machine(host):
        return None
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def is_public(link: str) -> bool:
    """Whether a server elsewhere, such as a mail provider's, can follow a link: https, and neither an address
    of a private network nor a name that is known in a local one only."""
    parts = urlsplit(link)
    name = (parts.hostname or "").rstrip(".")
    if parts.scheme != "https":
        return False
    try:
        return Networks().permit(name)
    except ValueError:  # a name
        return "." in name and not name.endswith(_LOCAL_NAMES)


def _is_this_machine(host: str) -> bool:
    name = host.rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".localdomain")):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified
