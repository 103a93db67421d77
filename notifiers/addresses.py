"""The address check when a channel is saved: every server its form names has to lie where channels may go."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from notifiers.channels import Kind
from notifiers.form import Config
from notifiers.lookups import addresses
from notifiers.networks import Network, Networks
from notifiers.transport import Deadline, check_host

SECONDS = 5.0
"""To look up one name."""
# What a household or a machine calls its own. Link-local addresses are missing on purpose: clouds keep
# their machines' credentials there.
_OWN: tuple[tuple[IPv4Network | IPv6Network, int], ...] = (
    (IPv4Network("10.0.0.0/8"), 24),
    (IPv4Network("172.16.0.0/12"), 24),
    (IPv4Network("192.168.0.0/16"), 24),
    (IPv4Network("100.64.0.0/10"), 32),
    (IPv4Network("127.0.0.0/8"), 32),
    (IPv6Network("fc00::/7"), 64),
    (IPv6Network("::1/128"), 128),
)


def check_addresses(kind: Kind, config: Config, networks: Networks) -> None:
    """Raises ChannelError for the first server that lies where channels may not go. Nothing is connected.

    A name that cannot be looked up now is no mistake: every send checks the address it connects to.
    """
    for field, host, port in _servers(kind, config):
        check_host(host, port, networks, field)


def own_networks(kind: Kind, config: Config, networks: Networks) -> tuple[Network, ...]:
    """The local networks that would have to be opened for the servers that are closed now.

    Empty if opening them would not do: then only the operator can decide.
    """
    found: dict[Network, None] = {}
    for _, host, port in _servers(kind, config):
        there = tuple(_looked_up(host, port))
        if any(networks.permit(each) for each in there):
            continue
        own = [network for each in there if (network := _own_network(each))]
        if there and not own:
            return ()
        found |= dict.fromkeys(own)
    return tuple(found)


def _servers(kind: Kind, config: Config) -> Iterator[tuple[str, str, int | None]]:
    """Field, host and port. A raw URL says nothing about what is a host in it, unless it is an address."""
    for field, asked in kind.form.asks().items():
        if asked.host and (value := str(config.get(field, ""))):
            yield field, *_host_and_port(value, config.get("port"))
        elif not kind.guarded and "://" in (value := str(config.get(field, ""))):
            host, port = _host_and_port(value, None)
            if _is_address(host):
                yield field, host, port


def _host_and_port(value: str, port: str | int | None) -> tuple[str, int | None]:
    if _is_address(value):
        return value, int(port) if port else None
    try:
        parts = urlsplit(value if "://" in value else f"//{value}")
        return parts.hostname or "", parts.port or (int(port) if port else None)
    except ValueError:  # what looks like a port is none
        return "", None


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _looked_up(host: str, port: int | None) -> Iterator[str]:
    try:
        found = addresses(host, port or 0, Deadline.after(SECONDS))
    except OSError:
        return
    yield from dict.fromkeys(str(each[4][0]) for each in found)


def _own_network(text: str) -> Network | None:
    address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    for own, length in _OWN:
        if address in own:
            return ip_network(f"{address}/{length}", strict=False)
    return None
