"""Every channel against real servers on loopback: what arrives, and what is said when nothing does."""

import json
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from notifiers.channels import open_notifier, read_config
from notifiers.message import Message, message_id
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from tests.contract.servers import (
    PASSWORD,
    HTTPServer,
    Inbox,
    certificate,
    http_server,
    login,
    scripted_server,
    server_tls,
    smtp_server,
)
from tests.unit.notifiers.samples import CONFIRM_THEN_VERIFY, due

MESSAGE = render_due(due(CONFIRM_THEN_VERIFY), message_id("batch-1", 1, "example.org"))
SECRETS = (PASSWORD, "wang", "马上消费", "400-860-0999")


def local(time_limit: float = 5.0) -> Outgoing:
    return Outgoing(Networks(read_networks("127.0.0.0/8")), time_limit)


def mail(port: int, message: Message = MESSAGE, time_limit: float = 5.0, **settings: Any) -> Outcome:
    typed = {"to": "wang@example.com", "host": "127.0.0.1", "port": port, "security": "none", **settings}
    notifier = open_notifier("email", read_config("email", typed), local(time_limit))
    try:
        return notifier.send(message)
    finally:
        notifier.close()


def post(server: HTTPServer, path: str, time_limit: float = 5.0) -> Outcome:
    url = f"json://wang:{PASSWORD}@127.0.0.1:{server.server_port}{path}"
    notifier = open_notifier("url", read_config("url", {"url": url}), local(time_limit))
    try:
        return notifier.send(MESSAGE)
    finally:
        notifier.close()


@pytest.fixture
def web() -> Iterator[HTTPServer]:
    with http_server() as server:
        yield server


