"""Header lines as they travel (RFC 5322, RFC 2047): short, ASCII, and closed to whatever a name may hold."""

import re
from binascii import b2a_base64
from collections.abc import Iterator
from email.utils import quote
from urllib.parse import quote as percent_encoded

LONGEST_LINE = 78
_WORD_BYTES = 45
"""UTF-8 bytes in one encoded word: 60 of base64 and 12 around them; a word has at most 75 characters."""
_URL_SAFE = "!#$%&'()*+/:;=?@[]~"  # a comma would end the URL in a list of them
_ADDRESS = re.compile(r"[!#$%&'*+/=?^_`{|}~.\w-]+@[\w.-]+|[!#$%&'*+/=?^_`{|}~.\w-]+@\[[\w.:]+\]", re.ASCII)
_ID = re.compile(r"[!#$%&'*+/=?^_`{|}~.\w@-]+", re.ASCII)


def text(name: str, value: str) -> str:
    """``Subject: ...`` on lines of at most 78 characters. Line breaks in the value become spaces."""
    line = " ".join(value.split())
    plain = line.isascii() and line.isprintable() and "=?" not in line
    if plain and len(name) + 2 + len(line) <= LONGEST_LINE:
        return f"{name}: {line}"
    return f"{name}: {_encoded(line, len(name) + 2)}"


def mailbox(name: str, address: str, display_name: str = "") -> str:
    """``From: "Wang" <wang@example.com>``; raises ValueError for what is no plain ASCII address."""
    if not _ADDRESS.fullmatch(address):
        raise ValueError("no mail address")
    said = " ".join(display_name.split())
    if not said:
        return f"{name}: {address}"
    plain = said.isascii() and said.isprintable() and len(said) <= 50 and "=?" not in said
    phrase = f'"{quote(said)}"' if plain else _encoded(said, len(name) + 2)
    fits = len(phrase.rpartition("\r\n")[2]) + len(name) + len(address) + 5 <= LONGEST_LINE
    return f"{name}: {phrase}{' ' if fits else CONTINUED}<{address}>"


def identifier(name: str, value: str) -> str:
    """``Message-ID: <...>``, which cannot be folded; raises ValueError for what is none."""
    if not _ID.fullmatch(value):
        raise ValueError("no message identifier")
    return f"{name}: <{value}>"


def urls(name: str, values: list[str]) -> str:
    """``List-Unsubscribe: <https://...>, <mailto:...>`` (RFC 2369), a line for each URL that needs one."""
    wrapped = [f"<{percent_encoded(value, _URL_SAFE)}>" for value in values]
    first = " " if len(name) + len(wrapped[0]) + 2 <= LONGEST_LINE else CONTINUED
    return f"{name}:{first}{(',' + CONTINUED).join(wrapped)}"


CONTINUED = "\r\n "


def _encoded(line: str, indent: int) -> str:
    words = (b2a_base64(word, newline=False).decode() for word in _words(line, indent))
    return CONTINUED.join(f"=?utf-8?b?{word}?=" for word in words)


def _words(line: str, indent: int) -> Iterator[bytes]:
    """The line in pieces that fit a line each, no character torn; the first leaves room for the name."""
    room, begun = _WORD_BYTES - indent * 3 // 4, bytearray()
    for character in line:
        piece = character.encode("utf-8", "replace")
        if len(begun) + len(piece) > room:
            yield bytes(begun)
            room, begun = _WORD_BYTES, bytearray()
        begun += piece
    yield bytes(begun)
