"""Which of Apprise's plugins reach their service by HTTP only, so that the guard sees every connection."""

import sys
from typing import Any

from apprise import NotifyBase
from apprise.manager_plugins import NotificationManager

_GUARDED = frozenset({"mailto", "mailtos"})
"""Senders of our own that connect through the guard."""


def speaks_http(schema: str) -> bool:
    """Whether the plugin's module works with requests and with nothing else that opens connections.

    A plugin that is not known to do so counts as one that does not.
    """
    if schema in _GUARDED:
        return True
    manager: Any = NotificationManager()  # type: ignore[no-untyped-call]
    if schema not in manager:
        return False
    own = [vars(sys.modules[each.__module__]) for each in manager[schema].__mro__ if _is_plugin(each)]
    return any("requests" in each for each in own) and not any("socket" in each for each in own)


def _is_plugin(found: type) -> bool:
    return issubclass(found, NotifyBase) and found is not NotifyBase