@pytest.fixture(autouse=True)
def no_secret_is_logged(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    ours = [
        r for r in caplog.records if not r.name.startswith(("mail.", "asyncio"))
    ]  # aiosmtpd is the other side
    said = "\n".join(r.getMessage() for r in ours) + "".join(capfd.readouterr())
    assert not [secret for secret in SECRETS if secret in said]


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for 127.0.0.1 that our side trusts."""
    pem = certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=pem)
    monkeypatch.setattr("notifiers.plugins.mail._context", lambda verify: trusting)
    return pem


def test_a_mail_arrives_whole() -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        assert mail(port) == Sent()
    [raw] = inbox.mails
    read = message_from_bytes(raw, policy=policy.default)
    assert inbox.recipients == ["wang@example.com"]
    assert read["Subject"] == MESSAGE.subject
    assert read.get_all("Message-ID") == [MESSAGE.message_id]
    assert read["From"] == read["To"] == "wang@example.com"
    assert all(len(line) <= 78 for line in raw.splitlines())


def test_a_copy_carries_the_same_message_id() -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        assert mail(port) == mail(port) == Sent()
    first, second = (message_from_bytes(raw)["Message-ID"] for raw in inbox.mails)
    assert first == second == MESSAGE.message_id


def test_a_mail_url_goes_out_the_same_way() -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        url = f"mailto://127.0.0.1:{port}?from=xiaohu@example.com&to=wang@example.com"
        assert open_notifier("url", read_config("url", {"url": url}), local()).send(MESSAGE) == Sent()
    assert message_from_bytes(inbox.mails[0])["Message-ID"] == MESSAGE.message_id


def test_starttls_and_login(trusted: Path) -> None:
    inbox = Inbox()
    settings = {"tls_context": server_tls(trusted), "authenticator": login, "auth_required": True}
    with smtp_server(inbox, require_starttls=True, **settings) as port:
        assert mail(port, security="starttls", password=PASSWORD) == Sent()
        wrong = mail(port, security="starttls", password=PASSWORD + "x")
    assert isinstance(wrong, Refused)
    assert (wrong.permanent, wrong.code) == (True, "535")
    assert len(inbox.mails) == 1


def test_tls_from_the_first_byte(trusted: Path) -> None:
    inbox = Inbox()
    with smtp_server(inbox, ssl_context=server_tls(trusted)) as port:
        assert mail(port, security="ssl") == Sent()
    assert len(inbox.mails) == 1


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_a_certificate_nobody_vouches_for_is_not_trusted(tmp_path: Path, security: str) -> None:
    tls = server_tls(certificate(tmp_path))
    settings = {"ssl_context": tls} if security == "ssl" else {"tls_context": tls}
    inbox = Inbox()
    with smtp_server(inbox, **settings) as port:
        outcome = mail(port, security=security, password=PASSWORD)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "certificate"
    assert inbox.mails == []


def test_a_password_is_not_sent_where_starttls_is_missing() -> None:
    inbox = Inbox()
    with smtp_server(inbox, authenticator=login, auth_require_tls=False) as port:
        outcome = mail(port, security="starttls", password=PASSWORD)
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "starttls")


def test_a_server_without_login_says_so() -> None:
    with smtp_server(Inbox()) as port:
        outcome = mail(port, password=PASSWORD)
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "login")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("code", "permanent"), [("451", False), ("421", False), ("550", True), ("554", True)]
)
def test_4xx_is_temporary_and_5xx_is_final(command: str, code: str, permanent: bool) -> None:
    inbox = Inbox(**{command: f"{code} no <wang@example.com> today"})
    with smtp_server(inbox) as port:
        outcome = mail(port)
    assert outcome == Refused(permanent, code, "no <…> today")


def test_a_greeting_that_refuses_is_read() -> None:
    with scripted_server(b"554 go away\r\n") as port:
        assert mail(port) == Refused(True, "554", "go away")
    with scripted_server(b"421 too many connections\r\n") as port:
        assert mail(port) == Refused(False, "421", "too many connections")


def test_a_cut_after_the_data_is_unreachable_and_may_have_arrived() -> None:
    inbox = Inbox(DATA="cut")
    with smtp_server(inbox) as port:
        outcome = mail(port)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"
    assert len(inbox.mails) == 1


def test_a_server_that_never_answers_is_left_in_time() -> None:
    with scripted_server() as port:
        outcome = mail(port, time_limit=0.3)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "timeout"


def test_an_attempt_whose_time_is_up_sends_nothing_later() -> None:
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


def test_a_server_that_is_slow_to_say_goodbye_does_not_matter() -> None:
    lines = [b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", b"250 taken\r\n"]
    with scripted_server(*lines) as port:
        assert mail(port, message=replace(MESSAGE, html=None, calendar=None, text="short")) == Sent()


@pytest.mark.parametrize("lines", [(b"",), (b"220 hi\r\n", b""), (b"220 hi\r\n", b"250 hi\r\n", b"")])
def test_a_cut_connection_is_unreachable(lines: tuple[bytes, ...]) -> None:
    with scripted_server(*lines) as port:
        outcome = mail(port)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"


@pytest.mark.parametrize(
    "line", [b"hello\r\n", b"999 what\r\n", b"220 " + b"x" * 10000 + b"\r\n", b"\xff\xfe\r\n"]
)
def test_a_server_that_speaks_no_smtp_is_an_outcome(line: bytes) -> None:
    with scripted_server(line, b"") as port:
        assert isinstance(mail(port), Refused | Unreachable)


def test_a_closed_port_and_an_unknown_name_differ() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    refused, unknown = mail(closed), mail(25, host="mail.invalid")
    assert isinstance(refused, Unreachable)
    assert isinstance(unknown, Unreachable)
    assert (refused.code, unknown.code) == ("connection_refused", "dns")


@pytest.mark.parametrize(
    "password", ["per%cent", "%41%42", "pass word", "a@b:c/d?e#f", "密码", '"quoted\\"', "+plus+"]
)
def test_a_password_reaches_the_server_as_typed(password: str, trusted: Path) -> None:
    tried: list[bytes] = []

    def remember(server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> Any:
        tried.append(data.password)
        return login(server, session, envelope, mechanism, data)

    settings = {"tls_context": server_tls(trusted), "authenticator": remember}
    with smtp_server(Inbox(), **settings) as port:
        outcome = mail(port, security="starttls", password=password)
    if password.isascii():
        assert set(tried) == {password.encode()}
    else:
        assert not isinstance(outcome, Sent)


def test_json_arrives(web: HTTPServer) -> None:
    assert post(web, "/status/200") == Sent()
    [(path, body)] = web.heard
    told = json.loads(body)
    assert path == "/status/200/" or path == "/status/200"
    assert (told["title"], told["message"].split()) == (MESSAGE.subject, MESSAGE.text.split())


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/status/429/120", Refused(False, "429", "429 Too Many Requests", timedelta(minutes=2))),
        ("/status/503/30", Refused(False, "503", "503 Service Unavailable", timedelta(seconds=30))),
        ("/status/500", Refused(False, "500", "500 Internal Server Error")),
        ("/status/408", Refused(False, "408", "408 Request Timeout")),
        ("/status/404", Refused(True, "404", "404 Not Found")),
        ("/status/401", Refused(True, "401", "401 Unauthorized")),
        ("/status/599", Refused(False, "599", "599")),
    ],
)
def test_http_statuses_decide(web: HTTPServer, path: str, outcome: Outcome) -> None:
    assert post(web, path) == outcome


def test_redirects_are_not_followed(web: HTTPServer) -> None:
    outcome = post(web, "/status/302/-status-200")
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "302")
    assert len(web.heard) == 1


def test_a_hanging_web_server_is_left_in_time(web: HTTPServer) -> None:
    outcome = post(web, "/hang", time_limit=0.3)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "timeout"


def test_a_closed_web_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"json://127.0.0.1:{port}/{PASSWORD}"
    outcome = open_notifier("url", read_config("url", {"url": url}), local()).send(MESSAGE)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "connection_refused"


def test_a_stored_url_that_no_longer_works_is_final() -> None:
    assert open_notifier("url", {"url": "nosuch://x"}, local()).send(MESSAGE) == Refused(
        True, "settings", "the channel's settings are not accepted: set it up again"
    )


def test_many_threads_get_each_its_own_outcome(web: HTTPServer) -> None:
    codes = ["200", "404", "429", "500"] * 15
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda code: post(web, f"/status/{code}"), codes))
    assert [getattr(outcome, "code", "200") for outcome in outcomes] == codes


def test_one_notifier_serves_many_threads_without_waiting() -> None:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        typed: dict[str, str | int | None] = {"to": "wang@example.com", "host": "127.0.0.1", "port": port}
        typed["security"] = "none"
        notifier = open_notifier("email", read_config("email", typed), local())
        messages = [replace(MESSAGE, message_id=message_id(str(n), 1, "example.org")) for n in range(40)]
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(notifier.send, messages)) == {Sent()}
    arrived = [message_from_bytes(raw)["Message-ID"] for raw in inbox.mails]
    assert sorted(arrived) == sorted(m.message_id for m in messages)


@pytest.mark.parametrize("name", ["apprise", "urllib3", "urllib3.connectionpool"])
def test_libraries_that_log_tokens_when_debugging_do_not_debug(web: HTTPServer, name: str) -> None:
    assert post(web, "/status/200") == Sent()
    assert logging.getLogger().isEnabledFor(logging.DEBUG)
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)


def test_what_apprise_warns_of_stays_with_the_attempt(web: HTTPServer) -> None:
    post(web, "/status/500")
    assert not logging.getLogger("apprise").propagate
