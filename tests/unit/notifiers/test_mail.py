"""The MIME message as a mail server gets it."""

import smtplib
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.i18n import LOCALES
from notifiers.message import message_id
from notifiers.messages import render_due
from notifiers.outcome import Outcome, Refused, Unreachable
from notifiers.plugins.mail import compose, refusal
from tests.unit.notifiers.samples import EVERY_KIND, MESSAGE_ID, NOW, VERIFY, due

MESSAGE = render_due(due(VERIFY), MESSAGE_ID)


def raw(**changes: object) -> bytes:
    return compose(replace(MESSAGE, **changes), "from@example.org", "to@example.com").as_bytes()  # type: ignore[arg-type]


def parsed(mail: bytes) -> EmailMessage:
    read = message_from_bytes(mail, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert not any(part.defects for part in read.walk())
    return read


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_survives_the_mail(kind: str, locale: str) -> None:
    message = render_due(due(EVERY_KIND[kind], locale=locale), MESSAGE_ID)
    mail = parsed(compose(message, "from@example.org", "to@example.com").as_bytes())
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert mail["Subject"] == message.subject
    assert text.get_content().splitlines() == message.text.splitlines()
    assert html.get_content().splitlines() == (message.html or "").splitlines()


def test_it_holds_text_html_and_calendar_in_the_usual_places() -> None:
    kinds = [part.get_content_type() for part in parsed(raw()).walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert [p.get_content_type() for p in parsed(raw(html=None, calendar=None)).walk()] == ["text/plain"]


def test_the_calendar_is_an_attachment() -> None:
    [attached] = parsed(raw()).iter_attachments()
    assert attached.get_filename() == "dates.ics"
    assert attached.get_content().encode().splitlines() == (MESSAGE.calendar or b"").splitlines()


@pytest.mark.parametrize(
    "name", ["Message-ID", "Date", "Subject", "From", "To", "Auto-Submitted", "MIME-Version"]
)
def test_every_header_is_there_once(name: str) -> None:
    assert len(parsed(raw()).get_all(name, [])) == 1


def test_the_message_id_and_the_date_are_the_messages() -> None:
    mail = parsed(raw())
    assert mail["Message-ID"] == MESSAGE_ID
    assert mail["Date"].datetime == NOW


@pytest.mark.parametrize("domain", ["example.org", "a" * 30, "a" * 300, "老王"])
def test_a_message_id_is_never_folded_or_encoded(domain: str) -> None:
    made = message_id("batch", 1, domain)
    assert f"\r\nMessage-ID: {made}\r\n".encode() in raw(message_id=made)


@pytest.mark.parametrize(
    "subject", ["账户关闭核对" * 60, "a" * 400, "a b " * 200, "账" + "a" * 300, "x", "🏦" * 90]
)
def test_long_subjects_are_folded(subject: str) -> None:
    mail = raw(subject=subject)
    lines = mail.split(b"\r\n\r\n")[0].split(b"\r\n")
    assert all(len(line) <= (998 if b"=?" not in line else 78) for line in lines)
    assert "".join(str(parsed(mail)["Subject"]).split()) == "".join(subject.split())


def test_chinese_subjects_fold_to_short_lines() -> None:
    assert all(len(line) <= 78 for line in raw(subject="账户关闭核对" * 60).split(b"\r\n"))


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_no_subject_can_add_a_header(subject: str) -> None:
    usual = parsed(raw()).keys()
    assert parsed(raw(subject=subject + "\r\nBcc: x@example.com\r\n\r\nbody")).keys() == usual


@pytest.mark.parametrize("address", ["a@example.com\r\nBcc: b@example.com", "a b@example.com", ""])
def test_no_address_can_add_a_header(address: str) -> None:
    with pytest.raises((ValueError, IndexError, HeaderParseError)):
        compose(MESSAGE, "from@example.org", address).as_bytes()


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (smtplib.SMTPDataError(451, b"4.3.0 try later"), Refused(False, "451", "4.3.0 try later")),
        (smtplib.SMTPDataError(554, b"5.7.1 spam"), Refused(True, "554", "5.7.1 spam")),
        (smtplib.SMTPSenderRefused(421, b"closing", "from@example.org"), Refused(False, "421", "closing")),
        (
            smtplib.SMTPAuthenticationError(535, "密码错误".encode("gb18030")),
            Refused(True, "535", "密码错误"),
        ),
        (
            smtplib.SMTPRecipientsRefused({"to@example.com": (550, b"<to@example.com> unknown")}),
            Refused(True, "550", "<…> unknown"),
        ),
        (smtplib.SMTPServerDisconnected("closed"), Unreachable("the connection was cut", code="cut")),
        (smtplib.SMTPConnectError(-1, "?"), Unreachable("the server could not be reached")),
    ],
)
def test_reply_codes_decide(error: smtplib.SMTPException, outcome: Outcome) -> None:
    assert refusal(error, ("to@example.com",)) == outcome
