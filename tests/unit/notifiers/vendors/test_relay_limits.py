"""Random Chinese texts on relays and on services over Apprise: never over what they take."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from notifiers import matrix_channel, mqtt_channel, ntfy_channel, telegram_channel
from notifiers.channels import open_notifier, read_config
from notifiers.message import Message
from notifiers.outgoing import Outgoing
from notifiers.vendors import bark, pushplus, serverchan, wxpusher
from tests.unit.notifiers.vendors.test_limits import NOW, random_messages
from tests.unit.notifiers.vendors.test_relay_forms import BARK, DEER, SPT, TOKEN, TURBO

Weigh = Callable[[Message], int]
MESSAGES = [
    replace(each, subject=each.subject * 3, text=each.text * 3) for each in random_messages(20261104)[::10]
]


def posted(kind: str, key: str, field: str, unit: Callable[[str], int]) -> Weigh:
    """The field as it is posted, in bytes or characters."""

    def weigh(message: Message) -> int:
        name = "token" if kind in ("pushplus", "wxpusher") else "key"
        sender = open_notifier(kind, read_config(kind, {name: key}), Outgoing())
        [post] = sender._write(message, NOW)  # type: ignore[attr-defined]
        return unit(json.loads(post.body)[field])

    return weigh


def size(text: str) -> int:
    return len(text.encode())


def on_the_wire(text: str) -> str:
    """Apprise's line ends."""
    return text.replace("\n", "\r\n")


def apples_payload(message: Message) -> int:
    """As Bark's server hands it to Apple: Go's JSON writes <, > and & as six characters."""
    content = json.dumps(bark.content(message), ensure_ascii=False)
    go = content.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return size(go) + 300


def telegrams_length(message: Message) -> int:
    text = on_the_wire(f"{message.subject}\n{telegram_channel.fit(message).text}")
    return len(text.encode("utf-16-le")) // 2


LIMITS: dict[str, tuple[Weigh, int]] = {
    "serverchan": (posted("serverchan", TURBO, "desp", size), serverchan.PAGE),
    "serverchan title": (posted("serverchan", TURBO, "title", len), serverchan.TITLE),
    "pushdeer": (posted("pushdeer", DEER, "desp", size), 32_000),
    "pushplus": (posted("pushplus", TOKEN, "content", len), pushplus.PAGE),
    "wxpusher": (posted("wxpusher", SPT, "content", len), wxpusher.PAGE),
    "wxpusher summary": (posted("wxpusher", SPT, "summary", len), wxpusher.SUMMARY),
    "bark key": (posted("bark", BARK, "device_key", len), len(BARK)),
    "bark": (apples_payload, 4096),
    "telegram": (telegrams_length, 4096),
    "ntfy": (lambda message: size(on_the_wire(ntfy_channel.fit(message).text)), 4096),
    "ntfy as JSON": (lambda message: len(json.dumps(on_the_wire(ntfy_channel.fit(message).text))), 7500),
    "matrix": (lambda message: size(on_the_wire(matrix_channel.fit(message).text)), 32_000),
    "mqtt": (lambda message: size(mqtt_channel.text_of(message)), 32_000),
}


@pytest.mark.parametrize(("weigh", "limit"), LIMITS.values(), ids=LIMITS)
def test_no_text_is_over_the_limit(weigh: Weigh, limit: int) -> None:
    weights = [weigh(message) for message in MESSAGES]
    assert max(weights) <= limit
    assert max(weights) > limit * 0.8, "some of the texts reach the limit"
