"""WxPusher: by an application's token to one user (AT_ and UID_), or by the user's own simple token (SPT_).

Every recipient has a code of its own in the answer; a message counts as sent when that one says 1000. Fields,
limits: https://wxpusher.zjiecode.com/docs/api-reference.html, https://wxpusher.zjiecode.com/docs/spt.html
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import parse_qs

from pydantic import model_validator

from config.i18n import N_
from notifiers.channel_error import ChannelError
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

SEND = "https://wxpusher.zjiecode.com/api/send/message"
SUMMARY = 99  # characters
PAGE = 39_999  # characters
MARKDOWN = 3

_HOST = "wxpusher.zjiecode.com"
_TOKEN = re.compile(r"(AT|SPT)_[A-Za-z0-9]{8,100}", re.ASCII)
_UID = re.compile(r"UID_[A-Za-z0-9]{8,100}", re.ASCII)


class WxpusherForm(Form):
    """An application's token and a user's UID, or an SPT alone; the address for sending holds them too."""

    token: Annotated[
        str, Asked(N_("SPT, or the appToken of an application."), secret=True, example="SPT_...")
    ]
    uid: Annotated[
        str | None,
        Asked(N_("With an appToken: the UID of the one who gets the messages."), example="UID_..."),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, typed: Any) -> Any:
        if typed.keys() - {"token", "uid"}:
            return typed
        token, uid = one_value(typed.get("token", ""), "token"), one_value(typed.get("uid") or "", "uid")
        if is_address(token):
            token, uid = _from_address(token, uid)
        if not _TOKEN.fullmatch(token):
            raise no_key("SPT or appToken", "WxPusher", "token", "SPT_AbCd…, AT_AbCd…")
        if token.startswith("SPT_"):
            return {"token": token}
        if not _UID.fullmatch(uid):
            hint = N_("An appToken sends to somebody: give uid, which looks like UID_AbCd….")
            raise ChannelError(hint, "uid")
        return {"token": token, "uid": uid}


def said(body: Any) -> Said | None:
    """The recipient's code and status if there are any, otherwise those of the whole."""
    if not isinstance(body, dict) or type(body.get("code")) is not int:
        return None
    whole = Said(str(body["code"]), str(body.get("msg") or ""))
    data = body.get("data")
    if whole.code != "1000" or not isinstance(data, list):
        return whole
    each = [one for one in data if isinstance(one, dict) and type(one.get("code")) is int]
    refused = [one for one in each if one["code"] != 1000]
    if refused:
        return Said(str(refused[0]["code"]), str(refused[0].get("status") or ""))
    return whole if each else Said("nobody", whole.text)


VENDOR = Vendor("wxpusher", said)


def open_wxpusher(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    token, uid = str(config["token"]), str(config.get("uid", ""))
    to = {"appToken": token, "uids": [uid]} if uid else {"spt": token}
    url = SEND if uid else f"{SEND}/simple-push"

    def write(message: Message, now: datetime) -> Sequence[Post]:
        [content] = parts(message, RELAY.of(message), lambda text: len(text) <= PAGE)
        summary = shortened(message.subject, SUMMARY)
        return [json_post(url, {**to, "content": content, "summary": summary, "contentType": MARKDOWN})]

    return VendorNotifier(VENDOR, write, outgoing, [token, uid])


def describe(config: Config) -> str:
    """``WxPusher UID_…9x``: whose it is, or the simple token."""
    return f"WxPusher {masked(str(config.get('uid', config['token'])))}"


def _from_address(address: str, uid: str) -> tuple[str, str]:
    parts = web_address(address, "token")
    if parts.hostname != _HOST:
        raise wrong_vendor(parts.hostname or "", "WxPusher", "token", "SPT_AbCd…")
    query = parse_qs(parts.query)
    simple = next((part for part in segments(parts.path) if part.startswith("SPT_")), "")
    return query.get("appToken", [simple])[0], query.get("uid", [uid])[0]


# About 2 requests a second, 500 messages a day to one user (the vendor's documentation).
KIND = Kind("wxpusher", N_("WxPusher"), WxpusherForm, describe, open_wxpusher, Budget(60, 500), "minimal")
