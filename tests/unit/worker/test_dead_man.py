"""The outside monitor hears of a scheduler that works, and of nothing else."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from config.settings import ConfigError, load_settings
from models.session import Database, DatabaseUnusable
from tests.closures import CHECK_AT, add_channel, first_user, register
from tests.scripted import Office, open_office
from worker import dead_man, deliver
from worker.dead_man import ping
from worker.jobs import RECURRING

SECRET = "3c5a9d1e-secret"


class Page(BaseHTTPRequestHandler):
    """Answers what ``status`` says and keeps what it was asked for."""

    status: ClassVar[int] = 200
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def monitor() -> Iterator[str]:
    """Its address; nothing was asked yet."""
    Page.asked.clear()
    Page.status = 200
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{SECRET}"
        server.shutdown()


@contextmanager
def _office(database: Database, url: str) -> Iterator[Office]:
    with open_office(database, CHECK_AT, ping_url=url, allowed_networks="127.0.0.0/8") as office:
        yield office


def test_it_is_told_once_a_look_for_what_is_due_has_succeeded(database: Database, monitor: str) -> None:
    with _office(database, monitor) as office:
        ping(office.deliverer)
        assert Page.asked == []
        office.deliverer.next_due()
        ping(office.deliverer)
        assert Page.asked == [f"/{SECRET}"]


def test_silence_follows_when_the_database_is_unusable(
    database: Database, monitor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OperationalError("look", {}, Exception("gone"))

    with _office(database, monitor) as office:
        office.deliverer.next_due()
        monkeypatch.setattr(Connection, "scalar", broken)
        with pytest.raises((OperationalError, DatabaseUnusable)):
            office.deliverer.next_due()
        monkeypatch.setattr(dead_man, "FRESH_SECONDS", 0.0)  # the last good look is long ago
        ping(office.deliverer)
        assert Page.asked == []


def test_silence_follows_when_what_is_due_cannot_be_claimed(
    database: Database, monitor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk one can still see what is due."""

    def full(*_: object, **__: object) -> None:
        raise DatabaseUnusable("full")

    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    monkeypatch.setattr(deliver, "claim", full)
    with _office(database, monitor) as office:
        with pytest.raises(DatabaseUnusable):
            office.deliverer.release()
        ping(office.deliverer)
        assert Page.asked == []


def test_nobody_is_asked_where_nobody_was_named(database: Database, monitor: str) -> None:
    with _office(database, "") as office:
        office.deliverer.next_due()
        ping(office.deliverer)
    assert Page.asked == []


def test_what_fails_is_said_once_and_never_with_the_address(
    database: Database, monitor: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with _office(database, monitor) as office:
        office.deliverer.next_due()
        for status in (200, 404, 404, 500, 200, 200):
            Page.status = status
            ping(office.deliverer)
    said = [record.message for record in caplog.records if "monitor" in record.message]
    assert [line.rsplit(" ", 1)[-1] for line in said] == ["404", "500", "well"]
    assert SECRET not in caplog.text


def test_a_closed_address_is_a_failure_like_others(
    database: Database, monitor: str, caplog: pytest.LogCaptureFixture
) -> None:
    with open_office(database, CHECK_AT, ping_url=monitor, allowed_networks="") as office:
        office.deliverer.next_due()
        ping(office.deliverer)
    assert Page.asked == []
    assert "not told" in caplog.text


def test_it_recurs_every_minute() -> None:
    [work] = [work for work in RECURRING if work.do is ping]
    assert work.every.total_seconds() == 60


@pytest.mark.parametrize(
    "url", [f"ftp://{SECRET}", f"hc-ping.com/{SECRET}", f"https://a b/{SECRET}", f"http://x\n{SECRET}"]
)
def test_a_bad_address_is_refused_without_being_shown(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAOHU_PING_URL", url)
    with pytest.raises(ConfigError) as refused:
        load_settings()
    assert "PING_URL" in str(refused.value)
    assert SECRET not in str(refused.value)


def test_the_address_is_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAOHU_PING_URL", f"https://hc-ping.com/{SECRET}")
    assert SECRET not in repr(load_settings())
