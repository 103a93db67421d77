"""What a vendor lends for a while in exchange for a secret: kept in memory until it expires."""

from datetime import datetime, timedelta
from threading import Lock

# Given back early: one that expires on its way is refused.
_EARLY = timedelta(minutes=5)


class AccessTokens:
    """By any name that tells apps apart. Many threads use it at once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], tuple[str, datetime]] = {}
        self._lock = Lock()

    def get(self, name: tuple[str, ...], now: datetime) -> str | None:
        """The token, unless there is none or it is about to expire."""
        with self._lock:
            token, until = self._kept.get(name, ("", now))
        return token if now < until else None

    def keep(self, name: tuple[str, ...], token: str, lasts: timedelta, now: datetime) -> None:
        """Keep it for as long as it ``lasts``, less a little."""
        with self._lock:
            self._kept[name] = (token, now + lasts - _EARLY)

    def drop(self, name: tuple[str, ...], token: str) -> None:
        """The vendor takes this one no longer; one that was kept since then stays."""
        with self._lock:
            if self._kept.get(name, ("",))[0] == token:
                del self._kept[name]
