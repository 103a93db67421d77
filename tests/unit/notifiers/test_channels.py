"""What a user may fill in, and the one sentence for what makes no channel."""

import json
from typing import Annotated

import pytest

from notifiers.channels import (
    ChannelError,
    Config,
    Kind,
    default_detail,
    describe,
    find_kind,
    kinds,
    open_notifier,
    read_config,
    register,
)
from notifiers.form import Asked, Form
from notifiers.message import Message
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Sent
from notifiers.outgoing import Outgoing
from notifiers.url_channel import _secrets

Typed = dict[str, str | int | None]
LOCAL: Typed = {"to": "wang@example.com", "host": "127.0.0.1", "security": "none"}


def test_the_offered_kinds() -> None:
    assert {"email", "url"} <= set(kinds())
    assert default_detail("email") == "full"
    assert default_detail("url") == "minimal"


@pytest.mark.parametrize(
    ("typed", "config"),
    [
        (
            {"to": "wang@qq.com", "password": "code"},
            {
                "host": "smtp.qq.com",
                "port": 465,
                "security": "ssl",
                "user": "wang@qq.com",
                "sender": "wang@qq.com",
            },
        ),
        (
            {"to": "li@163.com", "user": "wang@gmail.com", "password": "x"},
            {"host": "smtp.gmail.com", "sender": "wang@gmail.com", "to": "li@163.com"},
        ),
        (
            {"to": "w@example.com", "host": "exmail", "password": "x"},
            {"host": "smtp.exmail.qq.com", "port": 465, "security": "ssl", "user": "w@example.com"},
        ),
        ({"to": "w@hotmail.com", "password": "x"}, {"port": 587, "security": "starttls"}),
        ({"to": "w@example.com", "host": "mail.example.com"}, {"port": 587, "security": "starttls"}),
        (
            {"to": "w@example.com", "host": "mail.example.com", "port": "465"},
            {"port": 465, "security": "ssl"},
        ),
        (
            {"to": "w@example.com", "host": "mail.example.com", "port": 2525},
            {"port": 2525, "security": "starttls"},
        ),
        ({"to": "w@example.com", "host": "mail.example.com", "security": "SSL"}, {"port": 465}),
        ({"to": "w@qq.com", "host": "relay.example.com"}, {"host": "relay.example.com", "port": 587}),
        ({"to": "w@qq.com", "port": 587, "password": "x"}, {"host": "smtp.qq.com", "security": "starttls"}),
        ({"to": "w@qq.com", "security": "starttls", "password": "x"}, {"host": "smtp.qq.com", "port": 587}),
        ({**LOCAL, "user": "wang", "password": "x"}, {"user": "wang", "sender": "wang@example.com"}),
        ({**LOCAL, "host": "::1"}, {"host": "::1", "port": 25}),
        ({**LOCAL, "to": " wang+tag@sub.example.com "}, {"to": "wang+tag@sub.example.com"}),
        ({**LOCAL, "user": None, "password": ""}, {"to": "wang@example.com"}),
    ],
)
def test_mail_settings_are_completed(typed: Typed, config: Config) -> None:
    made = read_config("email", typed)
    assert made.items() >= config.items()
    assert read_config("email", dict(made)) == made, "a stored config reads back as itself"
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "give to"),
        ({"to": "wang"}, "'wang' is no e-mail address"),
        ({"to": "wang@"}, "is no e-mail address"),
        ({"to": "wang@exa mple.com"}, "is no e-mail address"),
        ({"to": "王@example.com"}, "is no e-mail address"),
        ({"to": "a" * 65 + "@example.com"}, "is no e-mail address"),
        ({"to": "wang@-example.com"}, "is no e-mail address"),
        ({"to": "Wang <wang@example.com>"}, "is no e-mail address"),
        ({"to": "a@example.com,b@example.com"}, "to takes one address"),
        ({"to": "a@example.com;b@example.com"}, "to takes one address"),
        ({"to": "a@b@example.com"}, "to takes one address"),
        ({**LOCAL, "to": "a@example.com\r\nBcc: b@example.com"}, "to holds a line break"),
        ({**LOCAL, "sender": "a@example.com\nX: y"}, "sender holds a line break"),
        ({**LOCAL, "password": "x\x00y"}, "password holds a line break"),
        ({**LOCAL, "sender": "me"}, "'me' is no e-mail address"),
        ({"to": "wang@example.com"}, "mail server is missing"),
        ({"to": "wang@qq.com"}, "QQ mail takes the 授权码"),
        ({"to": "w@example.com", "host": "exmail"}, "客户端专用密码"),
        ({**LOCAL, "host": "smtp.example.com:25"}, "without port"),
        ({**LOCAL, "host": "smtp://example.com"}, "is no server name"),
        ({**LOCAL, "host": "example .com"}, "is no server name"),
        ({**LOCAL, "host": "a..b"}, "is no server name"),
        ({**LOCAL, "host": "300.1.1.1"}, "is no server name"),
        ({**LOCAL, "security": "tls"}, "choose starttls, ssl, none"),
        ({**LOCAL, "port": 0}, "from 1 to 65535"),
        ({**LOCAL, "port": 65536}, "from 1 to 65535"),
        ({**LOCAL, "port": "25x"}, "from 1 to 65535"),
        ({**LOCAL, "port": "-25"}, "from 1 to 65535"),
        ({**LOCAL, "port": "٢٥"}, "from 1 to 65535"),
        ({**LOCAL, "port": "9" * 500}, "from 1 to 65535"),
        ({**LOCAL, "port": "9" * 5000}, "port is longer than"),
        ({**LOCAL, "user": "wang"}, "go together"),
        (
            {"to": "w@example.com", "host": "mail.example.com", "security": "none", "password": "x"},
            "unencrypted",
        ),
        ({**LOCAL, "cc": "x@example.com"}, "no setting called 'cc'"),
    ],
)
def test_bad_mail_settings_get_one_sentence(typed: Typed, sentence: str) -> None:
    with pytest.raises(ChannelError) as refused:
        read_config("email", typed)
    said = str(refused.value)
    assert sentence in said
    assert said.isprintable()
    assert said.endswith(".")
    assert refused.value.hint.format(**refused.value.params) == said


