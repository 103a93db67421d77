"""What users paste for relays and for servers of their own: taken apart, or one sentence."""

import pytest

from notifiers.channels import ChannelError, describe, find_kind, read_config

TURBO = "SCT123456TAbCdEfGhIjKlMnOp"
THREE = "sctp4711tabcdefghijklmnop"
DEER = "PDU1234TAbCdEfGhIjKl"
TOKEN = "be8652e98bd04139a13e1bffcd6d0f71"
AT, UID, SPT = "AT_qHT0cTQfLwYOlBV9cJj9z", "UID_AbCdEfGhIjKlMnOp", "SPT_AbCdEfGhIjKlMnOp"
BARK = "ynJ5Ft4atkMkWeo2PAvFhF"
BOT = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_0"
TLS = {"security": "tls"}
PLAIN = {"security": "none"}

ACCEPTED = [
    ("serverchan", {"key": TURBO}, {"key": TURBO}),
    ("serverchan", {"key": f"  {THREE} "}, {"key": THREE}),
    ("serverchan", {"key": f"https://sctapi.ftqq.com/{TURBO}.send"}, {"key": TURBO}),
    ("serverchan", {"key": f"https://sctapi.ftqq.com/{TURBO}.send?title=x&desp=y"}, {"key": TURBO}),
    ("serverchan", {"key": f"https://4711.push.ft07.com/send/{THREE}.send"}, {"key": THREE}),
    ("pushdeer", {"key": DEER}, {"host": "api2.pushdeer.com", "path": "", "key": DEER} | TLS),
    (
        "pushdeer",
        {"key": f"http://nas.example.org:8800/message/push?pushkey={DEER}&text=x"},
        {"host": "nas.example.org", "port": 8800, "path": "", "key": DEER} | PLAIN,
    ),
    (
        "pushdeer",
        {"key": DEER, "host": "https://example.org/deer/"},
        {"host": "example.org", "path": "/deer", "key": DEER} | TLS,
    ),
    ("pushplus", {"token": TOKEN}, {"token": TOKEN}),
    ("pushplus", {"token": f"http://www.pushplus.plus/send?token={TOKEN}&title=x"}, {"token": TOKEN}),
    ("pushplus", {"token": f"https://www.pushplus.plus/send/{TOKEN}"}, {"token": TOKEN}),
    ("wxpusher", {"token": SPT}, {"token": SPT}),
    ("wxpusher", {"token": SPT, "uid": UID}, {"token": SPT}),
    ("wxpusher", {"token": AT, "uid": UID}, {"token": AT, "uid": UID}),
    (
        "wxpusher",
        {"token": f"https://wxpusher.zjiecode.com/api/send/message/?appToken={AT}&content=x&uid={UID}"},
        {"token": AT, "uid": UID},
    ),
    ("wxpusher", {"token": f"https://wxpusher.zjiecode.com/api/send/message/{SPT}/x"}, {"token": SPT}),
    ("bark", {"key": BARK}, {"host": "api.day.app", "path": "", "key": BARK} | TLS),
    ("bark", {"key": f"https://api.day.app/{BARK}/"}, {"host": "api.day.app", "path": "", "key": BARK} | TLS),
    (
        "bark",
        {"key": f"https://api.day.app/{BARK}/这里改成你自己的推送内容"},
        {"host": "api.day.app", "path": "", "key": BARK} | TLS,
    ),
    (
        "bark",
        {"key": f"http://192.168.1.5:8080/bark/{BARK}/title/body"},
        {"host": "192.168.1.5", "port": 8080, "path": "/bark", "key": BARK} | PLAIN,
    ),
    ("bark", {"key": BARK, "host": "[fd00::5]"}, {"host": "fd00::5", "path": "", "key": BARK} | TLS),
    ("telegram", {"token": BOT, "chat": "-1001234567890"}, {"token": BOT, "chat": "-1001234567890"}),
    ("telegram", {"token": BOT, "chat": "@my_channel"}, {"token": BOT, "chat": "@my_channel"}),
    (
        "telegram",
        {"token": f"https://api.telegram.org/bot{BOT}/sendMessage?chat_id=42"},
        {"token": BOT, "chat": "42"},
    ),
    ("ntfy", {"topic": "my-topic"}, {"host": "ntfy.sh", "topic": "my-topic"} | TLS),
    ("ntfy", {"topic": "https://ntfy.sh/my-topic"}, {"host": "ntfy.sh", "topic": "my-topic"} | TLS),
    (
        "ntfy",
        {"topic": "t", "host": "http://192.168.1.5:8090", "token": "tk_abcdefgh"},
        {"host": "192.168.1.5", "port": 8090, "topic": "t", "token": "tk_abcdefgh"} | PLAIN,
    ),
    (
        "gotify",
        {"host": "https://nas.example.org/gotify/", "token": "AbCdEf.GhIjKlM"},
        {"host": "nas.example.org", "path": "/gotify", "token": "AbCdEf.GhIjKlM"} | TLS,
    ),
    (
        "gotify",
        {"host": "http://nas:8080/message?token=AbCdEf.GhIjKlM"},
        {"host": "nas", "port": 8080, "path": "", "token": "AbCdEf.GhIjKlM"} | PLAIN,
    ),
    (
        "matrix",
        {"host": "matrix.example.org", "token": "syt_abcdefgh", "room": "!AbC:example.org"},
        {"host": "matrix.example.org", "token": "syt_abcdefgh", "room": "!AbC:example.org"} | TLS,
    ),
    (
        "mqtt",
        {"host": "broker.example.org", "port": "8884", "topic": "home/xiaohu", "user": "w", "password": "p"},
        {"host": "broker.example.org", "port": 8884, "topic": "home/xiaohu", "user": "w", "password": "p"}
        | TLS,
    ),
]

