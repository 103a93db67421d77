"""DingTalk (钉钉) group robot: Markdown within 20,000 bytes, 20 messages a minute, more are refused for ten
minutes. Its security is a keyword, a signature or a list of addresses; any of them may be combined
(https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import field_validator

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.channels import Config, Kind
from notifiers.form import Asked, Form
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import masked
from notifiers.vendors import robot_words, signatures
from notifiers.vendors.answers import Vendor, fields
from notifiers.vendors.markdown import Markdown, safe
from notifiers.vendors.parts import parts
from notifiers.vendors.vendor_notifier import Post, VendorNotifier, json_post
from notifiers.vendors.webhook import Webhook, parameter
from scheduler.budgets import Budget

ORIGIN = "https://oapi.dingtalk.com"
BODY_BYTES = 20_000
PER_MINUTE = 20

# What its gateway says when it holds messages back has no errcode but a status.
VENDOR = Vendor("dingtalk", fields(("errcode", "status"), ("errmsg", "message")))
MARKDOWN = Markdown(end="  \n")
WEBHOOK = Webhook(
    "dingtalk",
    "oapi.dingtalk.com",
    re.compile(r"[A-Za-z0-9]{16,128}", re.ASCII),
    parameter("access_token"),
    "https://oapi.dingtalk.com/robot/send?access_token=…",
)


class DingtalkForm(Form):
    """A robot's webhook, of which the access_token is stored, and what its security settings ask for."""

    webhook: Annotated[
        str,
        Asked(N_("The robot's webhook address."), secret=True, example=f"{ORIGIN}/...?access_token=..."),
    ]
    secret: Annotated[
        str | None, Asked(N_("Signing secret (加签), if the robot has one."), secret=True, example="SEC...")
    ] = None
    keyword: Annotated[str | None, Asked(N_("Keyword, if the robot asks for one."))] = None

    @field_validator("webhook", mode="before")
    @classmethod
    def _token(cls, pasted: Any) -> str:
        if str(pasted).strip().startswith("SEC"):
            raise ChannelError(N_("This is the signing secret: it goes into secret."), "webhook")
        return WEBHOOK.read(pasted)

    _secret = field_validator("secret", mode="before")(robot_words.signing_secret)
    _keyword = field_validator("keyword", mode="before")(robot_words.keyword)


def open_dingtalk(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    token, secret = str(config["webhook"]), str(config.get("secret") or "")
    word = str(config.get("keyword") or "")

    def write(message: Message, now: datetime) -> Sequence[Post]:
        url = address(token, secret, now)
        return parts(message, lambda *part: json_post(url, body(message, word, *part)), _fits)

    return VendorNotifier(VENDOR, write, outgoing, [token, secret])


def address(token: str, secret: str, now: datetime) -> str:
    """Where to post; signed if there is a secret. ``urlencode`` encodes the signature once, and once only."""
    query = {"access_token": token}
    if secret:
        query["timestamp"], query["sign"] = signatures.dingtalk(now, secret)
    return f"{ORIGIN}/robot/send?{urlencode(query)}"


def body(message: Message, word: str, lines: Sequence[str], mark: str) -> dict[str, Any]:
    """``title`` is what the list of chats shows; the text repeats it. Nobody is mentioned."""
    title = safe(robot_words.heading(message, word)) + mark
    text = f"### {title}{MARKDOWN.end}{MARKDOWN.write(lines, message.addresses)}"
    return {
        "msgtype": "markdown",
        "markdown": {"title": title, "text": text},
        "at": {"atMobiles": [], "atUserIds": [], "isAtAll": False},
    }


def _fits(post: Post) -> bool:
    return len(post.body) <= BODY_BYTES


KIND = Kind(
    "dingtalk",
    N_("DingTalk group robot (钉钉)"),
    DingtalkForm,
    lambda config: f"DingTalk {masked(str(config['webhook']))}",
    open_dingtalk,
    Budget(per_minute=PER_MINUTE),
    "minimal",
)
