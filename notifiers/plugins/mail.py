"""Mail: one MIME message with text, HTML and calendar, and the mail server's reply codes read.

Stands in for Apprise's NotifyEmail, which sends one body, writes a subject as a single unfolded word, adds a
Message-ID of its own and keeps the reply codes to itself (Apprise 2.2).
"""

import smtplib
import socket
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from typing import Any

from apprise.plugins.email.base import NotifyEmail

from config.i18n import N_
from notifiers.attempt import Attempt, current
from notifiers.failures import unreachable
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Sent
from notifiers.redaction import decoded, redacted

NO_STARTTLS = Refused(
    True, "starttls", N_("the mail server does not offer STARTTLS: choose ssl or another port")
)
NO_LOGIN = Refused(True, "login", N_("the mail server takes no password here: leave user and password out"))

_PATIENCE = 15.0  # seconds for each single answer; the attempt's own limit bounds the whole


class Mail(NotifyEmail):  # type: ignore[no-untyped-call]
    """Apprise's grammar for mailto:// and mailtos://, our sender."""

    def send(self, *_: Any, **__: Any) -> bool:
        """Send the attempt's message to the one recipient; the outcome goes to the attempt."""
        attempt = current.get()
        if attempt is None or not self.has_one_recipient():
            return False
        attempt.outcome = self._hand_over(attempt)
        return isinstance(attempt.outcome, Sent)

    def has_one_recipient(self) -> bool:
        """Whether it goes to one address: with several, a refusal of one could not be told from one of
        all."""
        return len(self.targets) == 1 and not self.cc and not self.bcc

    def _hand_over(self, attempt: Attempt) -> Outcome:
        sender, recipient = str(self.from_addr[1]), str(self.targets[0][1])
        mail = compose(attempt.message, sender, recipient).as_bytes()
        try:
            with self._connect() as server:
                self._secure(server)
                self._log_in(server)
                server.sendmail(sender, [recipient], mail)
                return Sent()
        except smtplib.SMTPException as error:
            return refusal(error, (recipient, sender, self.user or "", self.password or ""))
        except (OSError, UnicodeError) as error:  # UnicodeError: a host name that cannot be encoded
            return unreachable(error)

    def _connect(self) -> "_Connection":
        # The sender's domain as our name: asking the machine for its own can take seconds and tells where it
        # runs.
        name = str(self.from_addr[1]).rpartition("@")[2]
        host, port = self.smtp_host, int(self.port or 0)
        if self.secure_mode == "ssl":
            tls = _context(self.verify_certificate)
            return _TLSConnection(host, port, local_hostname=name, timeout=_PATIENCE, context=tls)
        return _Connection(host, port, local_hostname=name, timeout=_PATIENCE)

    def _secure(self, server: smtplib.SMTP) -> None:
        if self.secure_mode != "starttls":
            return
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("starttls"):
            raise _NotOffered(NO_STARTTLS)
        server.starttls(context=_context(self.verify_certificate))

    def _log_in(self, server: smtplib.SMTP) -> None:
        if not (self.user and self.password):
            return
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("auth"):
            raise _NotOffered(NO_LOGIN)
        server.login(self.user, self.password)


def compose(message: Message, sender: str, recipient: str) -> EmailMessage:
    """The MIME message: text, HTML beside it, the calendar attached; one Message-ID, ours."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"] = Address(addr_spec=sender)
    mail["To"] = Address(addr_spec=recipient)
    mail["Date"] = message.written_at
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, cte="base64")
    if message.html is not None:
        mail.add_alternative(message.html, subtype="html", cte="base64")
    if message.calendar is not None:
        text = message.calendar.decode("utf-8")
        mail.add_attachment(
            text, subtype="calendar", cte="base64", filename="dates.ics", params={"method": "PUBLISH"}
        )
    if message.table is not None:
        # Its own mark of UTF-8 stays: spreadsheets read it as something else without.
        mail.add_attachment(
            message.table,
            maintype="text",
            subtype="csv",
            filename="accounts.csv",
            params={"charset": "utf-8"},
        )
    return mail


def refusal(error: smtplib.SMTPException, secrets: tuple[str, ...]) -> Outcome:
    """What the mail server's reply means: 5xx is final, 4xx is not, silence is unreachable."""
    if isinstance(error, _NotOffered):
        return error.outcome
    code, words = _reply(error)
    if not 400 <= code <= 599:
        return unreachable(error)
    return Refused(code >= 500, str(code), redacted(decoded(words), secrets))


def _reply(error: smtplib.SMTPException) -> tuple[int, bytes | str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, error.smtp_error
    return 0, b""


class _NotOffered(smtplib.SMTPException):
    def __init__(self, outcome: Refused) -> None:
        super().__init__(outcome.code)
        self.outcome = outcome


class _Connection(smtplib.SMTP):
    """An SMTP connection that the running attempt can cut when its time is up."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connected: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        attempt = current.get()
        if attempt is not None:
            attempt.watch(connected)
        return connected

    def __exit__(self, *error: object) -> None:
        # The mail is accepted or refused by now: a server that is slow to say goodbye is not waited for.
        with suppress(OSError, smtplib.SMTPException):
            self.putcmd("quit")
        self.close()


class _TLSConnection(smtplib.SMTP_SSL, _Connection):
    """The same with TLS from the first byte; watched before the handshake."""


@cache
def _context(verify: bool) -> ssl.SSLContext:
    # Kept: reading the system's certificates costs more than sending a mail.
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
