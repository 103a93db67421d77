"""One more channel for a user: encrypted before it is stored, named by what may be shown of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.tables import Channel, Person, User
from notifiers.channels import default_detail, describe
from notifiers.due import Detail
from notifiers.form import Config
from worker.keyring import Keyring


def add_channel(
    session: Session,
    keys: Keyring,
    user: User,
    kind: str,
    config: Config,
    *,
    now: datetime,
    detail: Detail | None = None,
    person: Person | None = None,
) -> Channel:
    """The channel, stored behind the others. While the keys' file is held. ``person``: whose own it is, if it
    is not the user's. Raises KeysUnusable, ConsentMissing.
    """
    if person is not None:
        person.require_consent_to_messages()
    channel = Channel(
        kind=kind,
        config=keys.seal(session, kind, config),
        label=describe(kind, config),
        detail=detail or default_detail(kind),
        position=max((each.position for each in user.channels), default=0) + 1,
        person=person,
        created_at=now,
    )
    user.channels.append(channel)
    session.flush()
    return channel
