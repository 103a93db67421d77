"""Which addresses a channel may reach: the public internet, and what the operator opens beyond it."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def read_networks(text: str) -> tuple[Network, ...]:
    """``192.168.1.0/24, fd00::/8`` -> networks. ValueError names the part that is none."""
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class Networks:
    """The policy of one installation. ``allowed``: networks opened beyond the public ones.

    Private, loopback, link-local, shared (100.64/10), multicast and reserved addresses are closed, also
    when an IPv6 address wraps an IPv4 one (mapped, 6to4, NAT64).
    """

    allowed: tuple[Network, ...] = ()

    def permit(self, address: str) -> bool:
        """Whether a connection to this IP address (no name) may be used."""
        candidates = tuple(_meanings(address))
        return all(_is_public(each) for each in candidates) or any(
            each in network for each in candidates for network in self.allowed
        )


_CARRY_IPV4 = tuple(ip_network(each) for each in ("64:ff9b::/96", "::/96"))  # NAT64; IPv4-compatible
_LOCAL_NAT64 = ip_network("64:ff9b:1::/48")  # RFC 8215; Python 3.11 takes it for global


def _is_public(address: Address) -> bool:
    return address.is_global and not address.is_multicast and address not in _LOCAL_NAT64


def _meanings(address: str) -> Iterable[Address]:
    """The address, and the IPv4 address that it carries if it is a wrapper: both have to be open."""
    # A zone ("fe80::1%eth0") is no part of what decides.
    outer = ip_address(address.partition("%")[0])
    if not isinstance(outer, IPv6Address):
        return (outer,)
    if outer.ipv4_mapped is not None:
        return (outer.ipv4_mapped,)
    if any(outer in network for network in (*_CARRY_IPV4, _LOCAL_NAT64)):
        return (outer, IPv4Address(int(outer) & 0xFFFFFFFF))
    return (outer, outer.sixtofour) if outer.sixtofour is not None else (outer,)
