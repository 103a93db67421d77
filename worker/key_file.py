"""The file with the keys that channels' settings are encrypted with: beside the database, never inside it.

One key a line (Fernet: 32 bytes, base64), the newest first; only that one encrypts, all of them decrypt.
"""

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet

from config.i18n import N_
from config.told import Told

_KEY = re.compile(r"[A-Za-z0-9_-]{43}=", re.ASCII)
OTHERS = 0o077
"""Rights of anybody but the owner."""


class KeysUnusable(Told):
    """The key file is lost or damaged: one sentence with what to do."""


class KeysInUse(Told):
    """The keys are being rotated, or a channel is being stored; trying again in a moment helps."""


class KeyFile:
    """Where the keys are. A change replaces the whole file: a crash leaves the old or the new one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[str, ...]:
        """The keys, newest first; none where there is no file. Raises KeysUnusable."""
        try:
            lines = self.path.read_text("ascii").splitlines()
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or N_("it is no text")
            raise KeysUnusable(
                N_("the key file {file} cannot be read: {reason}"), file=self.path, reason=reason
            ) from None
        keys = tuple(self._key(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip())
        if not keys:
            raise KeysUnusable(
                N_("the key file {file} is empty; put your copy of it back, or remove it"), file=self.path
            )
        return keys

    def exists(self) -> bool:
        """Whether there is a file, whatever is in it."""
        return os.path.lexists(self.path)

    def exposed(self) -> bool:
        """Whether others on this machine may read or change it."""
        with suppress(OSError):
            return bool(self.path.stat().st_mode & OTHERS)
        return False

    def make(self) -> None:
        """A new file with one new key; a file that is there already stays as it is."""
        written = self._write_beside([new_key()])
        try:
            with suppress(FileExistsError):
                os.link(written, self.path)  # unlike a rename it replaces nothing
        finally:
            written.unlink()
        self._sync_folder()

    def replace(self, keys: Sequence[str]) -> None:
        """These keys from now on. It is on disk when this returns."""
        self._write_beside(keys).replace(self.path)
        self._sync_folder()

    @contextmanager
    def held(self, *, alone: bool) -> Iterator[None]:
        """Keep rotations away, or with ``alone`` everybody who encrypts, also on other databases.

        Raises KeysInUse.
        """
        self._make_folder()
        handle = os.open(f"{self.path}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            yield
        finally:
            os.close(handle)

    def _key(self, number: int, line: str) -> str:
        if _KEY.fullmatch(line):
            return line
        raise KeysUnusable(
            N_("the key file {file} is damaged in line {number}; put your copy of it back"),
            file=self.path,
            number=number,
        )

    def _write_beside(self, keys: Sequence[str]) -> Path:
        self._make_folder()
        folder, name = self.path.parent, f".{self.path.name}."
        with NamedTemporaryFile("w", dir=folder, prefix=name, delete=False) as file:  # its owner's alone
            file.writelines(f"{key}\n" for key in keys)
            file.flush()
            os.fsync(file.fileno())
        return Path(file.name)

    def _make_folder(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _sync_folder(self) -> None:
        handle = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def new_key() -> str:
    """A new random key as it stands in the file."""
    return Fernet.generate_key().decode()


def _lock(handle: int, how: int) -> None:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        raise KeysInUse(N_("another program is using the channels' keys; try again in a moment")) from None
