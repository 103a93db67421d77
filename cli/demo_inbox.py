"""A mail server on this machine that keeps what it is given: the demonstration's letter box."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from worker.clock import Clock


@dataclass(frozen=True, slots=True)
class Mail:
    """One delivered mail, with the (simulated) instant it came in."""

    arrived_at: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain text part."""
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""


class Inbox:
    """Keeps every mail in order of arrival."""

    def __init__(self, clock: Clock) -> None:
        self.mails: list[Mail] = []
        self._clock = clock
        self._lock = threading.Lock()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd for each mail."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message = message_from_bytes(content, _class=EmailMessage, policy=default)
        with self._lock:
            self.mails.append(Mail(self._clock.now(), message))
        return "250 OK"


@contextmanager
def mail_server(clock: Clock) -> Iterator[tuple[Inbox, int]]:
    """A real SMTP server on a free loopback port while the block lasts: the inbox and the port."""
    inbox = Inbox(clock)
    controller = Controller(inbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    # aiosmtpd greets itself at the port it was given, so "any port" (0) has to be chosen beforehand.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
