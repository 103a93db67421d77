"""What follows a failed send: another try later, or giving up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

FIRST_WAIT_S = 30
LONGEST_WAIT_S = 3600
LONGEST_RETRY_AFTER = timedelta(days=1)
# The 54 waits between 55 attempts last 24 h at the least jitter, 48 h at the most: a mail server that is
# down for a day costs no reminder.
MAX_ATTEMPTS = 55


class Failure(Protocol):
    """An outcome that is not Sent: refused or unreachable."""

    @property
    def permanent(self) -> bool: ...
    @property
    def code(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def retry_after(self) -> timedelta | None: ...


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again at this instant (or at the end of the quiet hours it lies in)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Not again: show the failure, in the words of the last attempt."""

    reason: str


def after(failure: Failure, attempt: int, now: datetime, jitter: float) -> Retry | GiveUp:
    """What to do after ``attempt`` tries (1 or more) of which the last failed.

    Waits double from 30 s to an hour, each shortened by up to a half: ``jitter`` 0 halves it, 1 leaves it,
    a random number between keeps rows that failed together from coming back together. What the channel
    asks for (``retry_after``, up to a day) is waited for at least.
    """
    if failure.permanent or attempt >= MAX_ATTEMPTS:
        return GiveUp(failure.reason)
    asked = min(failure.retry_after or timedelta(0), LONGEST_RETRY_AFTER)
    return Retry(now + max(_backoff(attempt) * (0.5 + jitter / 2), asked))


def _backoff(attempt: int) -> timedelta:
    return timedelta(seconds=min(FIRST_WAIT_S * 2.0 ** (attempt - 1), LONGEST_WAIT_S))
