"""Feishu (飞书) and Lark group robots: a card within 20 KB of body, 100 messages a minute
(https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import field_validator

from config.i18n import N_
from notifiers.channels import Config, Kind
from notifiers.form import Asked, Form
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import masked
from notifiers.vendors import robot_words, signatures
from notifiers.vendors.answers import Vendor, fields
from notifiers.vendors.markdown import Markdown, label, linked, safe
from notifiers.vendors.parts import parts
from notifiers.vendors.plain_text import halves
from notifiers.vendors.vendor_notifier import Post, VendorNotifier, json_post
from notifiers.vendors.webhook import Webhook, after
from scheduler.budgets import Budget

BODY_BYTES = 20_000
PER_MINUTE = 100

# Older robots answer with StatusCode alone.
VENDOR = Vendor("feishu", fields(("code", "StatusCode"), ("msg", "StatusMessage")))
MARKDOWN = Markdown(person="**{}**", command="{}")
_HOOK = "/open-apis/bot/v2/hook/"


@dataclass(frozen=True, slots=True)
class Region:
    """One of the two services with the same interface. Accounts and robots belong to one of them."""

    kind: str
    title: str
    origin: str

    @property
    def webhook(self) -> Webhook:
        """What its webhooks look like."""
        key = re.compile(r"[A-Za-z0-9_-]{8,128}", re.ASCII)
        host = self.origin.removeprefix("https://")
        return Webhook(self.kind, host, key, after(_HOOK), f"{self.origin}{_HOOK}…")


FEISHU = Region("feishu", "Feishu", "https://open.feishu.cn")
LARK = Region("lark", "Lark", "https://open.larksuite.com")
ORIGINS = {region.kind: region.origin for region in (FEISHU, LARK)}


class FeishuForm(Form):
    """A robot's webhook, of which the key is stored, and what its security settings ask for."""

    region: ClassVar[Region] = FEISHU

    webhook: Annotated[
        str, Asked(N_("The robot's webhook address."), secret=True, example=f"{FEISHU.origin}/.../hook/...")
    ]
    secret: Annotated[
        str | None, Asked(N_("Signing secret (签名校验), if the robot has one."), secret=True)
    ] = None
    keyword: Annotated[str | None, Asked(N_("Keyword, if the robot asks for one."))] = None

    @field_validator("webhook", mode="before")
    @classmethod
    def _key(cls, pasted: Any) -> str:
        return cls.region.webhook.read(pasted)

    _secret = field_validator("secret", mode="before")(robot_words.signing_secret)
    _keyword = field_validator("keyword", mode="before")(robot_words.keyword)


def open_robot(region: Region, config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config of a region."""
    key, secret = str(config["webhook"]), str(config.get("secret") or "")
    word = str(config.get("keyword") or "")
    url = f"{ORIGINS[region.kind]}{_HOOK}{key}"

    def write(message: Message, now: datetime) -> Sequence[Post]:
        envelope = {"msg_type": "interactive", **_signed(now, secret)}
        return parts(
            message,
            lambda *part: json_post(url, envelope | {"card": card(message, word, *part)}),
            lambda post: len(post.body) <= BODY_BYTES,
        )

    return VendorNotifier(VENDOR, write, outgoing, [key, secret])


def open_feishu(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    return open_robot(FEISHU, config, outgoing)


def card(message: Message, word: str, lines: Sequence[str], mark: str) -> dict[str, Any]:
    """The subject as header, the lines as Markdown, our link as a button, who writes in small letters."""
    body, footer = halves(lines)
    buttons = [line for line in body if message.link and line.endswith(message.link)]
    text = MARKDOWN.write([line for line in body if line not in buttons], message.addresses).strip()
    return {
        "config": {"wide_screen_mode": True},
        "header": {
            "template": "blue",
            "title": _plain(safe(robot_words.heading(message, word)) + mark),
        },
        "elements": [
            *([{"tag": "markdown", "content": text}] if text else []),
            *(_button(line, message.link) for line in buttons if message.link),
            *_note(footer, message.addresses),
        ],
    }


def _button(line: str, link: str) -> dict[str, Any]:
    button = {"tag": "button", "type": "primary", "text": _plain(label(line, link)), "url": link}
    return {"tag": "action", "actions": [button]}


def _note(footer: Sequence[str], ours: Sequence[str]) -> list[dict[str, Any]]:
    if not footer:
        return []
    said = "\n".join(linked(line, ours) for line in footer)
    return [{"tag": "hr"}, {"tag": "note", "elements": [_plain(said)]}]


def _plain(text: str) -> dict[str, str]:
    return {"tag": "plain_text", "content": text}


def _signed(now: datetime, secret: str) -> dict[str, str]:
    if not secret:
        return {}
    timestamp, sign = signatures.feishu(now, secret)
    return {"timestamp": timestamp, "sign": sign}


KIND = Kind(
    "feishu",
    N_("Feishu group robot (飞书)"),
    FeishuForm,
    lambda config: f"Feishu {masked(str(config['webhook']))}",
    open_feishu,
    Budget(per_minute=PER_MINUTE),
    "minimal",
)
