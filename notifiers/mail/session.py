"""One SMTP connection, and how far a mail got on it. Every wait ends at the deadline it was given."""

import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from io import BufferedReader, RawIOBase
from socket import socket
from time import monotonic
from typing import Any

from notifiers.mail.connecting import connect
from notifiers.networks import Networks

_LONGEST_REPLY = 65536


@dataclass(frozen=True, slots=True)
class Account:
    """A mail server and who sends there: mails with equal ones may share a connection.

    ``security``: ``ssl``, ``starttls`` or ``none``. ``name``: what we call ourselves when we greet, the
    sender's domain: asking the machine for its own name can take seconds and tells where it runs.
    """

    host: str
    port: int
    security: str
    name: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


class Declined(Exception):
    """The server answered no. ``at``: greeting, starttls, login, mail, rcpt, data or content.

    ``code`` is 0 where it does not offer what was asked for, and -1 where it speaks no SMTP.
    """

    def __init__(self, at: str, code: int, words: bytes = b"") -> None:
        super().__init__(at, code)
        self.at, self.code, self.words = at, code, words


class Session(smtplib.SMTP):
    """An open connection, logged in. For one thread at a time."""

    def __init__(self, account: Account) -> None:
        super().__init__(local_hostname=account.name)
        self._account = account
        self._deadline = 0.0
        self._unread = 0
        self.in_doubt = False
        """Whether something of the mail itself was sent and not answered: it may have arrived."""

    def hand_over(self, sender: str, recipient: str, mail: bytes, answer_by: float, deadline: float) -> None:
        """Give the server one mail. ``answer_by``: when its first answer has to be there.

        Raises Declined, or what the connection raises; afterwards the session is of no use.
        """
        self._deadline = answer_by
        size = [f"SIZE={len(mail)}"] if self.has_extn("size") else []  # a mail too big is refused unsent
        self._expect("mail", 250, self.mail(sender, size))
        self._deadline = deadline
        self._expect("rcpt", 250, self.rcpt(recipient))
        self._expect("data", 354, self.docmd("DATA"))
        self.in_doubt = True
        self.send(_dots_doubled(mail) + b".\r\n")
        reply = self.getreply()
        self.in_doubt = False
        self._expect("content", 250, reply)

    def begin(self, networks: Networks, deadline: float) -> None:
        """Connect, encrypt, log in. Raises Declined, or what the connection raises."""
        account, self._deadline = self._account, deadline
        self._host = account.host
        self.sock = connect(account.host, account.port, deadline, networks)
        if account.security == "ssl":
            self.sock = self._encrypted(self.sock)
        self._expect("greeting", 220, self.getreply())
        self._greet()
        if account.security == "starttls":
            self._start_tls()
            self._greet()
        if account.password:
            self._log_in(account.user, account.password)

    def end(self) -> None:
        """Say goodbye where that is not taken for a part of the mail, wait for no answer, close."""
        if self.sock is not None and not self.in_doubt:
            with suppress(OSError):
                self.sock.settimeout(0)
                self.sock.send(b"QUIT\r\n")
        self.close()

    def _greet(self) -> None:
        if not 200 <= self.ehlo()[0] <= 299:
            self._expect("greeting", 250, self.helo())

    def _start_tls(self) -> None:
        if not self.has_extn("starttls"):
            raise Declined("starttls", 0)
        self._expect("starttls", 220, self.docmd("STARTTLS"))
        self.sock = self._encrypted(self.sock)
        self.file = None  # what came before TLS is not to be trusted (RFC 3207, 6)

    def _encrypted(self, plain: Any) -> socket:
        _wait_at_most(plain, self._deadline)
        return tls_context().wrap_socket(plain, server_hostname=self._account.host)

    def _log_in(self, user: str, password: str) -> None:
        # smtplib tries every method with the same password: a second refusal may cost the connection or lock
        # the account, and it knows ASCII passwords only.
        offered = self.esmtp_features.get("auth", "").upper().replace("=", " ").split()
        if "PLAIN" in offered:
            both = _base64(f"\0{user}\0{password}")
            self._expect("login", 235, self.docmd("AUTH", f"PLAIN {both}"))
        elif "LOGIN" in offered:
            self._expect("login", 334, self.docmd("AUTH", "LOGIN"))
            self._expect("login", 334, self.docmd(_base64(user)))
            self._expect("login", 235, self.docmd(_base64(password)))
        else:
            raise Declined("login", 0)

    def _expect(self, at: str, code: int, reply: tuple[int, bytes]) -> None:
        if reply[0] // 10 != code // 10:  # 250 and 251 both take the recipient (RFC 5321, 4.2.3)
            raise Declined(at, *reply)

    def send(self, s: Any) -> None:
        """As in smtplib, but all of it within the deadline."""
        left = memoryview(s.encode(self.command_encoding) if isinstance(s, str) else s)
        while left:
            left = left[self._connected().send(left) :]

    def getreply(self) -> tuple[int, bytes]:
        """As in smtplib, but within the deadline, and with an end."""
        self._unread = _LONGEST_REPLY
        if self.file is None:
            self.file = BufferedReader(_Answers(self))
        return super().getreply()

    def read_into(self, buffer: memoryview) -> int:
        """What the server says next; for ``_Answers``."""
        if self._unread <= 0:
            raise ConnectionError("the reply has no end")
        count = self._connected().recv_into(buffer)
        self._unread -= count
        return count

    def _connected(self) -> socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        _wait_at_most(self.sock, self._deadline)
        return self.sock


class _Answers(RawIOBase):
    """The read side of a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._session.read_into(buffer)


def _wait_at_most(connection: socket, deadline: float) -> None:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError("the time is up")
    connection.settimeout(left)


def _dots_doubled(mail: bytes) -> bytes:
    """RFC 5321, 4.5.2."""
    doubled = mail.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


@cache
def tls_context() -> ssl.SSLContext:
    """Kept: reading the system's certificates costs more than sending a mail."""
    return ssl.create_default_context()
