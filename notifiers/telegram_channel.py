"""Telegram: a bot's token and the chat it writes to, over Apprise's plugin.

A message holds 4,096 characters as Telegram counts them (UTF-16 units, after its HTML is read); Apprise adds
the subject as the first line and escapes the text. https://core.telegram.org/bots/api#sendmessage
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs

from pydantic import field_validator, model_validator

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.channels import Config, Kind
from notifiers.form import Asked, Form
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import is_address, no_key, one_value, segments, web_address
from notifiers.vendors.parts import fitted
from scheduler.budgets import Budget

LONGEST = 4096
_BETWEEN = 2  # what Apprise puts between subject and text

_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,100}", re.ASCII)
_CHAT = re.compile(r"-?\d{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31}", re.ASCII)


class TelegramForm(Form):
    """A bot's token (its address for calls does as well) and a chat."""

    token: Annotated[
        str, Asked(N_("Token of the bot, from @BotFather."), secret=True, example="123456:ABC...")
    ]
    chat: Annotated[str, Asked(N_("Number of the chat, or @name of a channel."), example="-1001234567890")]

    @model_validator(mode="before")
    @classmethod
    def _from_address(cls, typed: Any) -> Any:
        token = one_value(typed.get("token", ""), "token")
        if not is_address(token):
            return typed
        parts = web_address(token, "token")
        named = next((part for part in segments(parts.path) if part.startswith("bot")), "")
        chat = parse_qs(parts.query).get("chat_id")
        return {**({"chat": chat[0]} if chat else {}), **typed, "token": named.removeprefix("bot")}

    @field_validator("token")
    @classmethod
    def _token(cls, token: str) -> str:
        if not _TOKEN.fullmatch(token := one_value(token, "token")):
            raise no_key("token", "Telegram", "token", "123456:AbCd…")
        return token

    @field_validator("chat", mode="before")
    @classmethod
    def _chat(cls, chat: Any) -> str:
        if not _CHAT.fullmatch(name := one_value(chat, "chat")):
            hint = N_("{chat} is no chat: it is a number such as -1001234567890, or @name of a channel.")
            raise ChannelError(hint, "chat", chat=repr(name))
        return name


def open_telegram(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    from notifiers.apprise_notifier import AppriseNotifier

    token, chat = str(config["token"]), str(config["chat"])
    target = {"schema": "tgram", "bot_token": token, "targets": [chat], "detect_owner": False}
    return AppriseNotifier(target, outgoing, [token, chat], fit=fit, taken=taken)


def fit(message: Message) -> Message:
    """The message within Telegram's length."""
    room = LONGEST - _BETWEEN - _units(message.subject)
    return fitted(message, lambda text: _units(text) <= room)


def taken(body: Any) -> bool:
    """Telegram's answer for a message it took."""
    return isinstance(body, Mapping) and body.get("ok") is True and "result" in body


def describe(config: Config) -> str:
    """``Telegram …7890``: the end of the chat's number or name."""
    return f"Telegram …{str(config['chat'])[-4:]}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# 20 a minute into one group, https://core.telegram.org/bots/faq#broadcasting-to-users
KIND = Kind(
    "telegram", N_("Telegram"), TelegramForm, describe, open_telegram, Budget(per_minute=20), "minimal"
)
