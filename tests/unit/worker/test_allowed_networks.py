"""What a single user opened holds at once, for nobody else, and beside what the operator opened."""

from ipaddress import ip_network

from models.session import Database
from notifiers.networks import read_networks
from tests.closures import add_user, beijing, first_user
from worker.allowed_networks import OpenedNetworks, close_network, open_networks

NOW = beijing("2026-09-24 10:00")
HOME = ip_network("192.168.1.0/24")


def test_a_process_that_runs_follows_an_opening_and_a_closing(database: Database) -> None:
    networks = OpenedNetworks(read_networks("10.0.0.0/8"), database)
    assert networks.permit("10.1.2.3")
    assert networks.permit("1.1.1.1")
    assert not networks.permit("192.168.1.9")
    for _ in range(2):  # opening twice does no harm
        with database.writing() as session:
            open_networks(session, first_user(session), [HOME], NOW)
    assert networks.permit("192.168.1.9")
    assert networks.permit("::ffff:192.168.1.9")
    assert not networks.permit("192.168.2.9")
    assert not networks.permit("169.254.169.254")
    with database.writing() as session:
        assert close_network(session, first_user(session), str(HOME), NOW)
        assert not close_network(session, first_user(session), str(HOME), NOW)
    assert not networks.permit("192.168.1.9")
    assert networks.permit("10.1.2.3")


def test_a_second_user_does_not_inherit_the_firsts_network(database: Database) -> None:
    networks = OpenedNetworks((), database)
    with database.writing() as session:
        open_networks(session, first_user(session), [HOME], NOW)
    assert networks.permit("192.168.1.9")
    with database.writing() as session:
        add_user(session, "second")
    assert not networks.permit("192.168.1.9")
