"""The key of the HMACs that say whose a stored report is, and which cards are one: ``reports.key`` in the
data folder, its owner's alone, made when it is first needed.

It is not rotated: what was sealed with it cannot be sealed anew without the reports. Another key makes stored
reports worthless for comparing, which is noticed by ``sealed_with``.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from pathlib import Path

from config.settings import Settings
from worker.key_file import KeyFile


def reports_key(settings: Settings) -> bytes:
    """The key: 32 random bytes. Raises KeysUnusable for a damaged file."""
    file = reports_key_file(settings)
    if not file.exists():
        file.make()  # whoever comes first makes it; the others read that one
    return urlsafe_b64decode(file.read()[0])


def reports_key_file(settings: Settings) -> KeyFile:
    """Where it is."""
    folder: Path = settings.data_dir
    return KeyFile(folder / "reports.key")


def fingerprint(key: bytes) -> str:
    """What tells keys apart without telling anything of them."""
    return hmac.new(key, b"which key", hashlib.sha256).hexdigest()[:16]
