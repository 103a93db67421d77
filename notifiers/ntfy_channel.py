"""ntfy: a topic on ntfy.sh or on a server of one's own, over Apprise's plugin.

A message holds 4,096 bytes; a longer one becomes a file that phones do not show. Apprise too makes a file of
it as soon as its JSON, with six characters for a Chinese one, is longer than 8,000.
https://docs.ntfy.sh/publish/#limitations
"""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import field_validator, model_validator

from config.i18n import N_
from notifiers.channels import Config, Kind
from notifiers.form import Asked
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import is_address, masked, no_key, one_value, segments, web_address
from notifiers.vendors.own_server import Server, server_of
from notifiers.vendors.parts import fitted
from notifiers.vendors.splitting import size
from scheduler.budgets import Budget

USUAL = "ntfy.sh"
LONGEST = 4096
ESCAPED = 7500  # of 8,000; the rest is for the topic and the names of the fields

_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{4,200}", re.ASCII)


class NtfyForm(Server):
    """A topic (its address does as well), and a token where the server wants one."""

    kind: ClassVar[str] = "ntfy"
    topic: Annotated[
        str,
        Asked(N_("Topic, or its address; whoever knows it can read."), secret=True, example="my-topic-x7"),
    ]
    host: Annotated[str, Asked(N_("Your own ntfy server; ntfy.sh unless given."), host=True)] = USUAL
    token: Annotated[str | None, Asked(N_("Access token, if the topic is protected."), secret=True)] = None

    @model_validator(mode="before")
    @classmethod
    def _from_address(cls, typed: Any) -> Any:
        topic = one_value(typed.get("topic", ""), "topic")
        if not is_address(topic):
            return typed
        parts = web_address(topic, "topic")
        path = segments(parts.path)
        return {**server_of(parts, ""), **typed, "topic": path[0] if len(path) == 1 else ""}

    @field_validator("topic")
    @classmethod
    def _topic(cls, topic: str) -> str:
        if not _TOPIC.fullmatch(topic := one_value(topic, "topic")):
            raise no_key("topic", "ntfy", "topic", "https://ntfy.sh/my-topic")
        return topic

    @field_validator("token")
    @classmethod
    def _token(cls, token: str) -> str:
        if not _TOKEN.fullmatch(token := one_value(token, "token")):
            raise no_key("token", "ntfy", "token", "tk_AbCd…")
        return token


def open_ntfy(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    from notifiers.apprise_notifier import AppriseNotifier

    secure = config["security"] == "tls"
    target: dict[str, Any] = {
        "schema": "ntfys" if secure else "ntfy",
        "secure": secure,
        "mode": "private",
        "host": config["host"],
        "port": config.get("port"),
        "targets": [config["topic"]],
        "include_image": False,
    }
    if token := config.get("token"):
        target |= {"auth": "token", "token": token}
    return AppriseNotifier(target, outgoing, [str(config["topic"]), str(token or "")], fit=fit, taken=taken)


def fit(message: Message) -> Message:
    """The message as one that ntfy shows."""
    title = len(json.dumps(message.subject))
    return fitted(message, lambda text: size(text) <= LONGEST and len(json.dumps(text)) + title <= ESCAPED)


def taken(body: Any) -> bool:
    """ntfy's answer for a message it took: the message itself."""
    return isinstance(body, Mapping) and body.get("event") == "message" and "id" in body


def describe(config: Config) -> str:
    """``ntfy …ic-x7 (ntfy.sh)``."""
    return f"ntfy {masked(str(config['topic']))} ({config['host']})"


# ntfy.sh: 250 messages a day, one every five seconds after the first sixty.
KIND = Kind("ntfy", N_("ntfy"), NtfyForm, describe, open_ntfy, Budget(12, 250), "minimal")
