"""A real SMTP server with a journal of its own: what really left the worker, whatever the worker believes."""

import asyncio
import socket
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import parsedate_to_datetime

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from worker.clock import SystemClock, monotonic

_ANCHOR = SystemClock().now() - timedelta(seconds=monotonic())
CUT = "cut"
"""Instead of a reply: the mail is kept, the connection breaks before 250."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it came in; ``written_at`` is its Date, by the worker's clock, ``came_at`` by a clock that
    nobody sets."""

    message_id: str
    recipient: str
    text: str
    written_at: datetime
    came_at: datetime


def read_whole(envelope: Envelope) -> Mail:
    """A mail with its text."""
    message = message_from_bytes(_content(envelope), _class=EmailMessage, policy=default)
    body = message.get_body(("plain",))
    return _mail(envelope, message, body.get_content() if body else "")


def read_head(envelope: Envelope) -> Mail:
    """Without its text, where mails are many: taking one apart costs more than writing and sending it."""
    return _mail(envelope, BytesHeaderParser().parsebytes(_content(envelope)), "")


def _content(envelope: Envelope) -> bytes:
    return envelope.content if isinstance(envelope.content, bytes) else b""


def _mail(envelope: Envelope, message: Message, text: str) -> Mail:
    return Mail(
        str(message["Message-ID"]),
        envelope.rcpt_tos[0],
        text,
        parsedate_to_datetime(str(message["Date"])),
        _ANCHOR + timedelta(seconds=monotonic()),
    )


@dataclass
class Sink:
    """The journal, and what is answered: by script in order, then ``250 OK``."""

    mails: list[Mail] = field(default_factory=list)
    replies: deque[str] = field(default_factory=deque)
    open: threading.Event = field(default_factory=threading.Event)
    """While it is not set, mails are taken but not answered."""
    refused: list[Mail] = field(default_factory=list)
    read: Callable[[Envelope], Mail] = read_whole
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd for each mail."""
        mail = self.read(envelope)
        with self._lock:
            reply = self.replies.popleft() if self.replies else "250 OK"
            (self.mails if reply == CUT or reply.startswith("2") else self.refused).append(mail)
        while not self.open.is_set():
            await asyncio.sleep(0.005)
        if reply == CUT:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return reply

    @property
    def copies(self) -> dict[str, int]:
        """How often each Message-ID came in."""
        return dict(Counter(mail.message_id for mail in self.mails))

    @property
    def extra(self) -> int:
        """Mails beyond one for each Message-ID."""
        return len(self.mails) - len(self.copies)


@contextmanager
def mail_sink() -> Iterator[tuple[Sink, int]]:
    """A sink and its port while the block lasts."""
    sink = Sink()
    sink.open.set()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield sink, controller.port
    finally:
        sink.open.set()
        controller.stop()


def free_port() -> int:
    """One that nobody listens on at the moment."""
    # aiosmtpd greets itself at the port it was given, so "any port" (0) has to be chosen beforehand.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
