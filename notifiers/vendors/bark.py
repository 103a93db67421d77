"""Bark (iPhone): the public server, or one's own; either hands on to Apple's push service.

The server answers ``{"code": 200}``; Apple's reason stands in the words of a 500. Source:
https://github.com/Finb/bark-server; reasons:
https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import field_validator, model_validator

from config.i18n import N_
from notifiers.channels import Config, Kind
from notifiers.form import Asked
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import is_address, masked, no_key, one_value, segments, web_address
from notifiers.vendors.answers import Said, Vendor
from notifiers.vendors.markdown import PLAIN
from notifiers.vendors.own_server import OwnServer, origin, server_of
from notifiers.vendors.parts import parts
from notifiers.vendors.vendor_notifier import Post, VendorNotifier, json_post
from scheduler.budgets import Budget

USUAL = "api.day.app"
PAYLOAD = 3500  # bytes of title, text and link in JSON; Apple takes 4,096 with all that Bark adds

_KEY = re.compile(r"[A-Za-z0-9]{16,64}", re.ASCII)
_APPLES = re.compile(r"APNS push failed: (\w+)")


class BarkForm(OwnServer):
    """The address that the app shows; it holds the key and names the server. Or the key alone."""

    kind: ClassVar[str] = "bark"
    key: Annotated[
        str, Asked(N_("Key, or the address the app shows."), secret=True, example="https://api.day.app/...")
    ]
    host: Annotated[str, Asked(N_("Your own Bark server; the public one unless given."), host=True)] = USUAL

    @model_validator(mode="before")
    @classmethod
    def _from_address(cls, typed: Any) -> Any:
        key = one_value(typed.get("key", ""), "key")
        if not is_address(key):
            return typed
        parts = web_address(key, "key")
        before, found = [], ""
        for part in segments(parts.path):
            if _KEY.fullmatch(part):
                found = part
                break
            before.append(part)
        return {**server_of(parts, "/".join(before)), **typed, "key": found}

    @field_validator("key")
    @classmethod
    def _key(cls, key: str) -> str:
        key = one_value(key, "key")
        if not _KEY.fullmatch(key):
            raise no_key("key", "Bark", "key", "https://api.day.app/AbCdEf…")
        return key


def said(body: Any) -> Said | None:
    """The code and the words; Apple's reason instead of the code where the words name one."""
    if not isinstance(body, dict) or type(body.get("code")) is not int:
        return None
    words = str(body.get("message") or "")
    apples = _APPLES.search(words)
    return Said(apples[1] if apples else str(body["code"]), words)


VENDOR = Vendor("bark", said)


def open_bark(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    key, url = str(config["key"]), f"{origin(config)}/push"

    def write(message: Message, now: datetime) -> Sequence[Post]:
        return [json_post(url, {"device_key": key, "group": "xiaohu", **content(message)})]

    return VendorNotifier(VENDOR, write, outgoing, [key])


def content(message: Message) -> dict[str, str]:
    """Title, text and the page a tap opens, within Apple's limit; what is too much is counted."""
    fixed = {"title": message.subject} | ({"url": message.link} if message.link else {})

    def write(lines: Sequence[str], mark: str) -> dict[str, str]:
        return fixed | {"body": PLAIN.write(lines, message.addresses)}

    [written] = parts(message, write, lambda content: _size(content) <= PAYLOAD)
    return written


def describe(config: Config) -> str:
    """``Bark AbCd…9x``, with the server if it is not the public one."""
    server = "" if config["host"] == USUAL else f" ({config['host']})"
    return f"Bark {masked(str(config['key']))}{server}"


def _size(content: dict[str, str]) -> int:
    """Bytes as the server writes it: JSON in UTF-8 with <, > and & as six characters each."""
    text = json.dumps(content, ensure_ascii=False)
    return len(text.encode()) + 5 * sum(text.count(c) for c in "<>&")


# Taken messages are not limited; a thousand refused ones in five minutes close the address for a day (its
# FAQ).
KIND = Kind("bark", N_("Bark (iPhone)"), BarkForm, describe, open_bark, Budget(per_minute=60), "minimal")
