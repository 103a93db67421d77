"""Whether a channel may be added as it was typed, where nobody can be asked to open a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifiers.addresses import check_addresses
from notifiers.channels import find_kind
from worker.allowed_networks import is_single
from worker.preferences import outgoing_for
from worker.raw_urls import check_raw_url

if TYPE_CHECKING:
    from notifiers.form import Config
    from worker.installation import Installation


def check_channel(kind: str, config: Config, installation: Installation) -> None:
    """Raises ChannelError for a server out of reach, and for a raw URL from whom none is taken.

    It may look a name up, which takes seconds: before anything is locked.
    """
    with installation.database.reading() as session:
        single = is_single(session)
    check_raw_url(kind, config, installation.settings, single=single)
    outgoing = outgoing_for(installation.settings, installation.database, installation.clock)
    check_addresses(find_kind(kind), config, outgoing.networks)
