"""Mail against real servers on loopback: what arrives, over how many connections, and what is said when
nothing does."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from notifiers.channels import open_notifier, read_config
from notifiers.guard import SecureConnection
from notifiers.message import Message, message_id
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from tests.contract.servers import (
    PASSWORD,
    Inbox,
    certificate,
    login,
    scripted_server,
    scripted_visits,
    server_tls,
    smtp_server,
    tireless_server,
)
from tests.unit.notifiers.samples import CONFIRM_THEN_VERIFY, due

MESSAGE = render_due(due(CONFIRM_THEN_VERIFY), message_id("batch-1", 1, "example.org"))
SHORT = replace(MESSAGE, html=None, calendar=None, text="short")
TAKEN = (b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", b"250 OK\r\n")
AGAIN = (*TAKEN, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n")
SENT = Sent("250", "OK")
Send = Callable[..., Outcome]


@pytest.fixture
def outgoing() -> Iterator[Outgoing]:
    made = Outgoing(Networks(read_networks("127.0.0.0/8")), 5.0, operator="老王家的服务器")
    yield made
    made.close()


@pytest.fixture
def mail(outgoing: Outgoing) -> Send:
    """Send over a channel to a port of this machine."""

    def send(
        port: int, message: Message = MESSAGE, time_limit: float | None = None, **settings: Any
    ) -> Outcome:
        typed = {"to": "wang@example.com", "host": "127.0.0.1", "port": port, "security": "none", **settings}
        if time_limit is None:
            return open_notifier("email", read_config("email", typed), outgoing).send(message)
        limited = Outgoing(outgoing.networks, time_limit)
        try:
            return open_notifier("email", read_config("email", typed), limited).send(message)
        finally:
            limited.close()

    return send


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for 127.0.0.1 that our side trusts."""
    pem = certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=pem)
    trusting.sslsocket_class = SecureConnection
    monkeypatch.setattr("notifiers.guard.tls", lambda: trusting)
    return pem


def test_a_mail_arrives_whole(mail: Send) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        assert mail(port) == SENT
    [raw] = inbox.mails
    read = message_from_bytes(raw, policy=policy.default)
    assert inbox.recipients == ["wang@example.com"]
    assert read["Subject"] == MESSAGE.subject
    assert read.get_all("Message-ID") == [MESSAGE.message_id]
    assert read["To"] == "wang@example.com"
    assert read["From"] == "老王家的服务器 <wang@example.com>"
    assert all(len(line) <= 78 for line in raw.splitlines())


def test_a_copy_carries_the_same_message_id(mail: Send) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        assert mail(port) == mail(port) == SENT
    first, second = (message_from_bytes(raw)["Message-ID"] for raw in inbox.mails)
    assert first == second == MESSAGE.message_id


def test_a_mail_url_goes_out_the_same_way(outgoing: Outgoing) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        url = f"mailto://127.0.0.1:{port}?from=xiaohu@example.com&to=wang@example.com"
        assert open_notifier("url", read_config("url", {"url": url}), outgoing).send(MESSAGE) == SENT
    assert message_from_bytes(inbox.mails[0])["Message-ID"] == MESSAGE.message_id


def test_starttls_and_login(mail: Send, trusted: Path) -> None:
    inbox = Inbox()
    settings = {"tls_context": server_tls(trusted), "authenticator": login, "auth_required": True}
    with smtp_server(inbox, require_starttls=True, **settings) as port:
        assert mail(port, security="starttls", password=PASSWORD) == SENT
        wrong = mail(port, security="starttls", password=PASSWORD + "x")
    assert isinstance(wrong, Refused)
    assert (wrong.permanent, wrong.code) == (True, "535")
    assert len(inbox.mails) == 1


def test_tls_from_the_first_byte(mail: Send, trusted: Path) -> None:
    inbox = Inbox()
    with smtp_server(inbox, ssl_context=server_tls(trusted)) as port:
        assert mail(port, security="ssl") == SENT
    assert len(inbox.mails) == 1


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_a_certificate_nobody_vouches_for_is_not_trusted(mail: Send, tmp_path: Path, security: str) -> None:
    tls = server_tls(certificate(tmp_path))
    settings = {"ssl_context": tls} if security == "ssl" else {"tls_context": tls}
    inbox = Inbox()
    with smtp_server(inbox, **settings) as port:
        outcome = mail(port, security=security, password=PASSWORD)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "certificate"
    assert inbox.mails == []


