"""Every vendor's channel against a real server on loopback that answers as the vendor does: sent is what the
vendor says was taken, whatever the HTTP status. Channels are rows of rows.py and relay_rows.py."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from notifiers.channels import describe, open_notifier, read_config
from notifiers.message import Message, message_id
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.notifier import Notifier
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from tests.contract.relay_rows import RELAYS
from tests.contract.rows import ROWS as ROBOTS
from tests.contract.rows import Row
from tests.contract.vendor_server import Heard, Reply, VendorServer, vendor_server
from tests.unit.notifiers.samples import VERIFY, due

NOW = datetime(2026, 11, 3, 9, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MESSAGE = render_due(
    due(VERIFY, base_url="https://xiaohu.example.org"), message_id("batch-1", 1, "example.org")
)
ROWS = (*ROBOTS, *RELAYS)
OWN_SERVER = "https://xiaohu.example.org/"


def local(time_limit: float) -> Outgoing:
    return Outgoing(Networks(read_networks("127.0.0.0/8")), time_limit, now=lambda: NOW)


@dataclass
class Channel:
    """A row as a kind of its own, or as an Apprise URL."""

    row: Row
    as_url: bool
    server: VendorServer

    def send(self, message: Message = MESSAGE, time_limit: float = 5.0) -> Outcome:
        outgoing = local(time_limit)
        notifier = self.open(outgoing)
        try:
            return notifier.send(message)
        finally:
            notifier.close()
            outgoing.close()

    def open(self, outgoing: Outgoing) -> Notifier:
        kind = "url" if self.as_url else self.row.kind
        typed = {"url": self.row.url} if self.as_url else dict(self.row.typed)
        return open_notifier(kind, read_config(kind, typed), outgoing)

    def gets(self, *replies: Reply, message: Message = MESSAGE) -> Outcome:
        self.server.say(*replies)
        return self.send(message)


_CASES = [(row, False) for row in ROWS] + [(row, True) for row in ROWS if row.url]
_OF_PARTS = [case for case in _CASES if case[0].parts > 1]


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with vendor_server() as running:
        yield running


def _name(case: tuple[Row, bool]) -> str:
    return f"{case[0].id or case[0].kind}{' by url' if case[1] else ''}"


@pytest.fixture(params=_CASES, ids=_name)
def channel(request: pytest.FixtureRequest, server: VendorServer, monkeypatch: pytest.MonkeyPatch) -> Channel:
    row, as_url = request.param
    row.point(monkeypatch, server.origin)
    server.before = row.before
    return Channel(row, as_url, server)


@pytest.fixture(autouse=True)
def no_secret_is_logged(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    said = "\n".join(record.getMessage() for record in caplog.records) + "".join(capfd.readouterr())
    secrets = {secret for row in ROWS for secret in row.secrets} | {VERIFY.platform}
    assert not [secret for secret in secrets if secret in said]


def test_a_message_the_vendor_took_is_sent_once(channel: Channel) -> None:
    assert isinstance(channel.gets(Reply(channel.row.accepted)), Sent)
    [heard] = channel.server.heard
    body = heard.text
    assert VERIFY.platform in body
    assert OWN_SERVER in body
    assert channel.row.weigh(heard) <= channel.row.limit
    assert heard.headers["User-Agent"] == "xiaohu"


def test_http_200_with_a_code_is_what_the_code_says(channel: Channel) -> None:
    for answer, outcome in channel.row.refused:
        assert channel.gets(answer if isinstance(answer, Reply) else Reply(answer)) == outcome


def test_a_code_nobody_knows_is_a_refusal_that_may_pass(channel: Channel) -> None:
    assert channel.gets(Reply(channel.row.unknown(987654, "went wrong"))) == Refused(
        False, "987654", "went wrong"
    )


@pytest.mark.parametrize("body", [b"", b"<html>login</html>", b"{}", b"[]", b"null", b'{"ok": true}', b"0"])
def test_http_200_without_the_vendors_yes_is_not_sent(channel: Channel, body: bytes) -> None:
    outcome = channel.gets(Reply(body))
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (False, "answer")


@pytest.mark.parametrize(
    ("status", "permanent"),
    [(400, True), (401, True), (403, True), (404, True), (408, False), (500, False), (503, False)],
)
def test_statuses_decide_where_no_code_does(channel: Channel, status: int, permanent: bool) -> None:
    outcome = channel.gets(Reply(b"no", status))
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (permanent, str(status))


def test_an_error_status_is_not_sent_even_with_the_vendors_yes(channel: Channel) -> None:
    outcome = channel.gets(Reply(channel.row.accepted, 502))
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (False, "502")


def test_429_keeps_the_wait_it_asks_for(channel: Channel) -> None:
    outcome = channel.gets(Reply(b"", 429, {"Retry-After": "120"}))
    assert outcome == Refused(False, "429", "429 Too Many Requests", timedelta(minutes=2))


def test_redirects_are_not_followed(channel: Channel) -> None:
    outcome = channel.gets(Reply(b"", 302, {"Location": f"{channel.server.origin}/elsewhere"}))
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, outcome.code) == (True, "302")
    assert len(channel.server.heard) == 1


def test_a_vendor_that_hangs_is_left_in_time(channel: Channel) -> None:
    channel.server.say(Reply(hang=True))
    outcome = channel.send(time_limit=0.4)
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "timeout"


def test_a_cut_connection_is_unreachable(channel: Channel) -> None:
    outcome = channel.gets(Reply(cut=True))
    assert isinstance(outcome, Unreachable)
    assert outcome.code == "cut"


def test_the_vendors_words_are_kept_without_the_key(channel: Channel) -> None:
    known = [each for each in channel.row.secrets if not channel.as_url or each in str(channel.row.url)]
    for secret in known:
        words = f"no robot with {secret} here"
        assert channel.gets(Reply(channel.row.unknown(987654, words))) == Refused(
            False, "987654", "no robot with … here"
        )


def test_a_list_never_shows_the_key(channel: Channel) -> None:
    shown = describe(channel.row.kind, read_config(channel.row.kind, dict(channel.row.typed)))
    assert not [secret for secret in channel.row.secrets if secret in shown]


def test_a_long_chinese_text_keeps_to_the_bytes_on_the_wire(channel: Channel) -> None:
    body, rule, footer = MESSAGE.text.partition("-" * 12)
    lines = "\n".join(f"* {n}号账户：{'还没有更新，' * (n % 40)}😀" for n in range(3000))
    long = replace(MESSAGE, text=f"{lines}\n{body}{rule}{footer}")
    assert isinstance(channel.gets(Reply(channel.row.accepted), message=long), Sent)
    heard = channel.server.heard
    assert 1 <= len(heard) <= channel.row.parts
    assert all(channel.row.weigh(each) <= channel.row.limit for each in heard)
    last = heard[-1].text
    assert channel.row.weigh(heard[0]) > channel.row.limit * 0.6, "parts are filled"
    assert "骗子" in last, "who writes is never cut"
    assert OWN_SERVER in last, "the link is never cut"
    assert "0号账户" in heard[0].text, "what comes first is kept"
    assert "2999号账户" not in last


@pytest.mark.parametrize("channel", _OF_PARTS, ids=_name, indirect=True)
def test_a_part_that_is_refused_is_the_outcome_of_the_whole(channel: Channel) -> None:
    long = replace(MESSAGE, text="很长的一行\n" * 5000 + MESSAGE.text)
    refused = Reply(channel.row.unknown(987654, "no more"))
    outcome = channel.gets(Reply(channel.row.accepted), refused, message=long)
    assert outcome == Refused(False, "987654", "no more")
    assert len(channel.server.heard) == 2, "nothing is sent after a refusal"


def test_800_at_once_get_each_its_own_code_and_words(
    server: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(heard: Heard) -> Reply:
        n = int(heard.body.decode().partition("No:")[2][:6])
        row = _CASES[n % len(_CASES)][0]
        return Reply(row.unknown(200000 + n, f"words of {n}"))

    def before(heard: Heard) -> object:
        return next((said for row in ROWS if (said := row.before(heard)) is not None), None)

    def send(n: int) -> Outcome:
        return notifiers[n % len(_CASES)].send(replace(MESSAGE, subject=f"No:{n:06}"))

    for row in ROWS:
        row.point(monkeypatch, server.origin)
    server.answer, server.before = answer, before
    outgoing = local(30)
    notifiers = [Channel(row, as_url, server).open(outgoing) for row, as_url in _CASES]
    with ThreadPoolExecutor(32) as pool:
        outcomes = list(pool.map(send, range(800)))
    assert outcomes == [Refused(False, str(200000 + n), f"words of {n}") for n in range(800)]
    outgoing.close()
    assert len(server.heard) == 800


def test_rows_are_complete() -> None:
    assert len({row.id or row.kind for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert {outcome.permanent for _, outcome in row.refused if isinstance(outcome, Refused)} == {
            True,
            False,
        }, f"{row.kind}: one refusal that is final, one that passes"
        assert json.dumps(row.unknown(1, "x"))
