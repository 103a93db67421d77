"""How long a server asks to be left alone (RFC 9110, 10.2.3)."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

_LONGEST_WAIT = timedelta(days=1)


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """What ``Retry-After`` says, at most a day; None if it says nothing. ``headers`` are found in any case of
    letters."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal() and asked.isascii():
        return min(timedelta(seconds=min(int(asked[:9]), 10**6)), _LONGEST_WAIT)
    try:  # a date: measured by the server's own clock
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return min(wait, _LONGEST_WAIT) if wait > timedelta() else None
