"""PushDeer: the public server, or one's own.

An unknown key and an account without devices answer ``{"code": 0}`` too, with nothing in ``result``; that is
read as a refusal. Source: https://github.com/easychen/pushdeer (api/, the server itself)
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar
from urllib.parse import parse_qs

from pydantic import field_validator, model_validator

from config.i18n import N_
from notifiers.channels import Config, Kind
from notifiers.form import Asked
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import is_address, masked, no_key, one_value, web_address
from notifiers.vendors.answers import Said, Vendor
from notifiers.vendors.markdown import RELAY
from notifiers.vendors.own_server import OwnServer, origin, server_of
from notifiers.vendors.parts import parts
from notifiers.vendors.splitting import size
from notifiers.vendors.vendor_notifier import Post, VendorNotifier, json_post
from scheduler.budgets import Budget

USUAL = "api2.pushdeer.com"
PAGE = 32 * 1000  # bytes; the server names no limit, its database takes more

_KEY = re.compile(r"[A-Za-z0-9]{8,100}", re.ASCII)


class PushdeerForm(OwnServer):
    """A key, and the server unless it is the public one; an address that holds both does as well."""

    kind: ClassVar[str] = "pushdeer"
    key: Annotated[str, Asked(N_("Key, from the app's page Key."), secret=True, example="PDU1234T...")]
    host: Annotated[str, Asked(N_("Your own PushDeer server; the public one unless given."), host=True)] = (
        USUAL
    )

    @model_validator(mode="before")
    @classmethod
    def _from_address(cls, typed: Any) -> Any:
        key = one_value(typed.get("key", ""), "key")
        if not is_address(key):
            return typed
        parts = web_address(key, "key")
        path = parts.path.partition("/message/push")[0]
        return {**server_of(parts, path), **typed, "key": parse_qs(parts.query).get("pushkey", [""])[0]}

    @field_validator("key")
    @classmethod
    def _key(cls, key: str) -> str:
        key = one_value(key, "key")
        if not _KEY.fullmatch(key):
            raise no_key("key", "PushDeer", "key", "PDU1234TAbCdEf…")
        return key


def said(body: Any) -> Said | None:
    """The code and the words; for code 0 whether anything was handed to a device."""
    if not isinstance(body, dict) or isinstance(body.get("code"), bool):
        return None
    if not isinstance(body.get("code"), int | str):
        return None
    if str(body["code"]) != "0":
        return Said(str(body["code"]), str(body.get("error", "")))
    content = body.get("content")
    handed = content.get("result") if isinstance(content, dict) else None
    if not handed:
        return Said("nobody", "")
    failures = [_failure(each) for each in handed] if isinstance(handed, list) else []
    return Said("failed-push", failures[0]) if failures and all(failures) else Said("0", "")


VENDOR = Vendor("pushdeer", said)


def open_pushdeer(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    key, url = str(config["key"]), f"{origin(config)}/message/push"

    def write(message: Message, now: datetime) -> Sequence[Post]:
        [desp] = parts(message, RELAY.of(message), lambda text: size(text) <= PAGE)
        fields = {"pushkey": key, "text": message.subject, "desp": desp, "type": "markdown"}
        return [json_post(url, fields)]

    return VendorNotifier(VENDOR, write, outgoing, [key])


def describe(config: Config) -> str:
    """``PushDeer PDU1…9x``, with the server if it is not the public one."""
    server = "" if config["host"] == USUAL else f" ({config['host']})"
    return f"PushDeer {masked(str(config['key']))}{server}"


def _failure(report: object) -> str:
    """Why one device's push failed, as https://github.com/appleboy/gorush reports it; "" if it did not."""
    try:
        logs = json.loads(str(report)).get("logs")
        failed = [each for each in logs if each.get("type") == "failed-push"]
    except (ValueError, AttributeError, TypeError):
        return ""
    return str(failed[0].get("error") or "failed-push") if failed else ""


# The server's own limit: 60 requests a minute from one address (RouteServiceProvider.php).
KIND = Kind(
    "pushdeer", N_("PushDeer"), PushdeerForm, describe, open_pushdeer, Budget(per_minute=30), "minimal"
)
