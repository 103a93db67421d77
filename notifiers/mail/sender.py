"""The mail sender: one channel's mails, over the connections that all channels of the process share."""

from smtplib import SMTPException

from config.i18n import N_
from notifiers.failures import failure
from notifiers.mail.composing import Envelope, compose
from notifiers.mail.presets import login_hint
from notifiers.mail.replies import refusal
from notifiers.mail.session import Account, Declined, Mail
from notifiers.message import Message
from notifiers.outcome import Outcome, Refused, Sent
from notifiers.outgoing import Outgoing
from notifiers.redaction import decoded, redacted

_NO_ADDRESS = Refused(True, "settings", N_("the channel's settings are not accepted: set it up again"))


class MailNotifier:
    """One address and the account that sends to it."""

    def __init__(self, account: Account, sender: str, recipient: str, outgoing: Outgoing) -> None:
        self._account = account
        self._envelope = Envelope(sender, recipient, outgoing.operator, outgoing.reply_to)
        self._outgoing = outgoing

    def send(self, message: Message) -> Outcome:
        """Send once. Where it is unknown whether the server took the mail, it is not sent again."""
        sender, recipient = self._envelope.sender, self._envelope.recipient
        try:
            mail = Mail(sender, recipient, compose(message, self._envelope))
        except ValueError:
            return _NO_ADDRESS
        outgoing, secrets = self._outgoing, (recipient, sender, self._account.user, self._account.password)
        try:
            said = outgoing.mail.carry(self._account, mail, outgoing.networks, outgoing.time_limit)
        except Declined as declined:
            return refusal(declined, secrets, login_hint(sender, self._account.host))
        except (OSError, SMTPException, UnicodeError) as error:
            # UnicodeError: a host name that cannot be encoded.
            return failure(error)
        return Sent("250", redacted(decoded(said), secrets))

    def close(self) -> None:
        """The connections are the process's: ``Outgoing.close()`` ends them."""
