"""The transport guard against servers that hang, drip, flood, cut and redirect, all on loopback."""

import json
import socket
import ssl
import threading
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import requests

from notifiers.apprise_notifier import instantiate
from notifiers.attempt import Attempt, current
from notifiers.channels import open_notifier, read_config
from notifiers.guard import tls
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Outcome, Refused, Sent, Unreachable
from notifiers.outgoing import Outgoing
from notifiers.transport import Answer, Connection, Reply, connect
from tests.contract.rude_servers import (
    FLOODS,
    HANGS,
    LONG,
    OK,
    Visit,
    full_backlog,
    redirects,
    rude_server,
    silence,
    thanks,
)
from tests.contract.servers import certificate, server_tls
from tests.contract.test_channels import MESSAGE

ADDRESS = Refused(True, "address", "the server's address lies in a network that the operator has not opened")
CLOSED = ["127.0.0.1", "169.254.169.254", "100.64.0.1", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1"]
MonkeyPatch = pytest.MonkeyPatch
LATEST = 10.0  # seconds: far beyond any limit given here, so only what hangs is late
Sending = Any


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    before, started = set(threading.enumerate()), monotonic()
    yield
    assert set(threading.enumerate()) <= before
    assert monotonic() - started < LATEST


def local(time_limit: float = 5.0, allowed: str = "127.0.0.0/8") -> Outgoing:
    return Outgoing(Networks(read_networks(allowed)), time_limit)


def post(url: str, outgoing: Outgoing, **given: Any) -> Reply:
    try:
        return outgoing.http.post(url, **{"json": {"text": "你好"}, **given})
    finally:
        outgoing.close()


def by_plugin(url: str, outgoing: Outgoing) -> Outcome:
    notifier = open_notifier("url", read_config("url", {"url": url.replace("http", "json", 1)}), outgoing)
    try:
        return notifier.send(MESSAGE)
    finally:
        notifier.close()
        outgoing.close()


EACH = pytest.mark.parametrize("send", [post, by_plugin])


def code(outcome: object) -> str:
    return getattr(outcome, "code", "")


def trust(pem: Path, monkeypatch: MonkeyPatch) -> None:
    def trusting(_: str) -> ssl.SSLContext:
        context = tls.__wrapped__()
        context.load_verify_locations(pem)
        return context

    monkeypatch.setattr("notifiers.pools.tls", trusting)


def resolve_to(monkeypatch: MonkeyPatch, *turns: list[str]) -> None:
    """Names lead to the addresses of the first turn, then to those of the second; the last one stays."""
    left = list(turns)
    real = socket.getaddrinfo

    def resolve(host: str, port: int, type: int = 0, flags: int = 0) -> list[Any]:
        if flags & socket.AI_NUMERICHOST:
            return real(host, port, type=type, flags=flags)
        turn = left.pop(0) if len(left) > 1 else left[0]
        return [each for address in turn for each in real(address, port, type=type)]

    monkeypatch.setattr("socket.getaddrinfo", resolve)


# What does not end


@EACH
@pytest.mark.parametrize("case", HANGS)
def test_what_never_ends_is_left_when_the_time_is_up(send: Sending, case: str) -> None:
    with rude_server(HANGS[case]) as port:
        outcome = send(f"http://127.0.0.1:{port}/", local(0.4))
    # What drips fast enough may become too much before it is too late.
    assert isinstance(outcome, Unreachable)
    assert outcome.code in ("timeout", "cut")


@EACH
def test_a_server_that_never_accepts_is_left(send: Sending) -> None:
    with full_backlog() as port:
        assert code(send(f"http://127.0.0.1:{port}/", local(0.4))) == "timeout"


@pytest.mark.parametrize("case", ["hang after the request", "header drips", "body drips"])
def test_the_same_inside_tls(case: str, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    pem = certificate(tmp_path)
    trust(pem, monkeypatch)
    with rude_server(HANGS[case], tls=server_tls(pem)) as port:
        assert code(post(f"https://127.0.0.1:{port}/", local(0.4))) == "timeout"


@EACH
@pytest.mark.parametrize("beginning", [b"", b"\x16\x03\x03\x40\x00\x02"])
def test_a_handshake_that_drips_is_left(send: Sending, beginning: bytes) -> None:
    with rude_server(lambda visit: visit.drip(beginning, b"\0" if beginning else b"")) as port:
        assert code(send(f"https://127.0.0.1:{port}/", local(0.4))) == "timeout"


def test_a_server_that_does_not_read_is_left() -> None:
    with rude_server(silence, receive_buffer=4096) as port:
        outcome = post(f"http://127.0.0.1:{port}/", local(0.4), json=None, data=bytes(30_000_000))
    assert code(outcome) == "timeout"


def test_all_requests_of_one_attempt_share_its_time() -> None:
    def slow(visit: Visit) -> None:
        while visit.hear():
            visit.over.wait(0.25)
            visit.say(OK, b"Content-Length: 0\r\n\r\n")

    def run(attempt: Attempt, url: str) -> None:
        current.set(attempt)
        assert requests.post(url, timeout=30).status_code == 200
        with pytest.raises(requests.ConnectionError):
            requests.post(url, timeout=30)

    assert instantiate("json://127.0.0.1")  # puts requests under guard
    with rude_server(slow) as port:
        attempt = Attempt(MESSAGE, local(0.4))
        copy_context().run(run, attempt, f"http://127.0.0.1:{port}/")
        attempt.outgoing.close()
    assert [code(failure) for failure in attempt.failures] == ["timeout"]


def test_a_pause_that_would_outlast_the_attempt_is_not_begun() -> None:
    def limited(visit: Visit) -> None:
        while visit.hear():
            visit.say(
                b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 26\r\n\r\n"
                + b'{"retry_after_ms": 900000} '
            )

    with rude_server(limited) as port:
        url = f"matrix://token@127.0.0.1:{port}/%23room?mode=off"
        notifier = open_notifier("url", read_config("url", {"url": url}), local(1))
        assert not isinstance(notifier.send(MESSAGE), Sent)


# What is too long


@EACH
@pytest.mark.parametrize("case", LONG)
def test_of_a_long_answer_the_beginning_is_kept(send: Sending, case: str) -> None:
    with rude_server(LONG[case]) as port:
        tracemalloc.start()
        outcome = send(f"http://127.0.0.1:{port}/", local())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert isinstance(outcome, Answer | Sent)
    assert most < 10_000_000
    if isinstance(outcome, Answer):
        assert (outcome.status, len(outcome.body)) == (200, 64 * 1024)


@EACH
@pytest.mark.parametrize("case", FLOODS)
def test_what_never_becomes_an_answer_is_cut(send: Sending, case: str) -> None:
    with rude_server(FLOODS[case]) as port:
        tracemalloc.start()
        outcome = send(f"http://127.0.0.1:{port}/", local())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert isinstance(outcome, Unreachable)
    assert outcome.code in ("cut", "unreachable")
    assert most < 10_000_000


# Where it may not go


@EACH
@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "2130706433", "127.1", "0x7f000001", "0.0.0.0", "localhost"],
)
def test_a_closed_address_hears_nothing(send: Sending, host: str, monkeypatch: MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["127.0.0.1"])
    heard: list[bool] = []
    with rude_server(lambda _: heard.append(True)) as port:
        url = f"http://{host}:{port}/"
        try:
            outcome = send(url, local(allowed=""))
        except ValueError:  # Apprise takes some of these for no host at all
            outcome = ADDRESS
    assert outcome == ADDRESS
    assert heard == []


