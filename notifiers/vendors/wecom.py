"""WeCom (企业微信) group robot: Markdown within 4,096 bytes, 20 messages a minute
(https://developer.work.weixin.qq.com/document/path/91770)."""

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
from notifiers.pasted import masked
from notifiers.vendors.answers import Vendor, fields
from notifiers.vendors.markdown import Markdown, safe
from notifiers.vendors.parts import parts
from notifiers.vendors.splitting import size
from notifiers.vendors.vendor_notifier import Post, VendorNotifier, json_post
from notifiers.vendors.webhook import Webhook, parameter
from scheduler.budgets import Budget

ORIGIN = "https://qyapi.weixin.qq.com"
MARKDOWN_BYTES = 4096
MOST_PARTS = 3
PER_MINUTE = 20

VENDOR = Vendor("wecom", fields(("errcode",), ("errmsg",)))
MARKDOWN = Markdown()
WEBHOOK = Webhook(
    "wecom",
    "qyapi.weixin.qq.com",
    re.compile(r"[A-Za-z0-9_-]{8,128}", re.ASCII),
    parameter("key"),
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
)


class WecomForm(Form):
    """A robot's webhook; its key alone does as well, and is all that is stored."""

    webhook: Annotated[
        str, Asked(N_("The robot's webhook address."), secret=True, example=f"{ORIGIN}/cgi-bin/...?key=...")
    ]

    @field_validator("webhook", mode="before")
    @classmethod
    def _key(cls, pasted: Any) -> str:
        return WEBHOOK.read(pasted)


def open_wecom(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    key = str(config["webhook"])
    url = f"{ORIGIN}/cgi-bin/webhook/send?key={key}"

    def write(message: Message, _: datetime) -> Sequence[Post]:
        contents = parts(message, lambda *part: content(message, *part), _fits, MOST_PARTS)
        bodies = ({"msgtype": "markdown", "markdown": {"content": each}} for each in contents)
        return [json_post(url, body) for body in bodies]

    return VendorNotifier(VENDOR, write, outgoing, [key])


def content(message: Message, lines: Sequence[str], mark: str) -> str:
    """One part as the robot's Markdown: the subject, then the lines."""
    return f"## {safe(message.subject)}{mark}\n{MARKDOWN.write(lines, message.addresses)}"


def _fits(text: str) -> bool:
    return size(text) <= MARKDOWN_BYTES


# A message may go out in several parts, and each counts.
KIND = Kind(
    "wecom",
    N_("WeCom group robot (企业微信)"),
    WecomForm,
    lambda config: f"WeCom {masked(str(config['webhook']))}",
    open_wecom,
    Budget(per_minute=PER_MINUTE // MOST_PARTS),
    "minimal",
)
