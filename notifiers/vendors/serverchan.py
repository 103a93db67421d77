"""Server酱: Turbo (keys that begin with SCT) and Server酱³ (sctp, each account on a host of its own).

Both take title and desp as JSON and answer ``{"code": 0}``; whatever is refused has one code, 40001, and says
why in ``scode`` or in its words (seen with HTTP 400). Fields and hosts: https://github.com/easychen/serverchan-sdk
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

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
from notifiers.vendors.splitting import shortened, size
from notifiers.vendors.vendor_notifier import Post, VendorNotifier, json_post
from scheduler.budgets import Budget

TURBO = "https://sctapi.ftqq.com/{key}.send"
THREE = "https://{account}.push.ft07.com/send/{key}.send"
TITLE = 32  # characters
PAGE = 32 * 1000  # bytes

_KEY = re.compile(r"SCT[A-Za-z0-9]{8,100}|sctp(?P<account>\d{1,12})t[A-Za-z0-9]{6,100}", re.ASCII)
_HOSTS = re.compile(r"sctapi\.ftqq\.com|\d{1,12}\.push\.ft07\.com", re.ASCII)
# Older answers have words only: https://github.com/secriy/CloudMusic-LevelUp/issues/26
_WITHOUT_SCODE = (("次数", "471"), ("Key", "461"), ("用户不存在", "461"))
_EXAMPLE = "SCT123456TAbCdEf…"


class ServerchanForm(Form):
    """A SendKey; the address that holds it does as well."""

    key: Annotated[
        str, Asked(N_("SendKey, or the address that holds it."), secret=True, example="SCT123456T...")
    ]

    @field_validator("key", mode="before")
    @classmethod
    def _key(cls, typed: Any) -> str:
        key = one_value(typed, "key")
        if is_address(key):
            parts = web_address(key, "key")
            if not _HOSTS.fullmatch(parts.hostname or ""):
                raise wrong_vendor(parts.hostname or "", "Server酱", "key", _EXAMPLE)
            key = next(reversed(segments(parts.path)), "").removesuffix(".send")
        if not _KEY.fullmatch(key):
            raise no_key("SendKey", "Server酱", "key", _EXAMPLE)
        return key


def said(body: Any) -> Said | None:
    """The code; for 40001, which stands for everything, the ``scode`` behind it."""
    if not isinstance(body, dict) or type(body.get("code")) is not int:
        return None
    text = next((body[name] for name in ("info", "message") if isinstance(body.get(name), str)), "")
    code = str(body["code"])
    return Said(_reason(body, text) if code == "40001" else code, text)


VENDOR = Vendor("serverchan", said)


def open_serverchan(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    key = str(config["key"])
    url = _url(key)

    def write(message: Message, now: datetime) -> Sequence[Post]:
        body = {"title": shortened(message.subject, TITLE), "noip": 1}
        [desp] = parts(message, RELAY.of(message), lambda text: size(text) <= PAGE)
        return [json_post(url, body | {"desp": desp})]

    return VendorNotifier(VENDOR, write, outgoing, [key])


def describe(config: Config) -> str:
    """``Server酱 SCT1…9x``."""
    return f"Server酱 {masked(str(config['key']))}"


def _url(key: str) -> str:
    account = _KEY.fullmatch(key)
    if account is not None and account["account"]:
        return THREE.format(account=account["account"], key=key)
    return TURBO.format(key=key)


def _reason(body: dict[str, Any], text: str) -> str:
    if type(body.get("scode")) is int:
        return str(body["scode"])
    return next((code for words, code in _WITHOUT_SCODE if words in text), "40001")


# Free accounts of Turbo: 5 messages a day (the refusal names the number).
KIND = Kind(
    "serverchan",
    N_("Server酱"),
    ServerchanForm,
    describe,
    open_serverchan,
    Budget(per_day=5),
    "minimal",
)
