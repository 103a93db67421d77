"""A channel's server in the local network (a NAS, this machine): its only user may open that network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifiers.addresses import check_addresses, own_networks
from notifiers.channel_error import ChannelError
from worker.allowed_networks import is_single
from worker.preferences import outgoing_for
from worker.raw_urls import check_raw_url

if TYPE_CHECKING:
    from notifiers.channels import Kind
    from notifiers.form import Config
    from notifiers.networks import Network
    from worker.installation import Installation


class NetworkClosed(ChannelError):
    """The server lies in networks that this user may open, and has not opened yet."""

    def __init__(self, refusal: ChannelError, networks: tuple[Network, ...]) -> None:
        super().__init__(refusal.hint, refusal.field, **refusal.params)
        self.networks = networks

    @property
    def named(self) -> str:
        """``192.168.1.0/24``."""
        return ", ".join(map(str, self.networks))


def check_server(kind: Kind, config: Config, installation: Installation) -> None:
    """Whether this channel may be added by this installation's users. Nothing is stored.

    Raises NetworkClosed, and ChannelError for a server that stays out of reach, and for a raw URL that may
    not be given here. It may look a name up, which takes seconds: before anything is locked.
    """
    with installation.database.reading() as session:
        single = is_single(session)
    check_raw_url(kind.name, config, installation.settings, single=single)
    networks = outgoing_for(installation.settings, installation.database, installation.clock).networks
    try:
        check_addresses(kind, config, networks)
    except ChannelError as refusal:
        if single and (own := own_networks(kind, config, networks)):
            raise NetworkClosed(refusal, own) from None
        raise
