"""Channels' settings, encrypted at rest: sealed when a channel is stored, opened where a message leaves."""

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from config.i18n import N_
from models.tables import Channel
from notifiers.form import Config
from notifiers.outcome import Refused
from worker.key_file import KeyFile, KeysUnusable

UNREADABLE = Refused(True, "key", N_("the channel's settings cannot be decrypted: see xiaohu doctor"))
"""What becomes of a message to a channel whose key is lost or whose ciphertext is broken."""
_LOST = N_(
    "the key file {file} is missing, so the channels that are stored cannot be read: put your copy of it"
    " back, or remove these channels and add them anew"
)
_NO_KEY_FITS = N_(
    "no key in {file} fits, or what is stored is damaged: put your copy of the key file back,"
    " or remove the channel and add it anew"
)


class Keyring:
    """The keys of one installation, for many threads at once.

    A key that was seen is kept while the process lives, so that no rotation comes between the reading of a
    row and its opening; a new one is found when it is needed. ``trouble``: why the file could not be read
    when it was looked at last.
    """

    def __init__(self, file: KeyFile) -> None:
        self.file = file
        self.trouble: KeysUnusable | None = None
        self._keys: tuple[str, ...] = ()
        self._fernet: MultiFernet | None = None
        self._look()

    def seal(self, session: Session, kind: str, config: Config) -> str:
        """The ciphertext to store, by the newest key; the first channel makes the first key.

        Within the transaction that stores it, and while the file is held. Raises KeysUnusable: a lost key
        file is never replaced while there are channels that need it.
        """
        if not self.file.exists():
            if session.scalar(select(exists().select_from(Channel))):
                raise self.lost()
            self.file.make()
        return seal(self.file.read()[0], kind, config)

    def open(self, kind: str, sealed: str) -> Config | None:
        """A channel's settings; None where they cannot be read with any key there is."""
        if (config := self._opened(kind, sealed)) is None:
            self._look()
            config = self._opened(kind, sealed)
        return config

    def lost(self) -> KeysUnusable:
        """What to say of channels that cannot be read."""
        if not self.file.exists():
            return KeysUnusable(_LOST, file=self.file.path)
        return self.trouble or KeysUnusable(_NO_KEY_FITS, file=self.file.path)

    def _opened(self, kind: str, sealed: str) -> Config | None:
        if self._fernet is None:
            return None
        try:
            stored = json.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError):
            return None
        # One that was moved here from a channel of another kind is of no use.
        config: Config | None = stored["config"] if stored["kind"] == kind else None
        return config

    def _look(self) -> None:
        try:
            found = self.file.read()
        except KeysUnusable as error:
            self.trouble = error
            return
        self.trouble = None
        self._keys = (*found, *(key for key in self._keys if key not in found))
        self._fernet = MultiFernet([Fernet(key) for key in self._keys]) if self._keys else None


def seal(key: str, kind: str, config: Config) -> str:
    """Settings as ciphertext: text, fit for a column."""
    return Fernet(key).encrypt(json.dumps({"kind": kind, "config": config}).encode()).decode()
