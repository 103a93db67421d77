"""Matrix: an access token and a room, over Apprise's plugin; unencrypted, so the room's server can read it.

An event holds 65,536 bytes. A copy of a message carries the same transaction ID, so the server drops it.
https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import field_validator

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.channels import Config, Kind
from notifiers.form import Asked
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing
from notifiers.pasted import no_key, one_value
from notifiers.vendors.own_server import Server
from notifiers.vendors.parts import fitted
from notifiers.vendors.splitting import size
from scheduler.budgets import Budget

LONGEST = 32 * 1000  # bytes of text; line ends and quotes double, the event has fields of its own

_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{8,500}", re.ASCII)
_ROOM = re.compile(
    r"![A-Za-z0-9._~+/=-]{1,200}(:[A-Za-z0-9.:-]{1,200})?|#[^\s:,;/]{1,100}:[A-Za-z0-9.:-]{1,200}"
)


class MatrixForm(Server):
    """The home server, an access token of the account that writes, and a room it is in."""

    kind: ClassVar[str] = "matrix"
    token: Annotated[
        str, Asked(N_("Access token of the account that writes."), secret=True, example="syt_...")
    ]
    room: Annotated[str, Asked(N_("Room ID or alias."), example="!AbCd:example.org")]

    @field_validator("token")
    @classmethod
    def _token(cls, token: str) -> str:
        if not _TOKEN.fullmatch(token := one_value(token, "token")):
            raise no_key("token", "Matrix", "token", "syt_AbCd…")
        return token

    @field_validator("room")
    @classmethod
    def _room(cls, room: str) -> str:
        if not _ROOM.fullmatch(room := one_value(room, "room")):
            hint = N_("{room} is no room: it looks like !AbCd:example.org or #name:example.org.")
            raise ChannelError(hint, "room", room=repr(room))
        return room


def open_matrix(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    from notifiers.apprise_notifier import AppriseNotifier

    secure = config["security"] == "tls"
    target = {
        "schema": "matrixs" if secure else "matrix",
        "secure": secure,
        "host": config["host"],
        "port": config.get("port"),
        "password": config["token"],
        "targets": [config["room"]],
        "version": "3",
        "discovery": False,
        "hsreq": False,
        "e2ee": False,  # it would give the account new keys with every message
    }
    secrets = [str(config["token"]), str(config["room"])]
    return AppriseNotifier(target, outgoing, secrets, fit=fit, taken=taken)


def fit(message: Message) -> Message:
    """The message within an event."""
    return fitted(message, lambda text: size(text) <= LONGEST)


def taken(body: Any) -> bool:
    """Matrix's answer for a message it took."""
    return isinstance(body, Mapping) and isinstance(body.get("event_id"), str)


def describe(config: Config) -> str:
    """``Matrix !AbC… (matrix.example.org)``."""
    return f"Matrix {str(config['room'])[:4]}… ({config['host']})"


KIND = Kind("matrix", N_("Matrix"), MatrixForm, describe, open_matrix, Budget(per_minute=12), "minimal")
