"""One SMTP connection, and how far a mail got on it. The guard's socket ends every wait at the deadline."""

import smtplib
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field

from notifiers.deadline import Deadline
from notifiers.guard import Connection, Exchange, SecureConnection, connect, secured
from notifiers.networks import Networks


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


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail on its way: who hands it to whom, and its bytes with CRLF at every line's end."""

    sender: str
    recipient: str
    content: bytes


class Declined(Exception):
    """The server answered no. ``at``: greeting, starttls, login, mail, rcpt, data or content.

    ``code`` is 0 where it does not offer what was asked for, and -1 where it speaks no SMTP.
    """

    def __init__(self, at: str, code: int, words: bytes = b"") -> None:
        super().__init__(at, code)
        self.at, self.code, self.words = at, code, words


class Session(smtplib.SMTP):
    """An open connection, logged in. For one thread at a time."""

    sock: Connection | SecureConnection | None

    def __init__(self, account: Account) -> None:
        super().__init__(local_hostname=account.name)
        self._account = account
        self.in_doubt = False
        """Whether something of the mail itself was sent and not answered: it may have arrived."""

    def begin(self, networks: Networks, deadline: Deadline) -> None:
        """Connect, encrypt, log in. Raises Declined, or what the connection raises."""
        account = self._account
        connected = connect(account.host, account.port, deadline, networks)
        self.sock = connected
        if account.security == "ssl":
            self.sock = secured(connected, account.host)
        self._expect("greeting", 2, self.getreply())
        self._greet()
        if account.security == "starttls":
            self._start_tls(connected)
            self._greet()
        if account.password:
            self._log_in(account.user, account.password)

    def hand_over(self, mail: Mail, answer_by: Deadline, deadline: Deadline) -> bytes:
        """Give the server one mail; returns its words. ``answer_by``: when its first answer has to be there.

        Raises Declined, or what the connection raises; afterwards the session is of no use.
        """
        self._until(answer_by)
        size = [f"SIZE={len(mail.content)}"] if self.has_extn("size") else []  # too big is refused unsent
        self._expect("mail", 2, self.mail(mail.sender, size))
        self._until(deadline)
        self._expect("rcpt", 2, self.rcpt(mail.recipient))
        self._expect("data", 3, self.docmd("DATA"))
        self.in_doubt = True
        self.send(_dots_doubled(mail.content) + b".\r\n")
        reply = self.getreply()
        self.in_doubt = False
        self._expect("content", 2, reply)
        return reply[1]

    def end(self) -> None:
        """Say goodbye, wait for no answer, close."""
        if self.sock is not None:
            with suppress(OSError):
                self._until(Deadline.after(0.05))
                self.sock.send(b"QUIT\r\n")
        self.close()

    def _greet(self) -> None:
        if not 200 <= self.ehlo()[0] <= 299:
            self._expect("greeting", 2, self.helo())

    def _start_tls(self, connected: Connection) -> None:
        if not self.has_extn("starttls"):
            raise Declined("starttls", 0)
        self._expect("starttls", 2, self.docmd("STARTTLS"))
        self.sock = secured(connected, self._account.host)
        self.file = None  # what came before TLS is not to be trusted (RFC 3207, 6)

    def _log_in(self, user: str, password: str) -> None:
        # smtplib tries every method with the same password: a second refusal may cost the connection or lock
        # the account, and it knows ASCII passwords only.
        offered = self.esmtp_features.get("auth", "").upper().replace("=", " ").split()
        if "PLAIN" in offered:
            both = _base64(f"\0{user}\0{password}")
            self._expect("login", 2, self.docmd("AUTH", f"PLAIN {both}"))
        elif "LOGIN" in offered:
            self._expect("login", 3, self.docmd("AUTH", "LOGIN"))
            self._expect("login", 3, self.docmd(_base64(user)))
            self._expect("login", 2, self.docmd(_base64(password)))
        else:
            raise Declined("login", 0)

    def _expect(self, at: str, kind: int, reply: tuple[int, bytes]) -> None:
        if reply[0] // 100 != kind:  # the first digit decides (RFC 5321, 4.3.2)
            raise Declined(at, *reply)

    def _until(self, deadline: Deadline) -> None:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        self.sock.exchange = Exchange(deadline)


def _dots_doubled(content: bytes) -> bytes:
    """RFC 5321, 4.5.2."""
    doubled = content.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
