"""The mail as a server gets it: what the standard library would make, in a fraction of the time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.i18n import LOCALES
from notifiers.mail.composing import Envelope, compose
from notifiers.message import Message, message_id
from notifiers.messages import render_due
from tests.unit.notifiers.mail.reference import reference
from tests.unit.notifiers.samples import EVERY_KIND, MESSAGE_ID, NOW, VERIFY, due

MESSAGE = render_due(due(VERIFY), MESSAGE_ID)
ENVELOPE = Envelope("from@example.org", "to@example.com")
LINK = "https://box.example/a/" + "t" * 43

# Carriage returns and other separators are only ever line ends in a mail's text.
_SAID = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
TEXTS = st.text(_SAID | st.just("\n"), max_size=100)
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.just(" "), max_size=80)
MESSAGES = st.builds(
    Message,
    subject=LINES,
    text=TEXTS,
    html=st.none() | TEXTS,
    message_id=st.integers(0).map(lambda n: message_id(str(n), 1, "example.org")),
    kind=st.sampled_from(["due", "digest", "test"]),
    written_at=st.datetimes(
        datetime(2026, 1, 1),  # noqa: DTZ001 -- the zones come from the next line
        datetime(2099, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9.5))]),
    ).map(lambda moment: moment.replace(microsecond=0)),
    calendar=st.none() | TEXTS.map(str.encode),
    table=st.none() | st.binary(max_size=300),
    pictures=st.lists(st.binary(max_size=300), max_size=3).map(
        lambda files: tuple((f"p{number}@xiaohu", png) for number, png in enumerate(files))
    ),
)
ENVELOPES = st.builds(
    Envelope,
    st.sampled_from(["from@example.org", "a.b+c@sub.example.org", "'o'neill@example.org"]),
    st.sampled_from(["to@example.com", f"{'a' * 64}@{'b' * 60}.example.com"]),
    st.sampled_from(["", "box", "老王家的服务器", 'Wang "the box" \\ Li', "box, and <b@c>", "a" * 90])
    | LINES,
    st.sampled_from(["", "operator@example.org"]),
)


def raw(envelope: Envelope = ENVELOPE, **changes: Any) -> bytes:
    return compose(replace(MESSAGE, **changes), envelope)


def parsed(mail: bytes) -> EmailMessage:
    """Read by the strictest parser there is."""
    read = message_from_bytes(mail, policy=policy.strict.clone(linesep="\r\n"))
    assert isinstance(read, EmailMessage)
    assert not any(part.defects for part in read.walk())
    return read


def told(mail: EmailMessage) -> Iterator[tuple[object, ...]]:
    """All that a reader's program learns from a mail, boundaries aside."""
    for name in ("To", "Reply-To", "Message-ID", "Auto-Submitted", "MIME-Version"):
        yield name, mail.get_all(name)
    yield "From", mail["From"].addresses[0].addr_spec
    yield "Date", mail["Date"].datetime
    yield "Subject", " ".join(str(mail["Subject"]).split())
    for part in mail.walk():
        kept = dict(part["Content-Type"].params)
        yield part.get_content_type(), kept.get("charset"), kept.get("method"), part.get_filename()
        yield part["Content-ID"], part.get_content_disposition(), part["Content-Transfer-Encoding"]
        if not part.is_multipart():
            yield (_canonical(part),)


def _canonical(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    ours = part.get_content_type() in ("text/plain", "text/html", "text/calendar")
    return b"\n".join(content.splitlines()) if ours else content


@settings(max_examples=60, deadline=None)
@given(MESSAGES, ENVELOPES)
@example(MESSAGE, Envelope("from@example.org", "to@example.com", "王" * 60, "re@example.org"))
def test_it_says_what_the_standard_library_would_say(message: Message, envelope: Envelope) -> None:
    made = compose(message, envelope)
    assert list(told(parsed(made))) == list(told(parsed(reference(message, envelope).as_bytes())))


@settings(max_examples=60, deadline=None)
@given(MESSAGES, ENVELOPES)
def test_every_line_is_short_ascii_and_ended_by_crlf(message: Message, envelope: Envelope) -> None:
    made = compose(replace(message, unsubscribe="https://box.example/a/token"), envelope)
    longest = 78 if len(envelope.recipient) < 70 else 150  # an address cannot be folded
    assert made.isascii()
    assert max(map(len, made.split(b"\r\n"))) <= longest
    assert b"\n" not in made.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "words",
    [
        "账户关闭核对" * 60,
        "a" * 400,
        "a b " * 200,
        "账" + "a" * 300,
        "x",
        "🏦" * 90,
        "=?utf-8?q?x?=",
        "a\r\n b",
    ],
)
def test_long_subjects_and_names_are_folded_and_read_as_they_are(words: str) -> None:
    mail = raw(replace(ENVELOPE, operator=words), subject=words)
    assert max(map(len, mail.split(b"\r\n"))) <= 78
    assert parsed(mail)["Subject"] == " ".join(words.split())


@settings(max_examples=60, deadline=None)
@given(LINES.map(str.strip))
@example("=?utf-8?q?x?=")
@example("老王的“服务器” at home and a rather long name for it")
def test_the_operators_name_is_read_as_it_is(name: str) -> None:
    # Not by the newer parser: Python 3.11 puts spaces between the words of a name (RFC 2047, 6.2 forbids it).
    header = message_from_bytes(raw(replace(ENVELOPE, operator=name)))["From"]
    words, codec = decode_header(header)[0]
    read = words.decode(codec) if codec and isinstance(words, bytes) else parseaddr(header)[0]
    assert read == " ".join(name.split())