def test_a_password_is_not_sent_where_starttls_is_missing(mail: Send) -> None:
    inbox = Inbox()
    with smtp_server(inbox, authenticator=login, auth_require_tls=False) as port:
        outcome = mail(port, security="starttls", password=PASSWORD)
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "starttls")


def test_a_server_without_login_says_so(mail: Send) -> None:
    with smtp_server(Inbox()) as port:
        outcome = mail(port, password=PASSWORD)
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "login")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("code", "permanent"), [("451", False), ("421", False), ("550", True), ("554", True)]
)
def test_4xx_is_temporary_and_5xx_is_final(mail: Send, command: str, code: str, permanent: bool) -> None:
    inbox = Inbox()
    inbox.replies[command] = f"{code} no <wang@example.com> today"
    with smtp_server(inbox) as port:
        outcome = mail(port)
    assert outcome == Refused(permanent, code, "no <…> today")


def test_a_greeting_that_refuses_is_read(mail: Send) -> None:
    with scripted_server(b"554 go away\r\n") as port:
        assert mail(port) == Refused(True, "554", "go away")
    with scripted_server(b"421 too many connections\r\n") as port:
        assert mail(port) == Refused(False, "421", "too many connections")


def test_a_cut_after_the_data_is_unreachable_and_may_have_arrived(mail: Send) -> None:
    inbox = Inbox(DATA="cut")
    with smtp_server(inbox) as port:
        outcome = mail(port)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"
    assert len(inbox.mails) == 1


def test_a_server_that_never_answers_is_left_in_time(mail: Send) -> None:
    with scripted_server() as port:
        outcome = mail(port, time_limit=0.3)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "timeout"


def test_an_attempt_whose_time_is_up_sends_nothing_later(mail: Send) -> None:
    heard = threading.Event()
    greeting = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def slow() -> None:
        connection, _ = listener.accept()
        with connection, listener:
            greeting.wait(5)
            connection.settimeout(5)
            try:
                connection.sendall(b"220 at last\r\n")
                if connection.recv(100):
                    heard.set()
            except OSError:
                pass

    thread = threading.Thread(target=slow)
    thread.start()
    outcome = mail(listener.getsockname()[1], time_limit=0.3)
    greeting.set()
    thread.join(10)
    assert isinstance(outcome, Unreachable)
    assert not heard.is_set()


def test_a_server_that_is_slow_to_say_goodbye_does_not_matter(mail: Send) -> None:
    with scripted_server(*TAKEN) as port:
        assert mail(port, message=SHORT) == SENT


@pytest.mark.parametrize("lines", [(b"",), (b"220 hi\r\n", b""), (b"220 hi\r\n", b"250 hi\r\n", b"")])
def test_a_cut_connection_is_unreachable(mail: Send, lines: tuple[bytes, ...]) -> None:
    with scripted_server(*lines) as port:
        outcome = mail(port)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"


@pytest.mark.parametrize(
    "line", [b"hello\r\n", b"999 what\r\n", b"220 " + b"x" * 10000 + b"\r\n", b"\xff\xfe\r\n"]
)
def test_a_server_that_speaks_no_smtp_is_an_outcome(mail: Send, line: bytes) -> None:
    with scripted_server(line, b"") as port:
        assert isinstance(mail(port), Refused | Unreachable)


def test_a_closed_port_and_an_unknown_name_differ(mail: Send) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    refused, unknown = mail(closed), mail(25, host="mail.invalid")
    assert isinstance(refused, Unreachable)
    assert isinstance(unknown, Unreachable)
    assert (refused.code, unknown.code) == ("connection_refused", "dns")


@pytest.mark.parametrize(
    "password", ["per%cent", "%41%42", "pass word", "a@b:c/d?e#f", "密码", '"quoted\\"', "+plus+"]
)
def test_a_password_reaches_the_server_as_typed(mail: Send, password: str, trusted: Path) -> None:
    tried: list[bytes] = []

    def remember(server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> Any:
        tried.append(data.password)
        return login(server, session, envelope, mechanism, data)

    settings = {"tls_context": server_tls(trusted), "authenticator": remember}
    with smtp_server(Inbox(), **settings) as port:
        outcome = mail(port, security="starttls", password=password)
    assert tried == [password.encode()], "once: a second try could lock the account"
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "535")


