"""What a mail server's answer means."""

from config.i18n import N_
from notifiers.mail.session import Declined
from notifiers.outcome import Outcome, Refused, Unreachable
from notifiers.redaction import decoded, redacted

NO_STARTTLS = Refused(
    True, "starttls", N_("the mail server does not offer STARTTLS: choose ssl or another port")
)
NO_LOGIN = Refused(True, "login", N_("the mail server takes no password here: leave user and password out"))
NO_SMTP = Unreachable(N_("the server could not be reached"))


def refusal(declined: Declined, secrets: tuple[str, ...], login_hint: str) -> Outcome:
    """5xx is final, 4xx is not (RFC 5321, 4.2.1); a refused login is final and says what to do."""
    if not declined.code:
        return NO_STARTTLS if declined.at == "starttls" else NO_LOGIN
    if not 400 <= declined.code <= 599:
        return NO_SMTP
    said = redacted(decoded(declined.words), secrets)
    if declined.at == "login" and declined.code >= 500:
        return Refused(True, str(declined.code), said, gone=True, hint=login_hint)
    return Refused(declined.code >= 500, str(declined.code), said)
