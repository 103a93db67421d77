"""The key that signs what the pages hand out: forms, and the links in messages.

The pages and the scheduler share it, so both read this file: ``pages.key`` in the data folder, its owner's
alone, made when it is first needed. Replacing it makes every link and open form of before worthless.
"""

from pathlib import Path

from config.settings import Settings
from worker.key_file import KeyFile


def pages_key(settings: Settings) -> bytes:
    """The key: 44 characters that stand for 32 random bytes. Raises KeysUnusable for a damaged file."""
    file = pages_key_file(settings)
    if not file.exists():
        file.make()  # whoever comes first makes it; the others read that one
    return file.read()[0].encode()


def pages_key_file(settings: Settings) -> KeyFile:
    """Where it is."""
    folder: Path = settings.data_dir
    return KeyFile(folder / "pages.key")