def test_a_raw_mail_is_read_without_a_defect(mail: Send) -> None:
    inbox = Inbox()
    digest = replace(
        MESSAGE, kind="digest", table=b"\xef\xbb\xbfa,b\r\n", pictures=(("bar@xiaohu", b"\x89PNG"),)
    )
    with smtp_server(inbox) as port:
        assert mail(port, replace(digest, unsubscribe="https://box.example/a/" + "t" * 43)) == SENT
    read = message_from_bytes(inbox.mails[0], policy=policy.strict)
    assert [part.defects for part in read.walk()] == [[]] * 8
    assert read["List-Unsubscribe"].strip() == f"<https://box.example/a/{'t' * 43}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_all_channels_of_an_account_share_a_connection(mail: Send) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        for name in ("wang", "li", "zhao"):
            assert mail(port, to=f"{name}@example.com", sender="box@example.com") == SENT
    assert list(inbox.connections.values()) == [3]


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_an_encrypted_connection_is_kept_too(mail: Send, trusted: Path, security: str) -> None:
    inbox, tls = Inbox(), server_tls(trusted)
    encrypted: dict[str, Any] = {"ssl_context": tls} if security == "ssl" else {"tls_context": tls}
    with smtp_server(inbox, authenticator=login, auth_require_tls=security != "ssl", **encrypted) as port:
        for _ in range(3):
            assert mail(port, security=security, password=PASSWORD) == SENT
    assert list(inbox.connections.values()) == [3]


def test_accounts_share_nothing(mail: Send, trusted: Path) -> None:
    inbox = Inbox()
    settings = {"tls_context": server_tls(trusted), "authenticator": login, "auth_required": True}
    with smtp_server(inbox, **settings) as port:
        assert mail(port, security="starttls", password=PASSWORD) == SENT
        wrong = mail(port, security="starttls", password="guessed")
    assert isinstance(wrong, Refused)
    assert wrong.code == "535"


def test_many_threads_use_at_most_four_connections(outgoing: Outgoing) -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        notifier = _notifier(port, outgoing)
        messages = [replace(SHORT, message_id=message_id(str(n), 1, "example.org")) for n in range(60)]
        with ThreadPoolExecutor(16) as pool:
            assert set(pool.map(notifier.send, messages)) == {SENT}
    assert 1 <= len(inbox.connections) <= 4
    assert sum(inbox.connections.values()) == len(inbox.mails) == 60


@pytest.mark.parametrize(
    "tired", ["421 4.7.0 too many mails", "451 4.3.2 a new connection, please", "530 log in first", "cut"]
)
def test_a_server_that_takes_few_mails_a_connection_gets_another(mail: Send, tired: str) -> None:
    inbox = Inbox(most=2, tired=tired)
    with smtp_server(inbox) as port:
        for number in range(5):
            assert mail(port, replace(SHORT, message_id=f"<{number}@example.org>")) == SENT
            threading.Event().wait(0.1 if tired == "cut" else 0)
    assert list(inbox.connections.values()) == [2, 2, 1]
    assert [message_from_bytes(raw)["Message-ID"] for raw in inbox.mails] == [
        f"<{number}@example.org>" for number in range(5)
    ]


def test_a_server_that_is_always_tired_is_asked_twice_and_no_more(mail: Send) -> None:
    inbox = Inbox(most=0)
    with smtp_server(inbox) as port:
        assert mail(port, SHORT) == Refused(False, "421", "enough")
    assert inbox.mails == []


def test_a_kept_connection_that_says_nothing_is_replaced_in_time(mail: Send) -> None:
    with scripted_visits(TAKEN, TAKEN) as (port, visits):
        assert mail(port, SHORT) == mail(port, SHORT) == SENT
        assert len(visits) == 2


def test_a_mail_whose_fate_is_unknown_is_not_sent_again(mail: Send) -> None:
    with scripted_visits((*AGAIN, b""), TAKEN) as (port, visits):
        assert mail(port, SHORT) == SENT
        outcome = mail(port, SHORT)
        assert len(visits) == 1
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"


