"""Where channels may go: the public internet, the operator's networks, and what a single user has opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.session import Database
from models.tables import AllowedNetwork, Event, User
from notifiers.networks import Network, Networks, read_networks

# What one user opened is no business of a second one's: then only the operator's networks count.
_OPENED = select(AllowedNetwork.network).where(select(func.count(User.id)).scalar_subquery() == 1)


@dataclass(frozen=True)
class OpenedNetworks(Networks):
    """The operator's networks, and those in the database: looked up when an address would be closed, so that
    a scheduler that is running knows of them at once."""

    database: Database | None = None

    def permit(self, address: str) -> bool:
        """Whether a connection to this IP address may be used."""
        return Networks.permit(self, address) or (
            self.database is not None and Networks((*self.allowed, *self._opened())).permit(address)
        )

    def _opened(self) -> Iterable[Network]:
        assert self.database is not None
        with self.database.reading() as session:
            return read_networks(",".join(opened_networks(session)))


def opened_networks(session: Session) -> Sequence[str]:
    """What the single user has opened; empty where there are several."""
    return session.scalars(_OPENED.order_by(AllowedNetwork.network)).all()


def is_single(session: Session) -> bool:
    """Whether there is one user, who is then the operator too."""
    return session.scalar(select(func.count(User.id))) == 1


def open_networks(session: Session, user: User, networks: Iterable[Network], now: datetime) -> None:
    """Let the single user's channels go there from now on. It is recorded."""
    for network in map(str, networks):
        session.merge(AllowedNetwork(user_id=user.id, network=network, allowed_at=now))
        session.add(Event(at=now, kind="network_opened", user_id=user.id, data={"network": network}))


def close_network(session: Session, user: User, network: str, now: datetime) -> bool:
    """Take that back; False where it was not open."""
    row = session.get(AllowedNetwork, (user.id, network))
    if row is None:
        return False
    session.delete(row)
    session.add(Event(at=now, kind="network_closed", user_id=user.id, data={"network": network}))
    return True
