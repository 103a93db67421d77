"""Every channel against real servers on loopback: what arrives, and what is said when nothing does."""

import json
import logging
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from notifiers.channels import open_notifier, read_config
from notifiers.message import message_id
from notifiers.messages import render_due
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from tests.contract.servers import PASSWORD, HTTPServer, http_server
from tests.unit.notifiers.samples import CONFIRM_THEN_VERIFY, due

MESSAGE = render_due(due(CONFIRM_THEN_VERIFY), message_id("batch-1", 1, "example.org"))


def local(time_limit: float = 5.0) -> Outgoing:
    return Outgoing(Networks(read_networks("127.0.0.0/8")), time_limit)


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
    assert [outcome.code or "200" for outcome in outcomes] == codes


@pytest.mark.parametrize("name", ["apprise", "urllib3", "urllib3.connectionpool"])
def test_libraries_that_log_tokens_when_debugging_do_not_debug(
    web: HTTPServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert post(web, "/status/200") == Sent()
    assert logging.getLogger().isEnabledFor(logging.DEBUG)
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)


def test_what_apprise_warns_of_stays_with_the_attempt(web: HTTPServer) -> None:
    post(web, "/status/500")
    assert not logging.getLogger("apprise").propagate
