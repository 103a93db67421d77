"""Where the service may listen."""

import socket
from ipaddress import ip_address

import pytest

from config.i18n import translator
from desk.mistakes import Mistake
from desk.wording import speaking
from web.listening import listen, refuse_unless_local


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.7", "172.16.0.3", "169.254.1.1", "fd00::2"])
def test_an_address_of_a_local_network_is_taken(address: str) -> None:
    refuse_unless_local(ip_address(address))


@pytest.mark.parametrize(
    ("address", "said"),
    [("8.8.8.8", "whole internet"), ("2001:4860::1", "whole internet"), ("127.0.0.1", "no network")],
)
def test_a_public_address_is_not(address: str, said: str) -> None:
    with speaking(translator("en")), pytest.raises(Mistake, match=said):
        refuse_unless_local(ip_address(address))


def test_all_or_none() -> None:
    with socket.create_server(("127.0.0.2", 0)) as taken:
        port = taken.getsockname()[1]
        with speaking(translator("en")), pytest.raises(Mistake, match="in use"):
            listen(["127.0.0.1", "127.0.0.2"], port)
        [opened] = listen(["127.0.0.1"], port)
        opened.close()