@pytest.mark.parametrize(
    "url",
    [
        "json://127.0.0.1:8000/path",
        "ntfys://topic",
        "tgram://123456789:abcdefg_hijklmnop/12315544/",
        "mailto://127.0.0.1:2525?from=a@example.com&to=b@example.com",
        "mailtos://user:pw@example.com",
        "JSON://127.0.0.1",
        "json://127.0.0.1/?x=http%3A%2F%2Fexample.com",
        "json://127.0.0.1/?+attachment=1",
    ],
)
def test_apprise_urls_are_taken(url: str) -> None:
    assert read_config("url", {"url": url}) == {"url": url}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "The URL is missing"),
        ("hello", "no Apprise URL"),
        ("wang@example.com", "no Apprise URL"),
        ("://token", "no Apprise URL"),
        ("foo://token", "no service called foo://"),
        ("https://example.com", "no service called https://"),
        ("file:///etc/passwd", "no service called file://"),
        ("ntfys://a,ntfys://b", "several URLs"),
        ("ntfys://a;json://b", "several URLs"),
        ("ntfys://a ntfys://b", "several URLs"),
        ("ntfys://a b", "holds a space"),
        ("json://127.0.0.1/\r\njson://127.0.0.1", "line break"),
        ("json://127.0.0.1/?optional=yes", "optional= is not allowed"),
        ("json://127.0.0.1/?OPTIONAL=yes", "optional= is not allowed"),
        ("json://127.0.0.1/?a=b&%6Fptional=yes", "optional= is not allowed"),
        ("json://127.0.0.1/?optional=no", "optional= is not allowed"),
        ("json://127.0.0.1/?attach=/etc/passwd", "attach= is not allowed"),
        ("json://127.0.0.1/?retry=3", "retry= is not allowed"),
        ("json://127.0.0.1/?wait=3", "wait= is not allowed"),
        ("tgram://", "cannot use this tgram:// URL"),
        ("mailto://127.0.0.1?from=a@example.com&to=b@example.com,c@example.com", "one recipient"),
        ("mailto://127.0.0.1?from=a@example.com&to=b@example.com&cc=c@example.com", "one recipient"),
    ],
)
def test_bad_urls_get_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ChannelError) as refused:
        read_config("url", {"url": url})
    assert sentence in str(refused.value)
    assert "passwd" not in str(refused.value)


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ChannelError, match=r"'fax': choose one of .*email, .*url"):
        find_kind("fax")


@pytest.mark.parametrize(
    ("kind", "config", "line"),
    [
        (
            "email",
            read_config("email", {"to": "wang@qq.com", "password": "sesame"}),
            "w***@qq.com (smtp.qq.com)",
        ),
        ("url", {"url": "tgram://123456789:sesame/12315544/"}, "tgram://…"),
        ("url", {"url": "dingtalk://sesame"}, "dingtalk://…"),
    ],
)
def test_a_description_holds_no_secret(kind: str, config: Config, line: str) -> None:
    assert describe(kind, config) == line


def test_every_part_of_a_url_counts_as_a_secret() -> None:
    found = set(_secrets("tgram://123:AbC%20d@host.example/path/part?token=x1&y=%2Fz"))
    assert {"123", "AbC%20d", "AbC d", "host.example", "path", "part", "x1", "/z"} <= found


def test_a_further_kind_joins(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def send(self, message: Message) -> Outcome:
            return Sent()

        def close(self) -> None: ...

    class Token(Form):
        token: Annotated[str, Asked("Token", secret=True)]

    def opened(config: Config, outgoing: Outgoing) -> Notifier:
        return Silent()

    kinds()
    monkeypatch.setattr("notifiers.channels._KINDS", dict.fromkeys(kinds(), find_kind("email")))
    register(Kind("robot", "Robot", Token, lambda config: "robot", opened, detail="minimal"))
    assert "robot" in kinds()
    assert isinstance(open_notifier("robot", read_config("robot", {"token": "t"}), Outgoing()), Silent)
    assert Token.secrets() == {"token"}