REFUSED = [
    ("serverchan", {}, "key is missing"),
    ("serverchan", {"key": "SCU1234TAbCdEf"}, "no SendKey of Server酱"),
    ("serverchan", {"key": f"{TURBO} {TURBO}"}, "holds a space"),
    ("serverchan", {"key": f"{TURBO},{TURBO}"}, "several"),
    ("serverchan", {"key": f"https://sctapi.ftqq.com/{TURBO}.send https://a.b/"}, "several URLs"),
    ("serverchan", {"key": f"https://evil.example/{TURBO}.send"}, "'evil.example' is not Server酱"),
    ("serverchan", {"key": f"https://1.push.ft07.com.evil.example/send/{THREE}.send"}, "is not Server酱"),
    ("serverchan", {"key": "https://sctapi.ftqq.com/"}, "no SendKey"),
    ("serverchan", {"key": TURBO, "optional": "yes"}, "no setting called 'optional'"),
    ("pushdeer", {"key": "a/b"}, "no key of PushDeer"),
    ("pushdeer", {"key": "https://api2.pushdeer.com/message/push"}, "no key of PushDeer"),
    ("pushdeer", {"key": DEER, "host": "bad host"}, "holds a space"),
    ("pushdeer", {"key": DEER, "host": "https://user:pw@example.org"}, "user name before the @"),
    ("pushdeer", {"key": DEER, "host": "file:///etc/passwd"}, "no address of a web server"),
    ("pushdeer", {"key": DEER, "host": "example.org/path"}, "is no server name"),
    ("pushdeer", {"key": DEER, "host": "example.org", "path": "/../x y"}, "no path"),
    ("pushdeer", {"key": DEER, "port": "70000"}, "is no port"),
    ("pushdeer", {"key": DEER, "security": "ssl"}, "choose tls, none"),
    ("pushplus", {"token": TOKEN[:-1]}, "no token of PushPlus"),
    ("pushplus", {"token": f"https://wxpusher.zjiecode.com/?token={TOKEN}"}, "is not PushPlus"),
    ("wxpusher", {"token": AT}, "give uid"),
    ("wxpusher", {"token": AT, "uid": "wang"}, "give uid"),
    ("wxpusher", {"token": "xyz"}, "no SPT or appToken of WxPusher"),
    ("wxpusher", {"token": f"https://example.org/?appToken={AT}&uid={UID}"}, "is not WxPusher"),
    ("bark", {"key": "https://api.day.app/"}, "no key of Bark"),
    ("bark", {"key": f"https://api.day.app/{BARK}", "port": "x"}, "is no port"),
    ("bark", {"key": BARK, "host": "http://a:99999"}, "no address of a web server"),
    ("telegram", {"token": "123456", "chat": "1"}, "no token of Telegram"),
    ("telegram", {"token": BOT}, "chat is missing"),
    ("telegram", {"token": BOT, "chat": "wang"}, "'wang' is no chat"),
    ("telegram", {"token": f"https://example.org/{BOT}", "chat": "1"}, "no token of Telegram"),
    ("ntfy", {"topic": "a topic"}, "holds a space"),
    ("ntfy", {"topic": "https://ntfy.sh/a/b"}, "no topic of ntfy"),
    ("ntfy", {"topic": "t", "host": "https://example.org/ntfy"}, "without '/ntfy'"),
    ("gotify", {"token": "AbCdEfGhIj"}, "host is missing"),
    ("gotify", {"host": "nas", "token": "short"}, "no token of Gotify"),
    ("gotify", {"host": "nas?x", "token": "AbCdEfGhIj"}, "is no server name"),
    ("matrix", {"host": "m.example.org", "token": "syt_abcdefgh", "room": "@wang:m.org"}, "is no room"),
    ("mqtt", {"host": "b", "topic": "home/#"}, "is no topic to publish to"),
    ("mqtt", {"host": "b", "topic": "$SYS/x"}, "is no topic to publish to"),
    ("mqtt", {"host": "b", "topic": "x", "password": "p"}, "A password needs a user"),
]

