"""Reply codes decide."""

import pytest

from notifiers.mail.replies import NO_LOGIN, NO_SMTP, NO_STARTTLS, refusal
from notifiers.mail.session import Declined
from notifiers.outcome import Outcome, Refused

SECRETS = ("to@example.com", "s3cr3t")


@pytest.mark.parametrize(
    ("declined", "outcome"),
    [
        (Declined("content", 451, b"4.3.0 try later"), Refused(False, "451", "4.3.0 try later")),
        (Declined("content", 554, b"5.7.1 spam"), Refused(True, "554", "5.7.1 spam")),
        (Declined("mail", 500, b"what"), Refused(True, "500", "what")),
        (Declined("mail", 421, b"closing"), Refused(False, "421", "closing")),
        (Declined("rcpt", 550, b"<to@example.com> unknown"), Refused(True, "550", "<…> unknown")),
        (Declined("rcpt", 452, b"s3cr3t is full"), Refused(False, "452", "… is full")),
        (
            Declined("login", 535, "密码错误".encode("gb18030")),
            Refused(True, "535", "密码错误", gone=True, hint="the hint"),
        ),
        (
            Declined("login", 534, b"use the web"),
            Refused(True, "534", "use the web", gone=True, hint="the hint"),
        ),
        (Declined("login", 454, b"later"), Refused(False, "454", "later")),
        (Declined("greeting", 554, b"go away"), Refused(True, "554", "go away")),
        (Declined("login", 0), NO_LOGIN),
        (Declined("starttls", 0), NO_STARTTLS),
        (Declined("starttls", 454, b"no TLS now"), Refused(False, "454", "no TLS now")),
        (Declined("greeting", -1, b"hello"), NO_SMTP),
        (Declined("data", 250, b"what"), NO_SMTP),
    ],
)
def test_reply_codes_decide(declined: Declined, outcome: Outcome) -> None:
    assert refusal(declined, SECRETS, "the hint") == outcome
