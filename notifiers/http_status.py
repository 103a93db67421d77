"""What an HTTP status means for a message."""

from datetime import timedelta
from http import HTTPStatus

from notifiers.outcome import Refused

_AGAIN_LATER = frozenset({408, 423, 425, 429})


def refusal(status: int, retry_after: timedelta | None = None, words: str = "") -> Refused:
    """The refusal of a status from 300 on: 5xx, 408, 423, 425 and 429 pass, the others are final.

    ``words``: the server's own, already redacted; the status and its usual phrase without any.
    """
    permanent = status < 500 and status not in _AGAIN_LATER
    return Refused(permanent, str(status), words or _phrase(status), retry_after)


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
