"""``keys rotate``: every channel under a new key, and the old keys gone; safe to be interrupted anywhere.

    the new key joins the file, in front -> all channels re-encrypted in one transaction -> old keys dropped

Until the last step the file opens what was stored before and what is stored now.
"""

from collections.abc import Callable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import select

from config.i18n import N_
from models.tables import Channel
from worker.installation import Installation
from worker.key_file import KeysUnusable, new_key

_UNREADABLE = N_(
    "channel {number} cannot be read with the keys there are, so nothing was changed: put your copy of the"
    " key file back, or remove the channel first"
)


def rotate(installation: Installation, passing: Callable[[str], None] = lambda _point: None) -> int:
    """Returns how many channels are under the new key. Without a key yet there is nothing to do.

    ``passing`` is told each step, for tests of a death in between. Raises KeysUnusable, KeysInUse.
    """
    file = installation.keys.file
    with file.held(alone=True):
        old = file.read()
        if not old:
            return _nothing(installation)
        new = new_key()
        # The file first: what is stored under a key that is in no file is lost.
        file.replace([new, *old])
        passing("key-added")
        count = _encrypt_anew(installation, [new, *old])
        passing("encrypted")
        file.replace([new])
        return count


def _nothing(installation: Installation) -> int:
    with installation.database.reading() as session:
        if session.scalar(select(Channel.id).limit(1)) is not None:
            raise installation.keys.lost()
    return 0


def _encrypt_anew(installation: Installation, keys: list[str]) -> int:
    box = MultiFernet([Fernet(key) for key in keys])
    with installation.database.writing() as session:
        channels = session.scalars(select(Channel).order_by(Channel.id)).all()
        for channel in channels:
            try:
                channel.config = box.rotate(channel.config).decode()
            except (InvalidToken, ValueError):
                raise KeysUnusable(_UNREADABLE, number=channel.id) from None
        return len(channels)
