"""Names of servers as users type them."""

import re
from ipaddress import ip_address

_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?", re.ASCII)


def is_host(text: str) -> bool:
    """Whether it is a host name or an IP address, without port, path and brackets."""
    try:
        ip_address(text)
    except ValueError:
        labels = text.rstrip(".").split(".")
        return (
            len(text) <= 253
            and all(_LABEL.fullmatch(label) for label in labels)
            and not labels[-1].isdecimal()
        )
    return "%" not in text