def test_the_same_message_makes_the_same_mail() -> None:
    assert raw() == raw()
    assert raw(message_id="<other@example.org>") != raw()


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_survives_the_mail(kind: str, locale: str) -> None:
    message = render_due(due(EVERY_KIND[kind], locale=locale), MESSAGE_ID)
    mail = parsed(compose(message, ENVELOPE))
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert mail["Subject"] == message.subject
    assert text.get_content().splitlines() == message.text.splitlines()
    assert html.get_content().splitlines() == (message.html or "").splitlines()


def test_it_holds_text_html_pictures_calendar_and_table_in_the_usual_places() -> None:
    whole = parsed(raw(pictures=(("a@b", b"\x89PNG"), ("c@d", b"\x89PNG")), table=b"a,b\r\n"))
    assert [part.get_content_type() for part in whole.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "image/png",
        "text/calendar",
        "text/csv",
    ]
    assert [p.get_content_type() for p in parsed(raw(html=None, calendar=None)).walk()] == ["text/plain"]


def test_texts_travel_with_the_line_ends_that_mail_has() -> None:
    mail = parsed(raw(text="a\nb", html="c\r\nd\n", calendar=b"e\nf\n"))
    sent = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    assert sent == [b"a\r\nb\r\n", b"c\r\nd\r\n", b"e\r\nf\r\n"]


def test_a_picture_is_shown_where_the_html_names_it() -> None:
    mail = parsed(raw(html='<img src="cid:bar@box">', pictures=(("bar@box", b"\x89PNG"),)))
    [picture] = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<bar@box>", "inline")
    assert picture.get_content() == b"\x89PNG"


def test_a_picture_without_html_is_left_out() -> None:
    assert b"image/png" not in raw(html=None, pictures=(("bar@box", b"\x89PNG"),))


def test_the_calendar_is_an_attachment() -> None:
    [attached] = parsed(raw()).iter_attachments()
    assert attached.get_filename() == "dates.ics"
    assert attached.get_content().encode().splitlines() == (MESSAGE.calendar or b"").splitlines()


def test_a_table_keeps_its_mark_of_utf_8() -> None:
    [_, table] = parsed(raw(table=b"\xef\xbb\xbf\xe5\xa7\x93,a\r\n")).iter_attachments()
    assert table.get_payload(decode=True) == b"\xef\xbb\xbf\xe5\xa7\x93,a\r\n"


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


def test_answers_go_to_the_operators_mailbox_where_there_is_one() -> None:
    assert parsed(raw(replace(ENVELOPE, reply_to="op@example.org")))["Reply-To"] == "op@example.org"
    assert parsed(raw())["Reply-To"] is None


@pytest.mark.parametrize(
    ("kind", "link", "reply_to", "header", "one_click"),
    [
        ("digest", LINK, "", f"<{LINK}>", True),
        ("digest", LINK, "op@b.org", f"<{LINK}>, <mailto:op@b.org?subject=unsubscribe>", True),
        ("digest", None, "op@b.org", "<mailto:op@b.org?subject=unsubscribe>", False),
        ("digest", "http://nas.local/a/t", "", "<http://nas.local/a/t>", False),
        ("digest", "https://192.168.1.5/a/t", "", "<https://192.168.1.5/a/t>", False),
        ("digest", None, "", None, False),
        ("due", None, "op@b.org", None, False),
        ("digest", "https://x.org/a>,\r\nBcc: <b", "", "<https://x.org/a%3E%2C%0D%0ABcc:%20%3Cb>", True),
    ],
)
def test_only_digests_can_be_stopped_and_in_one_click_only_by_a_public_link(
    kind: str, link: str | None, reply_to: str, header: str | None, one_click: bool
) -> None:
    mail = parsed(raw(replace(ENVELOPE, reply_to=reply_to), kind=kind, unsubscribe=link))
    said = mail["List-Unsubscribe"]
    assert (str(said).strip() if said else None) == header
    assert ("List-Unsubscribe-Post" in mail) == one_click


HOSTILE = st.text(max_size=40).map(lambda text: f"{text}\r\nBcc: x@example.com\r\n\r\nbody\x00\x0b\u2028\x85")


@settings(max_examples=50, deadline=None)
@given(HOSTILE, HOSTILE)
def test_neither_a_subject_nor_a_name_can_add_a_header(subject: str, operator: str) -> None:
    made = raw(replace(ENVELOPE, operator=operator), subject=subject)
    assert parsed(made).keys() == parsed(raw()).keys()
    assert made.partition(b"\r\n\r\n")[2] == raw(subject=subject).partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    "address",
    [
        "a@example.com\r\nBcc: b@example.com",
        "a b@example.com",
        "a@example.com>, <b@example.com",
        "a@b@example.com",
        "王@example.com",
        "a@例子.com",
        "a\x00@example.com",
        "a",
        "",
    ],
)
def test_no_address_can_add_a_header(address: str) -> None:
    for envelope in (
        Envelope(address, "to@example.com"),
        Envelope("from@example.org", address),
        Envelope("from@example.org", "to@example.com", reply_to=address or "x"),
    ):
        with pytest.raises(ValueError, match="no mail address"):
            raw(envelope)


@pytest.mark.parametrize("name", ["a@b>\r\nBcc: c@d", "a b", "", "<a@b"])
def test_no_identifier_can_add_a_header(name: str) -> None:
    with pytest.raises(ValueError, match="no message identifier"):
        raw(message_id=f"<{name}>")
    with pytest.raises(ValueError, match="no message identifier"):
        raw(pictures=((name, b""),))