@pytest.mark.parametrize(
    ("answer", "outcome", "connections"),
    [
        (b"421 enough\r\n", SENT, 2),
        (b"451 later\r\n", Refused(False, "451", "later"), 1),
        (b"554 spam\r\n", Refused(True, "554", "spam"), 1),
    ],
)
def test_a_refused_mail_is_only_offered_anew_where_the_server_ends_the_connection(
    mail: Send, answer: bytes, outcome: Outcome, connections: int
) -> None:
    with scripted_visits((*AGAIN, answer), TAKEN) as (port, visits):
        assert mail(port, SHORT) == SENT
        assert mail(port, SHORT) == outcome
        assert len(visits) == connections


@pytest.mark.parametrize("heard", range(6))
def test_a_server_that_hangs_anywhere_is_left_in_time(mail: Send, heard: int) -> None:
    before = threading.enumerate()
    with scripted_server(*TAKEN[:heard]) as port:
        outcome = mail(port, SHORT, time_limit=0.3)
        assert [thread for thread in threading.enumerate() if thread.name.startswith("xiaohu")] == []
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "timeout"
    assert threading.enumerate() == before


@pytest.mark.parametrize("heard", range(6))
def test_a_server_that_cuts_anywhere_is_unreachable(mail: Send, heard: int) -> None:
    with scripted_server(*TAKEN[:heard], b"") as port:
        outcome = mail(port, SHORT)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"


@pytest.mark.parametrize("security", ["none", "ssl"])
def test_a_server_that_drips_is_left_in_time(mail: Send, security: str) -> None:
    with tireless_server(b"2", pause=0.02) as port:
        outcome = mail(port, SHORT, time_limit=0.3, security=security)
    assert isinstance(outcome, Unreachable)
    assert outcome.code in ("timeout", "tls")


def test_an_answer_without_end_is_not_read_to_the_end(mail: Send) -> None:
    with tireless_server(b"220-" + b"x" * 500 + b"\r\n") as port:
        outcome = mail(port, SHORT)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"


def test_a_refused_login_says_which_password_is_wanted(mail: Send, trusted: Path) -> None:
    settings = {"tls_context": server_tls(trusted), "authenticator": login}
    with smtp_server(Inbox(), **settings) as port:
        outcome = mail(port, security="starttls", password="the one of the web page")
    assert isinstance(outcome, Refused)
    assert "授权码" in outcome.hint
    assert outcome.reason == "5.7.8 Authentication credentials invalid"


def test_a_server_that_hangs_up_after_a_wrong_password_has_refused_it(mail: Send) -> None:
    lines = (b"220 hi\r\n", b"250-hi\r\n250 AUTH LOGIN PLAIN\r\n", b"535 Login fail\r\n", b"")
    with scripted_server(*lines) as port:
        outcome = mail(port, password="guessed")
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code, outcome.reason) == (True, "535", "Login fail")


def test_a_login_that_is_refused_for_now_is_tried_again_later(mail: Send) -> None:
    with scripted_server(b"220 hi\r\n", b"250-hi\r\n250 AUTH=PLAIN\r\n", b"454 busy\r\n") as port:
        assert mail(port, password="x") == Refused(False, "454", "busy")


def test_a_server_that_knows_login_only_is_logged_in_to(mail: Send) -> None:
    asks = (b"334 VXNlcm5hbWU6\r\n", b"334 UGFzc3dvcmQ6\r\n", b"235 come in\r\n")
    with scripted_server(b"220 hi\r\n", b"250-hi\r\n250 AUTH LOGIN\r\n", *asks, *TAKEN[2:]) as port:
        assert mail(port, SHORT, password="密码") == SENT


def test_a_closed_address_is_refused_before_a_byte_is_sent() -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        outcome = _notifier(port, Outgoing()).send(SHORT)
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "address")


def test_one_account_that_hangs_holds_up_no_other(outgoing: Outgoing) -> None:
    inbox = Inbox()
    with scripted_visits((), (), (), ()) as (silent, _), smtp_server(inbox) as port:
        hurried = Outgoing(outgoing.networks, 1.0)
        hanging = [_notifier(silent, hurried) for _ in range(6)]
        with ThreadPoolExecutor(6) as pool:
            waiting = [pool.submit(each.send, SHORT) for each in hanging]
            assert _notifier(port, outgoing).send(SHORT) == SENT
            assert not any(each.done() for each in waiting)
    assert len(inbox.mails) == 1


def _notifier(port: int, outgoing: Outgoing) -> Notifier:
    typed: dict[str, Any] = {"to": "wang@example.com", "host": "127.0.0.1", "port": port, "security": "none"}
    return open_notifier("email", read_config("email", typed), outgoing)
