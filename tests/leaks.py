"""What no log may hold: the secrets that tests type, store and send. Every test's log is searched for them.

What the processes of tests write is searched by whoever started them (``tests.command_line``, the fleet, the
services). A secret that a test makes up for itself is its own business.
"""

import re

KNOWN = {
    "the key of the channels": "eGlhb2h1LXRlc3RzLWVuY3J5cHQ",
    "a ciphertext of a channel": "gAAAAA",
    "the password of an account": "一句很好记的短话",
    "the key of links and forms": "for tests only, 32 bytes",
    "a secret of a channel": "canary[A-Z0-9]|canary-of|canary in the mail|c0ffee00c0ffee00",
    "a mail system's or broker's password": "open-sesame-4711",
    "a token of a relay": "be8652e98bd04139|tk_abcdefgh12345678|AbCdEf\\.GhIjKlMnOp",
    "a robot's token": "566cc69da782ec33",
    "a robot's signing secret": "SEC0123456789abcdef",
    "an app's secret": "IOMu9fXPxXXXXDvR2FkZ",
    "the outside monitor's address": "3c5a9d1e-secret",
    "a password of PostgreSQL": "hunter2",
    "a code that is typed unseen": "hush-hush|s3cret-authorisation-code",
    # Not within a Message-ID: of many thousands one has as many digits in a row.
    "an ID number": r"(?<![\da-f])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\da-f])",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in KNOWN.items()}


def leaks(text: str) -> list[str]:
    """What of it stands in a text."""
    return [name for name, pattern in _PATTERNS.items() if pattern.search(text)]


def refuse_leaks(text: str, where: str) -> None:
    """Fail, without repeating it."""
    found = leaks(text)
    assert not found, f"{where} holds {', '.join(found)}"
