"""A file that was looked at and is still to be confirmed: the page itself keeps it, packed, in hidden fields.

So nothing lies about on the server to be cleared away, and any process can take the answer.
It is read as strictly the second time: what comes back may be anything.
"""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from desk.csv_rows import MOST_BYTES
from desk.mistakes import Mistake
from desk.wording import _

_PART = 900_000
"""Characters a field; a form's field may have a million."""


def packed(data: bytes) -> list[str]:
    """The file as texts for hidden fields of one name."""
    text = urlsafe_b64encode(zlib.compress(data)).decode()
    return [text[start : start + _PART] for start in range(0, len(text), _PART)]


def unpacked(parts: Sequence[str]) -> bytes:
    """The file again, at most a byte longer than allowed. Raises Mistake for what ``packed`` never made."""
    try:
        return zlib.decompressobj().decompress(urlsafe_b64decode("".join(parts)), MOST_BYTES + 1)
    except (ValueError, zlib.error):
        raise Mistake(_("the file was lost on the way; choose it again")) from None
