"""PushPlus (推送加): messages through its WeChat account.

Code 200 means taken for sending; what becomes of it is not told. Codes: http://api.pushplus.plus/doc-3034446;
fields: https://www.pushplus.plus/doc/guide/api.html
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import parse_qs

from pydantic import field_validator

from config.i18n import N_
from notifiers.channels import Config, Kind
from notifiers.form import Asked, Form
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import is_address, masked, no_key, one_value, segments, web_address, wrong_vendor
from notifiers.vendors.answers import Said, Vendor
from notifiers.vendors.markdown import RELAY
from notifiers.vendors.parts import parts
from notifiers.vendors.splitting import shortened
from notifiers.vendors.vendor_notifier import Post, VendorNotifier, json_post
from scheduler.budgets import Budget

SEND = "https://www.pushplus.plus/send"
TITLE = 100  # characters
PAGE = 20_000  # characters

_TOKEN = re.compile(r"[A-Za-z0-9]{32}", re.ASCII)
_HOSTS = ("www.pushplus.plus", "pushplus.plus")
_EXAMPLE = "be8652e9…"


class PushplusForm(Form):
    """A token; the address that holds it does as well."""

    token: Annotated[str, Asked(N_("Token, 32 letters and digits."), secret=True, example="be8652e9...")]

    @field_validator("token", mode="before")
    @classmethod
    def _token(cls, typed: Any) -> str:
        token = one_value(typed, "token")
        if is_address(token):
            parts = web_address(token, "token")
            if parts.hostname not in _HOSTS:
                raise wrong_vendor(parts.hostname or "", "PushPlus", "token", _EXAMPLE)
            in_path = next(reversed(segments(parts.path)), "")
            token = parse_qs(parts.query).get("token", [in_path])[0]
        if not _TOKEN.fullmatch(token):
            raise no_key("token", "PushPlus", "token", _EXAMPLE)
        return token


def said(body: Any) -> Said | None:
    """The code; for a refusal ``msg`` and what ``data`` adds to it."""
    if not isinstance(body, dict) or type(body.get("code")) is not int:
        return None
    words = [body[name] for name in ("msg", "data") if isinstance(body.get(name), str)]
    return Said(str(body["code"]), ": ".join(words))


VENDOR = Vendor("pushplus", said)


def open_pushplus(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    token = str(config["token"])

    def write(message: Message, now: datetime) -> Sequence[Post]:
        [content] = parts(message, RELAY.of(message), lambda text: len(text) <= PAGE)
        body = {"token": token, "title": shortened(message.subject, TITLE), "content": content}
        return [json_post(SEND, body | {"template": "markdown", "channel": "wechat"})]

    return VendorNotifier(VENDOR, write, outgoing, [token])


def describe(config: Config) -> str:
    """``PushPlus be86…0d``."""
    return f"PushPlus {masked(str(config['token']))}"


# 200 requests a day, refused ones included; over it the account is closed for days. The rest is room for
# repeated and test messages.
KIND = Kind("pushplus", N_("PushPlus"), PushplusForm, describe, open_pushplus, Budget(5, 150), "minimal")
