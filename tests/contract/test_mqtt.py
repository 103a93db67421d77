"""MQTT against a real Mosquitto on loopback, read back by a subscriber; skipped where it is not installed."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from notifiers.channels import open_notifier, read_config
from notifiers.message import Message, message_id
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from tests.contract.servers import certificate
from tests.unit.notifiers.samples import CONFIRM_THEN_VERIFY, VERIFY, due

MOSQUITTO = shutil.which("mosquitto", path="/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin")
USER, PASSWORD = "wang", "open-sesame-4711"
MESSAGE = render_due(due(VERIFY, CONFIRM_THEN_VERIFY), message_id("batch-1", 1, "example.org"))

needs_mosquitto = pytest.mark.skipif(
    MOSQUITTO is None, reason="NOT PROVED HERE: mosquitto is not installed (Debian package mosquitto)"
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Broker:
    """A running broker. ``heard``: what a subscriber to home/# got."""

    port: int
    folder: Path
    heard: list[MQTTMessage] = field(default_factory=list)

    def send(self, message: Message = MESSAGE, time_limit: float = 5.0, **typed: Any) -> Outcome:
        usual: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "topic": "home/xiaohu",
        }
        outgoing = Outgoing(Networks(read_networks("127.0.0.0/8")), time_limit)
        config = read_config("mqtt", usual | {"user": USER, "password": PASSWORD} | typed)
        return open_notifier("mqtt", config, outgoing).send(message)

    @contextmanager
    def subscriber(self) -> Iterator[None]:
        ready, client = (
            threading.Event(),
            Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5),
        )
        client.username_pw_set(USER, PASSWORD)
        client.on_message = lambda _, __, message: self.heard.append(message)
        client.on_subscribe = lambda *_: ready.set()
        client.connect("127.0.0.1", self.port)
        client.subscribe("home/#", qos=1)
        client.loop_start()
        try:
            assert ready.wait(5)
            yield
            wait_for(lambda: bool(self.heard))
        finally:
            client.disconnect()
            client.loop_stop()


def wait_for(ready: Callable[[], bool]) -> None:
    end = monotonic() + 5
    while not ready() and monotonic() < end:
        sleep(0.01)


@contextmanager
def running(folder: Path, *more: str) -> Iterator[Broker]:
    assert MOSQUITTO is not None
    port = free_port()
    passwords, rules, settings = folder / "passwords", folder / "rules", folder / "settings"
    tool = shutil.which("mosquitto_passwd") or "mosquitto_passwd"
    subprocess.run([tool, "-b", "-c", str(passwords), USER, PASSWORD], check=True, capture_output=True)
    rules.write_text(f"user {USER}\ntopic readwrite home/#\n")
    for each in (passwords, rules):
        each.chmod(0o644)
    lines = (f"listener {port} 127.0.0.1", "allow_anonymous false", f"password_file {passwords}")
    settings.write_text("\n".join([*lines, f"acl_file {rules}", *more]) + "\n")
    folder.chmod(0o755)
    process = subprocess.Popen(
        [MOSQUITTO, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: _listens(port))
        yield Broker(port, folder)
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with running(tmp_path, "user root") as started:
        yield started


@needs_mosquitto
def test_a_message_is_read_back_by_a_subscriber(broker: Broker) -> None:
    with broker.subscriber():
        assert isinstance(broker.send(), Sent)
    [message] = broker.heard
    text = message.payload.decode()
    assert message.topic == "home/xiaohu"
    assert not message.retain
    assert text.startswith(MESSAGE.subject + "\n\n")
    assert VERIFY.platform in text
    assert "骗子" in text


@needs_mosquitto
def test_a_message_nobody_gets_is_not_sent(broker: Broker) -> None:
    outcome = broker.send()
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (False, "16")


@needs_mosquitto
@pytest.mark.parametrize("typed", [{"password": PASSWORD + "x"}, {"topic": "office/xiaohu"}])
def test_a_wrong_password_or_topic_is_refused_for_good(broker: Broker, typed: dict[str, Any]) -> None:
    outcome = broker.send(**typed)
    assert outcome == Refused(True, "135", "Not authorized", gone=True)


@needs_mosquitto
def test_tls_with_a_certificate_nobody_vouches_for_is_not_used(tmp_path: Path) -> None:
    pem, port = certificate(tmp_path), free_port()
    pem.chmod(0o644)
    tls = (f"listener {port} 127.0.0.1", f"certfile {pem}", f"keyfile {pem}", "user root")
    with running(tmp_path, *tls) as broker:
        wait_for(lambda: _listens(port))
        outcome = broker.send(port=port, security="tls")
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "certificate"


@needs_mosquitto
def test_a_long_text_is_cut_by_bytes(broker: Broker) -> None:
    long = Message("题", "很长的一行\n" * 30_000, "<a@b>", "due", MESSAGE.written_at)
    with broker.subscriber():
        assert isinstance(broker.send(long), Sent)
    assert 20_000 < len(broker.heard[0].payload) <= 32_000


def test_a_broker_that_says_nothing_is_left_in_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        outcome = Broker(silent.getsockname()[1], tmp_path).send(time_limit=0.3)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "timeout"


def test_a_port_without_a_broker_is_unreachable(tmp_path: Path) -> None:
    outcome = Broker(free_port(), tmp_path).send()
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "connection_refused"


def test_a_closed_network_is_not_even_knocked_at(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        config = {"host": "127.0.0.1", "port": listener.getsockname()[1], "security": "none", "topic": "x"}
        outcome = open_notifier("mqtt", read_config("mqtt", config), Outgoing()).send(MESSAGE)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "address")


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x20\x02\x00\x01", b"\xff" * 64]
)
def test_what_is_no_broker_of_ours_is_not_sent(tmp_path: Path, answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        outcome = Broker(listener.getsockname()[1], tmp_path).send(time_limit=2)
        thread.join()
    assert not isinstance(outcome, Sent)
