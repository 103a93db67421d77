"""Apprise's grammar for mailto:// and mailtos://, our sender."""

from apprise.plugins.email.base import NotifyEmail

from notifiers.attempt import current
from notifiers.mail.sender import MailNotifier
from notifiers.mail.session import Account
from notifiers.outcome import Sent
from notifiers.outgoing import Outgoing


class Mail(NotifyEmail):  # type: ignore[no-untyped-call]
    """Stands in for Apprise's NotifyEmail, which makes a connection for every mail, writes a subject as one
    unfolded word, adds a Message-ID of its own and keeps the reply codes to itself (Apprise 2.2)."""

    guarded = True

    def send(self, *_: object, **__: object) -> bool:
        """Send the attempt's message to the one recipient; the outcome goes to the attempt."""
        attempt = current.get()
        if attempt is None or not self.has_one_recipient():
            return False
        attempt.outcome = self.notifier(attempt.outgoing).send(attempt.message)
        return isinstance(attempt.outcome, Sent)

    def has_one_recipient(self) -> bool:
        """Whether it goes to one address: with several, a refusal of one could not be told from one of
        all."""
        return len(self.targets) == 1 and not self.cc and not self.bcc

    def notifier(self, outgoing: Outgoing) -> MailNotifier:
        """The sender for what the URL says. Certificates are checked whatever it says (``verify=no``)."""
        sender = str(self.from_addr[1])
        security = self.secure_mode if self.secure_mode in ("ssl", "starttls") else "none"
        login = (self.user, self.password) if self.user and self.password else ("", "")
        account = Account(
            self.smtp_host, int(self.port or 0), security, sender.rpartition("@")[2], *map(str, login)
        )
        return MailNotifier(account, sender, str(self.targets[0][1]), outgoing)
