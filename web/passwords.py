"""Passwords: Argon2id with 19 MiB, two passes, one lane (OWASP's first profile for servers)."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from config.i18n import N_
from config.told import Told

SHORTEST, LONGEST = 10, 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
AT_A_TIME = 4
_turns = threading.BoundedSemaphore(AT_A_TIME)
"""However many sign in at once: each takes its 19 MiB."""


class PasswordRefused(Told):
    """A password that protects too little."""


def hash_password(password: str, name: str) -> str:
    """Raises PasswordRefused with the remedy. ``name``: the login's, which is no password."""
    if not SHORTEST <= len(password) <= LONGEST:
        hint = N_("a password has {shortest} to {longest} characters; a short sentence is a good one")
        raise PasswordRefused(hint, shortest=SHORTEST, longest=LONGEST)
    if len(set(password)) < 4 or password.casefold() in (name.casefold(), name.casefold() * 2):
        raise PasswordRefused(N_("this password is easily guessed; take a short sentence instead"))
    return _hasher.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Whether it is the one. With no hash (an unknown login) it takes as long and says no."""
    with _turns:
        try:
            return _hasher.verify(hashed or _nobodys(), password[: LONGEST + 1]) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
