"""Which connections are kept, for how long, and who waits for one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest

from notifiers.mail.connections import IDLE_SECONDS, MOST_AT_REST, PER_ACCOUNT, Connections
from notifiers.mail.session import Account, Mail, Session
from notifiers.networks import Networks, read_networks
from tests.contract.servers import Inbox, scripted_visits, smtp_server
from tests.scripted import eventually

NETWORKS = Networks(read_networks("127.0.0.0/8"))
MAIL = Mail("box@example.org", "wang@example.com", b"Subject: x\r\n\r\n.dots\r\n..\r\n")


@dataclass
class World:
    """A server, connections to it, and a clock that stands still."""

    inbox: Inbox
    account: Account
    now: float = 1000.0
    connections: Connections = field(init=False)

    def __post_init__(self) -> None:
        self.connections = Connections(lambda: self.now)

    def send(self, name: str = "example.org") -> None:
        self.connections.carry(replace(self.account, name=name), MAIL, NETWORKS, 5.0)


@pytest.fixture
def world() -> Iterator[World]:
    inbox = Inbox()
    with smtp_server(inbox) as port:
        made = World(inbox, Account("127.0.0.1", port, "none", "example.org"))
        yield made
        made.connections.close()


def test_dots_arrive_as_they_left(world: World) -> None:
    world.send()
    assert world.inbox.mails == [MAIL.content]


@pytest.mark.parametrize(("rest", "made"), [(IDLE_SECONDS - 1, 1), (IDLE_SECONDS, 2)])
def test_a_connection_rests_for_half_a_minute(world: World, rest: float, made: int) -> None:
    world.send()
    world.now += rest
    world.send()
    assert len(world.inbox.connections) == made


def test_one_that_rested_too_long_is_ended_when_another_account_sends(world: World) -> None:
    world.send()
    world.now += IDLE_SECONDS
    world.send("example.net")
    assert len(world.connections._resting) == 1


def test_the_one_that_rested_least_is_taken(world: World) -> None:
    older, newer = Session(world.account), Session(world.account)
    for session in (older, newer):
        world.connections._keep(world.account, session)
    assert world.connections._take(world.account) is newer


def test_no_more_rest_than_there_are_threads(world: World) -> None:
    for number in range(MOST_AT_REST + 5):
        world.send(f"{number}.example.org")
    assert len(world.connections._resting) == MOST_AT_REST
    world.send(f"{MOST_AT_REST + 4}.example.org")
    assert len(world.inbox.connections) == MOST_AT_REST + 5, "the ones used last are kept"


def test_after_closing_nothing_is_kept_and_mail_still_leaves(world: World) -> None:
    world.send()
    world.connections.close()
    world.send()
    world.send()
    assert list(world.inbox.connections.values()) == [1, 1, 1]
    world.connections.close()


def test_an_account_that_nobody_uses_is_forgotten_with_its_password(world: World) -> None:
    world.send()
    assert world.connections._turns == {}
    assert "secret" not in repr(replace(world.account, user="u", password="secret"))


def test_the_fifth_waits_and_is_told_when_its_time_is_up() -> None:
    connections = Connections()
    with scripted_visits(*[()] * PER_ACCOUNT) as (port, visits):
        account = Account("127.0.0.1", port, "none", "example.org")
        with ThreadPoolExecutor(PER_ACCOUNT) as pool:
            for _ in range(PER_ACCOUNT):
                pool.submit(connections.carry, account, MAIL, NETWORKS, 1.0)
            eventually(lambda: len(visits) == PER_ACCOUNT, "four that hang")
            with pytest.raises(TimeoutError):
                connections.carry(account, MAIL, NETWORKS, 0.1)
    assert connections._turns == {}
