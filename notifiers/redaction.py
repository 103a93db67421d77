"""The words of a refusal, fit to be stored and shown: no addresses, links or secrets."""

import re
from collections.abc import Iterable

_LONGEST = 200
_SHORTEST_SECRET = 4  # shorter ones would blank out ordinary words
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]+@[^\s<>()\[\]\"',;:@]+")


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` on one line of at most 200 characters, with links, e-mail addresses and ``secrets`` blanked
    out."""
    for secret in sorted((s for s in secrets if len(s) >= _SHORTEST_SECRET), key=len, reverse=True):
        text = text.replace(secret, "…")
    text = _ADDRESS.sub("…", _LINK.sub("…", text))
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def decoded(answer: bytes | str) -> str:
    """A server's words: UTF-8, or GB18030 as older Chinese mail servers speak."""
    if isinstance(answer, str):
        return answer
    try:
        return answer.decode("utf-8")
    except UnicodeDecodeError:
        return answer.decode("gb18030", errors="replace")
