"""Gotify: an application's token on a server of one's own, over Apprise's plugin. No limit is known.
https://gotify.net/api-docs
"""

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
from notifiers.pasted import is_address, no_key, one_value
from notifiers.vendors.own_server import OwnServer
from notifiers.vendors.parts import fitted
from notifiers.vendors.splitting import size

LONGEST = 32 * 1000  # bytes: ours, so that a phone can show it

_TOKEN = re.compile(r"[A-Za-z0-9._-]{8,100}", re.ASCII)


class GotifyForm(OwnServer):
    """The server's address and a token."""

    kind: ClassVar[str] = "gotify"
    token: Annotated[str, Asked(N_("Token of an application, not of a client."), secret=True, example="A...")]

    @model_validator(mode="before")
    @classmethod
    def _message_address(cls, typed: Any) -> Any:
        # The address of its interface, as pages about Gotify show it: https://host/message?token=...
        host = one_value(typed.get("host", ""), "host")
        if not is_address(host) or "?" not in host:
            return typed
        address, _, query = host.partition("?")
        token = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair).get("token")
        given = {"token": token} if token else {}
        return {**given, **typed, "host": address.removesuffix("/").removesuffix("/message")}

    @field_validator("token")
    @classmethod
    def _token(cls, token: str) -> str:
        if not _TOKEN.fullmatch(token := one_value(token, "token")):
            raise no_key("token", "Gotify", "token", "AbCdEf.GhIjKlM")
        return token


def open_gotify(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    from notifiers.apprise_notifier import AppriseNotifier

    secure = config["security"] == "tls"
    target = {
        "schema": "gotifys" if secure else "gotify",
        "secure": secure,
        "host": config["host"],
        "port": config.get("port"),
        "fullpath": f"{config['path']}/",
        "token": config["token"],
    }
    return AppriseNotifier(target, outgoing, [str(config["token"])], fit=fit, taken=taken)


def fit(message: Message) -> Message:
    """The message within our limit."""
    return fitted(message, lambda text: size(text) <= LONGEST)


def taken(body: Any) -> bool:
    """Gotify's answer for a message it took: the message itself."""
    return isinstance(body, Mapping) and "id" in body and "appid" in body


def describe(config: Config) -> str:
    """``Gotify (nas.example.org)``."""
    return f"Gotify ({config['host']})"


KIND = Kind("gotify", N_("Gotify"), GotifyForm, describe, open_gotify)
