"""Which of Apprise's plugins can reach nothing but through the guard."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apprise import NotifyBase
from apprise.manager_plugins import NotificationManager

from notifiers.apprise_notifier import instantiate, schemas
from notifiers.plugins.guarded_requests import is_guarded

WAYS_OUT = {
    "asyncio",
    "ctypes",
    "dbus",
    "gntp",
    "http",
    "httpx",
    "paho",
    "pika",
    "select",
    "slixmpp",
    "smpplib",
}
WAYS_OUT |= {"smtplib", "socket", "ssl", "subprocess", "urllib3", "websocket", "websockets"}


def plugins() -> set[type[NotifyBase]]:
    known: Any = NotificationManager()  # type: ignore[no-untyped-call]
    return {known[schema] for schema in schemas()}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module).partition(".")[0]
        elif isinstance(node, ast.ImportFrom):  # Apprise's own: utils.socket is a way out, utils.http is none
            yield {"utils.socket": "socket"}.get(str(node.module), "")


def ways_out(kind: type[NotifyBase]) -> set[str]:
    """What the plugin's module, or its whole package, imports to reach anything."""
    file = Path(str(sys.modules[kind.__module__].__file__))
    files = [file] if file.parent.name == "plugins" else sorted(file.parent.glob("*.py"))
    return {name for each in files for name in imported(each)} & WAYS_OUT


def test_a_guarded_plugin_knows_no_other_way_out() -> None:
    guarded = {kind for kind in plugins() if is_guarded(kind)}
    assert len(guarded) > 100
    assert {kind for kind in guarded if ways_out(kind)} == set()


@pytest.mark.parametrize("package", ["mqtt", "irc", "nostr", "rsyslog", "aprs", "xmpp", "amqp", "smpp"])
def test_plugins_with_sockets_of_their_own_are_not_guarded(package: str) -> None:
    assert not any(is_guarded(kind) for kind in plugins() if package in kind.__module__.split("."))


@pytest.mark.parametrize("url", ["json://example.org", "ntfys://topic", "gotify://example.org/token"])
def test_plugins_that_use_requests_are_guarded(url: str) -> None:
    plugin = instantiate(url)
    assert plugin is not None
    assert is_guarded(plugin)


def test_a_sender_of_ours_says_whether_it_is() -> None:
    class Ours(NotifyBase):  # type: ignore[no-untyped-call]
        guarded = True

    assert is_guarded(Ours)