@EACH
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "address", ["127.0.0.1", "169.254.169.254", "100.64.0.1", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1"]
)
def test_a_name_that_leads_to_a_closed_address(
    send: Sending, scheme: str, address: str, monkeypatch: MonkeyPatch
) -> None:
    resolve_to(monkeypatch, [address])
    assert send(f"{scheme}://inside.example/", local(allowed="")) == ADDRESS


@EACH
def test_a_name_that_leads_elsewhere_the_second_time_gains_nothing(
    send: Sending, monkeypatch: MonkeyPatch
) -> None:
    heard: list[bool] = []

    def remembers(visit: Visit) -> None:
        heard.append(True)
        thanks(visit)

    with rude_server(remembers) as port:
        resolve_to(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
        outgoing = local(allowed="127.0.0.1/32")
        url = f"http://rebinding.example:{port}/"
        assert isinstance(send(url, outgoing), Answer | Sent)
        assert send(url, outgoing) == ADDRESS
    assert heard == [True]


def test_an_open_address_of_a_name_is_used_where_others_are_closed(monkeypatch: MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["10.0.0.1", "127.0.0.1"])
    with rude_server(thanks) as port:
        assert isinstance(post(f"http://both.example:{port}/", local()), Answer)


def test_the_next_address_is_tried_when_the_first_one_is_dead(monkeypatch: MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    with rude_server(thanks) as port:
        assert isinstance(post(f"http://both.example:{port}/", local()), Answer)


def test_an_address_that_swallows_everything_leaves_time_for_the_next(monkeypatch: MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    with rude_server(thanks) as port, full_backlog("127.0.0.2", port):
        assert isinstance(post(f"http://both.example:{port}/", local(2)), Answer)


@EACH
@pytest.mark.parametrize(
    "where", ["http://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http://closed.example/"]
)
def test_a_redirect_is_an_answer_and_not_followed(
    send: Sending, where: str, monkeypatch: MonkeyPatch
) -> None:
    resolve_to(monkeypatch, ["127.0.0.2"])
    heard: list[bool] = []
    with (
        rude_server(lambda _: heard.append(True)) as inside,
        rude_server(redirects(where.format(port=inside))) as port,
    ):
        outcome = send(f"http://127.0.0.1:{port}/", local(allowed="127.0.0.1/32"))
    assert heard == []
    if isinstance(outcome, Answer):
        assert (outcome.status, outcome.headers["location"]) == (307, where.format(port=inside))
    else:
        assert outcome == Refused(True, "307", "307 Temporary Redirect")


@EACH
def test_proxies_of_the_environment_are_not_used(send: Sending, monkeypatch: MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        with rude_server(thanks) as port:
            assert isinstance(send(f"http://127.0.0.1:{port}/", local(1)), Answer | Sent)


@EACH
def test_no_password_of_this_machines_netrc_is_sent(
    send: Sending, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login wang password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    heard: list[bytes] = []

    def listens(visit: Visit) -> None:
        heard.append(visit.hear())
        visit.say(OK, b"Content-Length: 0\r\n\r\n")

    with rude_server(listens) as port:
        send(f"http://127.0.0.1:{port}/", local())
    assert b"authorization" not in heard[0].lower()


@pytest.mark.parametrize("query", ["", "?verify=no"])
def test_a_certificate_nobody_vouches_for_is_never_accepted(tmp_path: Path, query: str) -> None:
    with rude_server(thanks, tls=server_tls(certificate(tmp_path))) as port:
        url = f"https://127.0.0.1:{port}/{query}"
        assert code(post(url, local())) == code(by_plugin(url, local())) == "certificate"


@EACH
def test_a_trusted_certificate_is_accepted(send: Sending, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    pem = certificate(tmp_path)
    trust(pem, monkeypatch)
    with rude_server(thanks, tls=server_tls(pem)) as port:
        assert isinstance(send(f"https://127.0.0.1:{port}/", local()), Answer | Sent)


# Kept connections


def _counted(behaviours: list[Any]) -> tuple[list[int], list[Any]]:
    """How many requests came by which connection."""
    requests: list[int] = []

    def counting(behaviour: Any) -> Any:
        def behave(visit: Visit) -> None:
            requests.append(0)
            mine = len(requests) - 1

            def hear(real: Any = visit.hear) -> bytes:
                heard: bytes = real()
                requests[mine] += bool(heard)
                return heard

            visit.hear = hear  # type: ignore[method-assign]
            behaviour(visit)

        return behave

    return requests, [counting(each) for each in behaviours]


def _once_then(end: str) -> Any:
    def behave(visit: Visit) -> None:
        visit.hear()
        visit.say(OK, b"Content-Length: 2\r\n\r\n{}")
        if end == "cut at the next request":
            visit.hear()
        if end == "reset":
            visit.reset()

    return behave


@EACH
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_connection_is_kept_and_used_again(
    send: Sending, scheme: str, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    pem = certificate(tmp_path)
    trust(pem, monkeypatch)
    requests, behaviours = _counted([thanks])
    outgoing = local()
    monkeypatch.setattr(Outgoing, "close", lambda _: None)
    with rude_server(*behaviours, tls=server_tls(pem) if scheme == "https" else None) as port:
        for _ in range(5):
            assert isinstance(send(f"{scheme}://127.0.0.1:{port}/", outgoing), Answer | Sent)
        outgoing.http.close()
    assert requests == [5]


def test_after_an_answer_that_was_too_long_the_connection_is_not_kept() -> None:
    requests, behaviours = _counted([LONG["200 MB"], thanks])
    outgoing = local()
    with rude_server(*behaviours) as port:
        for _ in range(2):
            assert isinstance(outgoing.http.post(f"http://127.0.0.1:{port}/"), Answer)
        outgoing.close()
    assert requests == [1, 1]


@pytest.mark.parametrize("end", ["closed", "reset"])
def test_a_kept_connection_that_was_cut_meanwhile_is_replaced(end: str) -> None:
    requests, behaviours = _counted([_once_then(end), thanks])
    outgoing = local()
    with rude_server(*behaviours) as port:
        url = f"http://127.0.0.1:{port}/"
        assert isinstance(outgoing.http.post(url), Answer)
        threading.Event().wait(0.1)  # for the cut to arrive
        assert isinstance(outgoing.http.post(url), Answer)
        outgoing.close()
    assert requests == [1, 1]


def test_a_kept_connection_found_dead_before_anything_left_is_replaced(
    monkeypatch: MonkeyPatch,
) -> None:
    # As if the cut came between urllib3's look and the first byte.
    monkeypatch.setattr("urllib3.connectionpool.is_connection_dropped", lambda _: False)
    requests, behaviours = _counted([_once_then("reset"), thanks])
    outgoing = local()
    with rude_server(*behaviours) as port:
        url = f"http://127.0.0.1:{port}/"
        assert isinstance(outgoing.http.post(url), Answer)
        threading.Event().wait(0.1)
        assert isinstance(outgoing.http.post(url), Answer)
        outgoing.close()
    assert requests == [1, 1]


def test_a_request_that_may_have_been_understood_is_not_sent_again() -> None:
    requests, behaviours = _counted([_once_then("cut at the next request"), thanks])
    outgoing = local()
    with rude_server(*behaviours) as port:
        url = f"http://127.0.0.1:{port}/"
        assert isinstance(outgoing.http.post(url), Answer)
        assert code(outgoing.http.post(url)) == "cut"
        outgoing.close()
    assert requests == [2]


def test_a_fresh_connection_that_is_cut_is_not_tried_again() -> None:
    requests, behaviours = _counted([lambda visit: visit.hear(), thanks])
    with rude_server(*behaviours) as port:
        assert code(post(f"http://127.0.0.1:{port}/", local())) == "cut"
    assert requests == [1]


def test_where_nobody_listens_is_knocked_at_once(monkeypatch: MonkeyPatch) -> None:
    tried: list[int] = []

    def knock(host: str, port: int, *rest: Any) -> Connection:
        tried.append(port)
        return connect(host, port, *rest)

    monkeypatch.setattr("notifiers.pools.connect", knock)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert code(post(f"http://127.0.0.1:{port}/", local())) == "connection_refused"
    assert tried == [port]


def test_many_threads_share_what_is_kept() -> None:
    requests, behaviours = _counted([thanks])
    outgoing = local()
    with rude_server(*behaviours) as port, ThreadPoolExecutor(8) as pool:
        replies = list(
            pool.map(lambda _: outgoing.http.post(f"http://127.0.0.1:{port}/", json={}), range(200))
        )
        outgoing.close()
    assert all(isinstance(reply, Answer) and reply.json() == {} for reply in replies)
    assert sum(requests) == 200
    assert len(requests) < 200


# What is said, and what is heard


def test_json_and_forms_and_bytes_arrive_as_given() -> None:
    heard: list[bytes] = []

    def listens(visit: Visit) -> None:
        heard.append(visit.hear())
        visit.say(OK, b"Connection: close\r\n\r\n")

    with rude_server(listens) as port:
        url = f"http://127.0.0.1:{port}/path?query=%E4%BD%A0"
        post(url, local(), json={"text": "你好"})
        post(url, local(), json=None, data={"text": "a&b 你"})
        post(url, local(), json=None, data=b"\0\1", headers={"X-Key": "k"})
    first, second, third = heard
    assert first.startswith(b"POST /path?query=%E4%BD%A0 HTTP/1.1\r\n")
    assert json.loads(first.partition(b"\r\n\r\n")[2]) == {"text": "你好"}
    assert second.endswith(b"\r\n\r\ntext=a%26b+%E4%BD%A0")
    assert third.endswith(b"\r\n\r\n\0\1")
    assert b"\r\nX-Key: k\r\n" in third


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://a b/",
        "http://[::1",
        "http://x:99999/",
    ],
)
def test_what_is_no_address_is_refused_for_good(url: str) -> None:
    assert (code(post(url, local())), post(url, local()).permanent) == ("url", True)  # type: ignore[union-attr]


@pytest.mark.parametrize("headers", [{"X": "a\r\nY: b"}, {"X\r\nY": "a"}, {"X": "你"}])
def test_a_header_that_would_grow_into_two_is_not_sent(headers: dict[str, str]) -> None:
    with rude_server(thanks) as port:
        assert code(post(f"http://127.0.0.1:{port}/", local(), headers=headers)) == "url"


@pytest.mark.parametrize(
    ("body", "read"),
    [(b'{"code": 0}', {"code": 0}), (b"", None), (b"<html>", None), (b"[" * 60000, None), (b"\xff", None)],
)
def test_an_answer_is_read_as_json_if_it_is_some(body: bytes, read: object) -> None:
    assert Answer(200, {}, body).json() == read


def test_a_body_that_is_not_packed_as_it_claims_leaves_the_status() -> None:
    def lies(visit: Visit) -> None:
        visit.hear()
        visit.say(b"HTTP/1.1 503 Busy\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain")

    with rude_server(lies) as port:
        reply = post(f"http://127.0.0.1:{port}/", local())
    assert isinstance(reply, Answer)
    assert (reply.status, reply.body) == (503, b"")
