"""``keys rotate``: every channel under a new key, and the old keys gone; safe to be interrupted anywhere.

    all channels re-encrypted -> the new key joins the file, in front -> commit -> old keys dropped

From the second step to the last the file opens what was stored before and what is stored now.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.i18n import N_
from models.tables import Channel
from worker.crash_points import CrashPoints
from worker.installation import Installation
from worker.key_file import KeysUnusable, new_key

_UNREADABLE = N_(
    "channel {number} cannot be read with the keys there are, so nothing was changed: put your copy of the"
    " key file back, or remove the channel first"
)


def rotate(installation: Installation) -> int:
    """Returns how many channels are under the new key. Without a key yet there is nothing to do.

    Raises KeysUnusable, KeysInUse.
    """
    file, crash = installation.keys.file, CrashPoints(installation.settings.crash_at)
    with file.held(alone=True):
        old = file.read()
        if not old:
            return _nothing(installation)
        new = new_key()
        with installation.database.writing() as session:
            count = _encrypt_anew(session, [new, *old])
            # Before the commit: what is stored under a key that is in no file is lost.
            file.replace([new, *old])
            crash.passing("key-added")
        crash.passing("re-encrypted")
        file.replace([new])
        crash.passing("keys-dropped")
        return count


def _nothing(installation: Installation) -> int:
    with installation.database.reading() as session:
        if session.scalar(select(Channel.id).limit(1)) is not None:
            raise installation.keys.lost()
    return 0


def _encrypt_anew(session: Session, keys: list[str]) -> int:
    box = MultiFernet([Fernet(key) for key in keys])
    channels = session.scalars(select(Channel).order_by(Channel.id)).all()
    for channel in channels:
        try:
            channel.config = box.rotate(channel.config).decode()
        except (InvalidToken, ValueError):
            raise KeysUnusable(_UNREADABLE, number=channel.id) from None
    return len(channels)
