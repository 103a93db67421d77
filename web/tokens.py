"""Secrets that are handed out once: only their hashes are kept.

They are 256 random bits, so a fast hash is enough: there is nothing to guess.
"""

import hashlib
import secrets


def new_token(prefix: str = "") -> str:
    """A fresh secret, fit for a URL. ``prefix`` says what it is for, so that a leaked one can be found."""
    return prefix + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()
