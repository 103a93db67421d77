"""What is particular to single vendors: lent tokens, signatures on the wire, URLs that mean somebody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from notifiers.channels import ChannelError, open_notifier, read_config
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from notifiers.vendors.answers import UNREADABLE
from tests.contract.rows import CORPID, CORPSECRET, DINGTALK, DINGTALK_TOKEN, HOOK, WECOM, WECOM_APP
from tests.contract.test_every_channel import MESSAGE
from tests.contract.vendor_server import Heard, Reply, VendorServer, vendor_server

OK = {"errcode": 0, "errmsg": "ok"}
START = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[VendorServer]:
    with vendor_server() as running:
        for row in (WECOM_APP, DINGTALK):
            row.point(monkeypatch, running.origin)
        running.say(Reply(OK))
        yield running


class Lender:
    """Lends token-1, token-2, ... and remembers who asked."""

    def __init__(self, **answer: Any) -> None:
        self.asked: list[str] = []
        self.answer = answer

    def __call__(self, heard: Heard) -> Any:
        if "gettoken" not in heard.path:
            return None
        self.asked.append(heard.path)
        lent = OK | {"access_token": f"token-{len(self.asked)}", "expires_in": 7200}
        return lent | self.answer


class App:
    """The WeCom app in one process, at any time of day."""

    def __init__(self, time_limit: float = 5.0) -> None:
        self.now = START
        networks = Networks(read_networks("127.0.0.0/8"))
        self.outgoing = Outgoing(networks, time_limit, now=lambda: self.now)

    def send(self) -> Outcome:
        config = read_config("wecom-app", dict(WECOM_APP.typed))
        return open_notifier("wecom-app", config, self.outgoing).send(MESSAGE)


def used_tokens(server: VendorServer) -> list[str]:
    return [parse_qs(urlsplit(heard.path).query)["access_token"][0] for heard in server.heard]


def test_a_token_is_asked_for_once_and_kept_by_the_process(server: VendorServer) -> None:
    server.before, app = Lender(), App()
    assert all(isinstance(app.send(), Sent) for _ in range(3))
    assert server.before.asked == [f"/cgi-bin/gettoken?corpid={CORPID}&corpsecret={CORPSECRET}"]
    assert used_tokens(server) == ["token-1"] * 3
    assert server.heard[0].json["agentid"] == 1000002
    assert server.heard[0].json["touser"] == "wangwu"


def test_a_token_that_is_about_to_expire_is_not_used(server: VendorServer) -> None:
    server.before, app = Lender(), App()
    app.send()
    app.now += timedelta(hours=2)
    app.send()
    assert used_tokens(server) == ["token-1", "token-2"]


@pytest.mark.parametrize("code", [40014, 42001])
def test_a_token_taken_back_early_is_replaced_once(server: VendorServer, code: int) -> None:
    server.before, app = Lender(), App()
    server.say(Reply({"errcode": code, "errmsg": "token"}), Reply(OK))
    assert isinstance(app.send(), Sent)
    assert used_tokens(server) == ["token-1", "token-2"]


def test_a_vendor_that_takes_no_token_is_not_asked_for_ever(server: VendorServer) -> None:
    server.before, app = Lender(), App()
    server.say(Reply({"errcode": 42001, "errmsg": "access_token expired"}))
    assert app.send() == Refused(False, "42001", "access_token expired")
    assert len(server.before.asked) == 2


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (
            {"errcode": 40001, "errmsg": "invalid credential"},
            Refused(True, "40001", "invalid credential", gone=True),
        ),
        ({"errcode": 40013, "errmsg": "invalid corpid"}, Refused(True, "40013", "invalid corpid", gone=True)),
        ({"errcode": 40091, "errmsg": f"{CORPSECRET} is bad"}, Refused(True, "40091", "… is bad", gone=True)),
        ({"access_token": None}, UNREADABLE),
        ({"access_token": ""}, UNREADABLE),
        ({"expires_in": "soon"}, UNREADABLE),
    ],
)
def test_a_token_that_is_not_lent_is_the_outcome(
    server: VendorServer, answer: dict[str, Any], outcome: Outcome
) -> None:
    server.before = Lender(**answer)
    assert App().send() == outcome
    assert server.heard == []


def test_token_and_message_share_one_time_limit(server: VendorServer) -> None:
    server.before = Lender()
    server.say(Reply(hang=True))
    outcome = App(time_limit=0.3).send()
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "timeout"


def sent_by(kind: str, typed: dict[str, Any], now: datetime, server: VendorServer) -> Heard:
    outgoing = Outgoing(Networks(read_networks("127.0.0.0/8")), now=lambda: now)
    open_notifier(kind, read_config(kind, typed), outgoing).send(MESSAGE)
    return server.heard[-1]


def test_dingtalks_signature_arrives_encoded_once(server: VendorServer) -> None:
    # Computed with openssl, see tests/unit/notifiers/vendors/test_signatures.py.
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1577262236711)
    heard = sent_by("dingtalk", {"webhook": DINGTALK_TOKEN, "secret": "SEC0123456789abcdef"}, now, server)
    assert heard.path == (
        f"/robot/send?access_token={DINGTALK_TOKEN}&timestamp=1577262236711"
        "&sign=HnX5VzBJRW%2BWpM6nOqD%2FFTmZofr9oQoPLc1eHtJrqJ0%3D"
    )


def test_feishus_signature_arrives_in_the_body(server: VendorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_feishu_origins(), "feishu", server.origin)
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=1599360473)
    body = sent_by("feishu", {"webhook": HOOK, "secret": "SEC0123456789abcdef"}, now, server).json
    assert (body["timestamp"], body["sign"]) == ("1599360473", "o4rYuzS+vyYu0ScPJVg0TrKMaVksgOXu1MYbxvtUINE=")
    assert body["msg_type"] == "interactive"


def test_without_a_clock_the_messages_own_time_is_signed(server: VendorServer) -> None:
    outgoing = Outgoing(Networks(read_networks("127.0.0.0/8")))
    config = read_config("dingtalk", {"webhook": DINGTALK_TOKEN, "secret": "SEC0123456789abcdef"})
    open_notifier("dingtalk", config, outgoing).send(MESSAGE)
    query = parse_qs(urlsplit(server.heard[0].path).query)
    assert query["timestamp"] == [str(int(MESSAGE.written_at.timestamp() * 1000))]


@pytest.mark.parametrize(
    "url",
    [
        f"dingtalk://{DINGTALK_TOKEN}/13800000000",
        f"wechat://{CORPID}:{CORPSECRET}@1000002/wang/li",
        f"wechat://{CORPID}:{CORPSECRET}@1000002/%23dept",
        f"wechat://{CORPID}:{CORPSECRET}@1000002/+3",
    ],
)
def test_a_url_that_mentions_or_means_several_is_not_accepted(url: str) -> None:
    with pytest.raises(ChannelError, match="something is missing or too much"):
        read_config("url", {"url": url})


def _feishu_origins() -> dict[str, str]:
    from notifiers.vendors.feishu import ORIGINS

    return ORIGINS


def test_apprises_own_splitting_sends_nothing_twice(
    server: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    WECOM.point(monkeypatch, server.origin)
    long = replace(MESSAGE, text="还没有更新\n" * 1000 + MESSAGE.text)
    config = read_config("url", {"url": f"{WECOM.url}?overflow=split"})
    outgoing = Outgoing(Networks(read_networks("127.0.0.0/8")))
    assert isinstance(open_notifier("url", config, outgoing).send(long), Sent)
    assert len(server.heard) == WECOM.parts
