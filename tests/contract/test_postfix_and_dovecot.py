"""Mail through a real mail system, read back by IMAP as a reader's program would."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from notifiers.channels import open_notifier, read_config
from notifiers.guard import SecureConnection
from notifiers.message import Message, message_id
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Outcome, Refused, Sent
from notifiers.outgoing import Outgoing
from tests.contract.mail_system import ADDRESS, LARGEST, MailSystem, mail_system, missing
from tests.contract.servers import PASSWORD
from tests.scripted import eventually
from tests.unit.notifiers.samples import CONFIRM_THEN_VERIFY, due

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"Postfix and Dovecot: {missing()}")

MESSAGE = replace(
    render_due(due(CONFIRM_THEN_VERIFY), message_id("batch-1", 1, "example.org")),
    kind="digest",
    table="\ufeff姓名,a\r\n".encode(),
    pictures=(("bar@xiaohu", b"\x89PNG" + bytes(range(256))),),
    unsubscribe="https://box.example/a/" + "t" * 43,
)


@pytest.fixture(scope="module")
def post() -> Iterator[MailSystem]:
    with mail_system() as running:
        yield running


@pytest.fixture
def outgoing(post: MailSystem, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outgoing]:
    trusting = ssl.create_default_context(cafile=post.pem)
    trusting.sslsocket_class = SecureConnection
    monkeypatch.setattr("notifiers.guard.tls", lambda: trusting)
    local = Networks(read_networks("127.0.0.0/8"))
    made = Outgoing(local, 10.0, operator="老王家的服务器", reply_to="operator@example.com")
    yield made
    made.close()


def send(post: MailSystem, outgoing: Outgoing, security: str, message: Message, password: str) -> Outcome:
    port = post.tls if security == "ssl" else post.starttls
    typed: dict[str, str | int | None] = {"to": ADDRESS, "host": "127.0.0.1", "port": port}
    config = read_config("email", typed | {"security": security, "password": password})
    return open_notifier("email", config, outgoing).send(message)


def test_mails_arrive_whole_over_one_connection_of_each_kind(post: MailSystem, outgoing: Outgoing) -> None:
    names = [f"<{security}{number}@example.org>" for security in ("ssl", "starttls") for number in range(3)]
    for name in names:
        security = "ssl" if name.startswith("<ssl") else "starttls"
        sent = send(post, outgoing, security, replace(MESSAGE, message_id=name), PASSWORD)
        assert isinstance(sent, Sent)
        assert sent.text.startswith("2.0.0 Ok: queued as ")
    outgoing.close()
    thrice = "auth=1 mail=3 rcpt=3 data=3 quit=1"
    eventually(lambda: post.logged(thrice) == 2, "two connections with three mails each")
    arrived = [message_from_bytes(raw, policy=policy.strict) for raw in post.mails(len(names))]
    assert {str(mail["Message-ID"]) for mail in arrived} == set(names)
    for mail in arrived:
        assert isinstance(mail, EmailMessage)
        _is_whole(mail)


def _is_whole(mail: EmailMessage) -> None:
    assert [part.defects for part in mail.walk()] == [[]] * 8
    assert mail["Subject"] == MESSAGE.subject
    assert (mail["From"], mail["Reply-To"]) == (f"老王家的服务器 <{ADDRESS}>", "operator@example.com")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == MESSAGE.text.splitlines()
    assert html.get_content().splitlines() == (MESSAGE.html or "").splitlines()
    picture = next(part for part in mail.walk() if part.get_content_type() == "image/png")
    assert picture.get_content() == MESSAGE.pictures[0][1]
    assert [part.get_filename() for part in mail.iter_attachments()] == ["dates.ics", "accounts.csv"]


def test_a_wrong_password_is_refused_with_advice(post: MailSystem, outgoing: Outgoing) -> None:
    outcome = send(post, outgoing, "ssl", MESSAGE, "guessed")
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "535")
    assert "授权码" in outcome.hint


def test_a_mail_that_is_too_big_is_refused_before_it_is_sent(post: MailSystem, outgoing: Outgoing) -> None:
    outcome = send(post, outgoing, "starttls", replace(MESSAGE, table=b"x" * LARGEST), PASSWORD)
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "552")
    outgoing.close()
    eventually(lambda: post.logged("mail=0/1") == 1, "a connection that never came to its mail")
