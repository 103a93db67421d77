"""One MQTT message, published with an acknowledgement over a guarded connection.

MQTT 5, because only there a broker says that it refuses a message, and why: before, it acknowledges those it
throws away too. https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from config.i18n import N_
from notifiers.deadline import Deadline
from notifiers.failures import failure
from notifiers.guard import Connection, connect, secured
from notifiers.outcome import Outcome, Refused, Sent
from notifiers.outgoing import Outgoing
from notifiers.redaction import redacted
from notifiers.vendors.codes import FINAL, find

NOT_SPOKEN = Refused(True, "protocol", N_("the server does not speak MQTT 5: use a newer broker"))
NOBODY = Refused(False, "16", N_("the broker took the message, but nobody listens to the topic"))

_CUT = ConnectionResetError()
_NO_SUBSCRIBERS = 0x10
_OLD_BROKER = (0x01, 0x84)


@dataclass(frozen=True, slots=True)
class Broker:
    """Where messages go. ``user`` and ``password`` may be empty."""

    host: str
    port: int
    secure: bool
    user: str
    password: str


def publish(broker: Broker, topic: str, text: str, outgoing: Outgoing) -> Outcome:
    """Publish ``text`` once and wait for what the broker says."""
    client = _Client(broker, outgoing)
    try:
        return client.carry(topic, text)
    except OSError as error:
        return failure(error)
    finally:
        with suppress(OSError):
            client.disconnect()


class _Client(Client):
    """paho's client on our connection, driven by the sending thread: no thread and no loop of its own."""

    def __init__(self, broker: Broker, outgoing: Outgoing) -> None:
        super().__init__(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        self._broker, self._networks = broker, outgoing.networks
        self._deadline = Deadline.after(outgoing.time_limit)
        self._said: ReasonCode | None = None
        self.on_connect = self._hear
        self.on_publish = self._hear
        if broker.user:
            self.username_pw_set(broker.user, broker.password or None)

    def carry(self, topic: str, text: str) -> Outcome:
        """Connect, publish, and read both answers."""
        self.connect(self._broker.host, self._broker.port, keepalive=0)
        said = self._answer()
        if said.is_failure:
            return self._refused(said)
        super().publish(topic, text.encode(), qos=1)
        said = self._answer()
        if said.is_failure:
            return self._refused(said)
        return NOBODY if said.value == _NO_SUBSCRIBERS else Sent()

    def _create_socket(self) -> Connection:
        """paho's own would connect to any address."""
        broker = self._broker
        connection = connect(broker.host, broker.port, self._deadline, self._networks)
        return secured(connection, broker.host) if broker.secure else connection  # type: ignore[return-value]

    def _hear(self, *said: Any) -> None:
        self._said = said[3]

    def _answer(self) -> ReasonCode:
        """What the broker says next; raises OSError if it says nothing."""
        self._said = None
        while self._said is None:
            self._deadline.left()
            if self.loop_read():
                self._deadline.left()
                if self._said is None:
                    raise _CUT
        return self._said

    def _refused(self, said: ReasonCode) -> Refused:
        if said.value in _OLD_BROKER:
            return NOT_SPOKEN
        code = find("mqtt", str(said.value))
        final = code is None or code.meaning in FINAL
        gone = code is not None and code.meaning == "gone"
        words = redacted(str(said), (self._broker.user, self._broker.password))
        return Refused(final, str(said.value), words, code.wait if code else None, gone=gone)