OWN = ("pushdeer", "bark", "ntfy", "gotify", "matrix", "mqtt")
THIRD_PARTIES = (
    "serverchan",
    "pushdeer",
    "pushplus",
    "wxpusher",
    "bark",
    "telegram",
    "ntfy",
    "matrix",
    "mqtt",
)


@pytest.mark.parametrize(("kind", "typed", "config"), ACCEPTED)
def test_what_is_pasted_is_taken_apart(kind: str, typed: dict[str, str], config: dict[str, object]) -> None:
    assert read_config(kind, typed) == config
    assert read_config(kind, config) == config, "what is stored reads back as itself"  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "typed", "sentence"), REFUSED)
def test_a_mistake_is_one_sentence_without_the_key(kind: str, typed: dict[str, str], sentence: str) -> None:
    with pytest.raises(ChannelError) as caught:
        read_config(kind, typed)
    said = str(caught.value)
    assert sentence in said
    assert not [key for key in (TURBO, THREE, DEER, TOKEN, AT, SPT, BARK, BOT) if key in said]


@pytest.mark.parametrize(("kind", "typed", "config"), ACCEPTED)
def test_a_list_shows_no_secret(kind: str, typed: dict[str, str], config: dict[str, object]) -> None:
    shown = describe(kind, read_config(kind, typed))
    secrets = [str(config[name]) for name in find_kind(kind).form.secrets() if config.get(name)]
    assert not [secret for secret in secrets if len(secret) > 1 and secret in shown]


@pytest.mark.parametrize("kind", OWN)
def test_servers_of_ones_own_are_asked_for_as_hosts(kind: str) -> None:
    asks = find_kind(kind).form.asks()
    assert [name for name, asked in asks.items() if asked.host] == ["host"]
    assert "port" in asks


@pytest.mark.parametrize("kind", THIRD_PARTIES)
def test_what_others_can_read_starts_at_minimal(kind: str) -> None:
    assert find_kind(kind).detail == "minimal"
