"""What Apprise's plugins do with our messages on the wire, beyond sent or refused."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from notifiers.channels import open_notifier, read_config
from notifiers.message import Message
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Outcome, Refused, Sent
from notifiers.outgoing import Outgoing
from notifiers.vendors.markdown import RELAY
from notifiers.vendors.parts import parts
from tests.contract.relay_rows import GOTIFY, MATRIX, NTFY, RELAYS, TELEGRAM
from tests.contract.rows import Row
from tests.contract.test_every_channel import MESSAGE, OWN_SERVER
from tests.contract.vendor_server import Reply, VendorServer, vendor_server

EVIL = '<a href="http://evil.example/">点这里</a> [点这里](http://evil.example/) <b>&amp; http://evil.example'
SMUGGLED = replace(MESSAGE, text=f"* {EVIL}\n    {EVIL}\n---- {EVIL} ----\n{MESSAGE.text}")


@pytest.fixture
def server() -> Iterator[VendorServer]:
    with vendor_server() as running:
        yield running


@pytest.fixture(params=[TELEGRAM, NTFY, GOTIFY, MATRIX], ids=lambda row: row.kind)
def row(request: pytest.FixtureRequest, server: VendorServer, monkeypatch: pytest.MonkeyPatch) -> Row:
    asked: Row = request.param
    return pointed(asked, server, monkeypatch)


def pointed(row: Row, server: VendorServer, monkeypatch: pytest.MonkeyPatch) -> Row:
    row.point(monkeypatch, server.origin)
    server.before = row.before
    server.say(Reply(row.accepted))
    return row


def send(row: Row, message: Message = MESSAGE) -> Outcome:
    outgoing = Outgoing(Networks(read_networks("127.0.0.0/8")), 5)
    return open_notifier(row.kind, read_config(row.kind, dict(row.typed)), outgoing).send(message)


def test_users_text_is_neither_markup_nor_a_link(row: Row, server: VendorServer) -> None:
    assert isinstance(send(row, SMUGGLED), Sent)
    text = server.heard[0].text.replace("<b>", "", 1)  # Apprise's, around the subject
    assert "点这里" in text
    assert not [markup for markup in ("<a", "<b>", "](http", "://evil", "&amp;") if markup in text]


def test_refusals_are_not_repeated_by_the_plugin(row: Row, server: VendorServer) -> None:
    for reply in (Reply({}, 500), Reply({"retry_after_ms": 10, "parameters": {"retry_after": 1}}, 429)):
        server.heard.clear()
        server.say(reply)
        assert isinstance(send(row), Refused)
        assert len(server.heard) == 1


def test_our_text_given_back_is_not_kept_as_words(row: Row, server: VendorServer) -> None:
    server.say(Reply({"error": MESSAGE.text[:60], "description": MESSAGE.text[:60]}, 400))
    outcome = send(row)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "400 Bad Request"


def test_a_copy_to_matrix_is_the_same_transaction(
    server: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = pointed(MATRIX, server, monkeypatch)
    other = replace(MESSAGE, message_id="<other@example.org>")
    assert all(isinstance(each, Sent) for each in (send(row), send(row), send(row, other)))
    first, copy, second = (heard.path for heard in server.heard)
    assert first == copy != second


def test_a_long_text_stays_a_message_on_ntfy(server: VendorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    row = pointed(NTFY, server, monkeypatch)
    assert isinstance(send(row, replace(MESSAGE, text="还没有更新\n" * 900 + MESSAGE.text)), Sent)
    [heard] = server.heard
    assert (heard.method, heard.path) == ("POST", "/")
    assert "filename" not in heard.json


def test_telegram_shows_no_preview_of_the_link(server: VendorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(send(pointed(TELEGRAM, server, monkeypatch)), Sent)
    assert server.heard[0].json["disable_web_page_preview"] is True


def test_every_relay_has_a_row() -> None:
    kinds = {"serverchan", "pushdeer", "pushplus", "wxpusher", "bark", "telegram", "ntfy", "gotify", "matrix"}
    assert {row.kind for row in RELAYS} == kinds


def test_a_page_of_a_relay_keeps_its_lines_and_has_one_link() -> None:
    [page] = parts(SMUGGLED, RELAY.of(SMUGGLED), lambda _: True)
    html = MarkdownIt("commonmark", {"html": True}).render(page)
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(page)
    assert html.count("<a ") == shown.count("<a ") == 1
    assert f'<a href="{OWN_SERVER}">' in html
    assert "<br" in html, "lines stay lines"
    assert "<li>" in html
