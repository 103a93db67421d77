"""Which servers of a form are checked, and which local networks a question would offer."""

from typing import Annotated

import pytest

from notifiers.addresses import check_addresses, own_networks
from notifiers.channels import ChannelError, Config, Kind
from notifiers.form import Asked, Form
from notifiers.networks import Networks, read_networks
from notifiers.notifier import Notifier
from notifiers.outgoing import Outgoing


class Two(Form):
    """Two servers."""

    inbox: Annotated[str, Asked("One.", host=True)]
    outbox: Annotated[str, Asked("Another.", host=True)] = ""


def _open(config: Config, outgoing: Outgoing) -> Notifier:
    raise NotImplementedError


TWO = Kind("two", "Two", Two, lambda config: "two", _open)


@pytest.mark.parametrize(
    ("inbox", "outbox", "offered"),
    [
        ("192.168.1.9", "", ["192.168.1.0/24"]),
        ("192.168.1.9", "192.168.1.10", ["192.168.1.0/24"]),
        ("192.168.1.9", "10.0.7.1", ["192.168.1.0/24", "10.0.7.0/24"]),
        ("192.168.1.9", "1.1.1.1", ["192.168.1.0/24"]),
        ("192.168.1.9", "10.9.0.1", ["192.168.1.0/24"]),  # open already
        ("172.31.255.1", "", ["172.31.255.0/24"]),
        ("172.32.0.1", "", []),
        ("100.64.1.2", "", ["100.64.1.2/32"]),
        ("127.0.0.1", "", ["127.0.0.1/32"]),
        ("::1", "", ["::1/128"]),
        ("fd12:3456:789a:1::9", "", ["fd12:3456:789a:1::/64"]),
        ("http://[fd12::9]:8080/x", "", ["fd12::/64"]),
        ("::ffff:192.168.1.9", "", ["192.168.1.0/24"]),
        # What a question never opens, alone or beside a network that it would.
        ("169.254.169.254", "", []),
        ("192.168.1.9", "169.254.169.254", []),
        ("fe80::1%lo", "", []),
        ("0.0.0.0", "", []),
        ("198.18.0.1", "", []),
        # Not to be looked up: told when it is sent.
        ("nas.invalid", "", []),
        ("http://[::1", "", []),
        ("a:b:c", "", []),
    ],
)
def test_the_networks_that_would_have_to_be_opened(inbox: str, outbox: str, offered: list[str]) -> None:
    config: Config = {"inbox": inbox, "outbox": outbox}
    found = own_networks(TWO, config, Networks(read_networks("10.9.0.0/16")))
    assert [str(network) for network in found] == offered
    if offered:
        with pytest.raises(ChannelError):
            check_addresses(TWO, config, Networks(read_networks("10.9.0.0/16")))
        check_addresses(TWO, config, Networks((*read_networks("10.9.0.0/16"), *found)))


@pytest.mark.parametrize(
    ("inbox", "outbox", "field"), [("10.0.0.1", "", "inbox"), ("1.1.1.1", "10.0.0.1", "outbox")]
)
def test_a_refusal_names_the_field(inbox: str, outbox: str, field: str) -> None:
    with pytest.raises(ChannelError, match="XIAOHU_ALLOWED_NETWORKS") as refused:
        check_addresses(TWO, {"inbox": inbox, "outbox": outbox}, Networks())
    assert refused.value.field == field
