"""Which addresses are open, by the registries of special addresses (RFC 6890) and what the operator adds."""

import pytest

from notifiers.networks import Networks, read_networks


@pytest.mark.parametrize("address", ["1.1.1.1", "223.5.5.5", "2400:3200::1", "::ffff:223.5.5.5"])
def test_public_addresses_are_open(address: str) -> None:
    assert Networks().permit(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.5", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("255.255.255.255", "224.0.0.1", "239.1.2.3", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:192.168.1.5", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:105::"),
        *("64:ff9b:1::1", "::127.0.0.1", "2001::1"),
    ],
)
def test_all_others_are_closed(address: str) -> None:
    assert not Networks().permit(address)


@pytest.mark.parametrize(
    ("allowed", "address", "open_"),
    [
        ("127.0.0.0/8", "127.0.0.1", True),
        ("127.0.0.0/8", "::ffff:127.0.0.1", True),
        ("127.0.0.0/8", "::1", False),
        ("192.168.1.0/24, fd00::/8", "fd00::1", True),
        ("192.168.1.0/24, fd00::/8", "192.168.2.1", False),
        ("192.168.1.7/24", "192.168.1.9", True),
        ("", "192.168.1.9", False),
    ],
)
def test_the_operator_opens_more(allowed: str, address: str, open_: bool) -> None:
    assert Networks(read_networks(allowed)).permit(address) is open_


def test_what_is_no_network_is_named() -> None:
    with pytest.raises(ValueError, match="loopback"):
        read_networks("10.0.0.0/8, loopback")
