"""Looking names up within a deadline. No name is really asked for."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from notifiers.channel_error import ChannelError
from notifiers.deadline import Deadline
from notifiers.lookups import addresses
from notifiers.networks import Networks, read_networks
from notifiers.outcome import Unreachable
from notifiers.outgoing import Outgoing
from notifiers.transport import check_host

REAL = socket.getaddrinfo


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A resolver that says nothing until the event is set; every name is then 127.0.0.1."""
    answering = threading.Event()

    def resolve(host: str, port: int, type: int = 0, flags: int = 0) -> list[Any]:
        if flags & socket.AI_NUMERICHOST:
            return REAL(host, port, type=type, flags=flags)
        answering.wait(20)
        return REAL("127.0.0.1", port, type=type)

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    yield answering
    answering.set()
    for thread in threading.enumerate():
        if thread.name == "xiaohu-lookup":
            thread.join(5)
            assert not thread.is_alive()


def test_a_look_up_that_hangs_is_left(resolver: threading.Event) -> None:
    reply = Outgoing(time_limit=0.2).http.post("http://slow.example/")
    assert isinstance(reply, Unreachable)
    assert reply.code == "timeout"


def test_an_address_needs_no_look_up(resolver: threading.Event) -> None:
    assert addresses("127.0.0.1", 80, Deadline.after(5))[0][4] == ("127.0.0.1", 80)


def test_hanging_look_ups_do_not_pile_up(resolver: threading.Event) -> None:
    def ask(number: int) -> bool:
        with pytest.raises(TimeoutError):
            addresses(f"{number}.example", 80, Deadline.after(0.2))
        return True

    with ThreadPoolExecutor(50) as pool:
        assert all(pool.map(ask, range(50)))
    assert sum(thread.name == "xiaohu-lookup" for thread in threading.enumerate()) == 32
    resolver.set()
    assert addresses("again.example", 80, Deadline.after(5))[0][4] == ("127.0.0.1", 80)


@pytest.mark.parametrize("host", ["", "a" * 70 + ".example", "nul\0.example", "a..b"])
def test_what_cannot_be_a_name_is_an_unknown_one(host: str) -> None:
    with pytest.raises(socket.gaierror):
        addresses(host, 80, Deadline.after(5))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "::1", "::ffff:192.168.1.1", "10.0.0.1", "100.64.0.1", "2130706433", "inside.example"],
)
def test_a_closed_host_is_refused_when_the_channel_is_saved(resolver: threading.Event, host: str) -> None:
    resolver.set()
    with pytest.raises(ChannelError) as refused:
        check_host(host, None, Networks(), "server")
    assert (refused.value.field, refused.value.params) == ("server", {"host": host})
    assert "XIAOHU_ALLOWED_NETWORKS" in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "inside.example", "1.1.1.1"])
def test_an_open_host_is_taken(resolver: threading.Event, host: str) -> None:
    resolver.set()
    check_host(host, 80, Networks(read_networks("127.0.0.0/8")), "server")


def test_a_name_nobody_knows_now_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    check_host("later.example", 80, Networks(), "server")
