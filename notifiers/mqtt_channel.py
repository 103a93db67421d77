"""MQTT: a topic of a broker, for home automation and displays. Not over Apprise: its plugin publishes without
waiting for an answer and beyond the guard (Apprise 2.2)."""

from collections.abc import Callable
from typing import Annotated, ClassVar, Self

from pydantic import field_validator, model_validator

from config.i18n import N_
from notifiers.channel_error import ChannelError
from notifiers.channels import Config, Kind
from notifiers.form import Asked
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome
from notifiers.outgoing import Outgoing
from notifiers.vendors.own_server import Server
from notifiers.vendors.parts import fitted
from notifiers.vendors.splitting import size

LONGEST = 32 * 1000  # bytes: ours, brokers take more
PORTS = {"tls": 8883, "none": 1883}


class MqttForm(Server):
    """The broker, a topic, and a name and password if it wants them."""

    kind: ClassVar[str] = "mqtt"
    topic: Annotated[str, Asked(N_("Topic to publish to."), example="home/xiaohu")]
    user: Annotated[str | None, Asked(N_("User name at the broker."))] = None
    password: Annotated[str | None, Asked(N_("Password at the broker."), secret=True)] = None

    @field_validator("topic")
    @classmethod
    def _topic(cls, topic: str) -> str:
        if not topic.strip() or any(c in topic for c in "+#") or topic.startswith("$") or size(topic) > 1000:
            hint = N_("{topic} is no topic to publish to: it looks like home/xiaohu, without + and #.")
            raise ChannelError(hint, "topic", topic=repr(topic))
        return topic

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.password and not self.user:
            raise ChannelError(N_("A password needs a user: give both or neither."), "user")
        return self


class MqttNotifier:
    """One topic."""

    def __init__(self, send: Callable[[Message], Outcome]) -> None:
        self.send = send

    def close(self) -> None:
        """Nothing is held open between messages."""


def open_mqtt(config: Config, outgoing: Outgoing) -> Notifier:
    """The sender for a stored config."""
    from notifiers.mqtt_sender import Broker, publish

    security = str(config["security"])
    broker = Broker(
        host=str(config["host"]),
        port=int(config.get("port") or PORTS[security]),
        secure=security == "tls",
        user=str(config.get("user", "")),
        password=str(config.get("password", "")),
    )
    return MqttNotifier(lambda message: publish(broker, str(config["topic"]), text_of(message), outgoing))


def text_of(message: Message) -> str:
    """What subscribers get: the subject as the first line, then the text."""
    room = LONGEST - size(message.subject) - 2
    return f"{message.subject}\n\n{fitted(message, lambda text: size(text) <= room).text}"


def describe(config: Config) -> str:
    """``MQTT home/xiaohu (broker.example.org)``."""
    return f"MQTT {config['topic']} ({config['host']})"


KIND = Kind("mqtt", N_("MQTT"), MqttForm, describe, open_mqtt, detail="minimal")
