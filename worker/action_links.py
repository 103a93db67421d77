"""Links in messages: each carries one permit, signed, that a page reads back. Nothing is stored for them.

A permit says what may be done, to what, until when. It is letters and digits only: no chat program, Markdown
reader or line break takes a part of it for something else (docs/decisions/0010).
"""

import hmac
import logging
from base64 import b32decode, b32encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from struct import Struct

from config.settings import Settings
from notifiers.due import AnswerLinks
from notifiers.links import page_link
from worker.key_file import KeysUnusable
from worker.pages_key import pages_key

ANSWERS_OPEN = timedelta(days=30)
"""A report takes a day or two, and later reminders bring links of their own."""
STOP_OPEN = timedelta(days=366)
"""A mail is looked for in the archive when one has had enough."""
UNDO_OPEN = timedelta(minutes=10)
_FIELDS = Struct(">BIIHQI")
_SIGNATURE = 16
log = logging.getLogger(__name__)


class Purpose(IntEnum):
    """The one thing a permit is for. The numbers stand in links that are out: they never change."""

    VERIFIED = 1
    NOT_UPDATED = 2
    STILL_OPEN = 3
    CANNOT_TELL = 4
    SNOOZE = 5
    UNDO = 6
    STOP_DIGESTS = 7
    RESUME_DIGESTS = 8


@dataclass(frozen=True, slots=True)
class Permit:
    """``number``: a closure's, or for digests a user's; ``born``: the second it was stored, because
    numbers of deleted rows are given again. ``round`` and ``change`` (the number of an event) say how things
    stood; 0 where that does not matter. ``expires``: in seconds, UTC."""

    purpose: Purpose
    number: int
    born: int
    round: int
    change: int
    expires: int

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return now.timestamp() >= self.expires


def sign(permit: Permit, key: bytes) -> str:
    """The permit as a link carries it."""
    fields = _FIELDS.pack(
        permit.purpose, permit.number, permit.born, permit.round, permit.change, permit.expires
    )
    return b32encode(fields + _signature(fields, key)).decode().rstrip("=").lower()


def read(token: str, key: bytes) -> Permit | None:
    """What a link carries; None for anything that ``sign`` has not made with this key."""
    try:
        whole = b32decode(token.upper() + "=" * (-len(token) % 8))
    except (Error, ValueError):
        return None
    fields, signature = whole[: _FIELDS.size], whole[_FIELDS.size :]
    if not hmac.compare_digest(signature, _signature(fields, key)):
        return None
    purpose, *rest = _FIELDS.unpack(fields)
    permit = Permit(Purpose(purpose), *rest)
    return permit if sign(permit, key) == token else None  # one way of writing it, not several


def born(created_at: datetime) -> int:
    """When something was stored, as a permit names it."""
    return int(created_at.timestamp()) & 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Check:
    """A closure that is to be checked, with its round and its last change (the number of an event)."""

    closure: int
    created_at: datetime
    round: int
    change: int


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links. ``base``: the configured address, with a slash at its end."""

    base: str
    key: bytes

    def answers(self, check: Check, now: datetime) -> AnswerLinks:
        """What a reader can say about a round that is to be checked."""
        until = _end_of_day(now + ANSWERS_OPEN)

        def link(purpose: Purpose, change: int = 0) -> str:
            since = born(check.created_at)
            return self.to(Permit(purpose, check.closure, since, check.round, change, until))

        # An answer ends its round, which tells it apart from a second one. These two end nothing: they are
        # good until anything else is done.
        return AnswerLinks(
            link(Purpose.VERIFIED),
            link(Purpose.NOT_UPDATED),
            link(Purpose.STILL_OPEN),
            link(Purpose.CANNOT_TELL, check.change),
            link(Purpose.SNOOZE, check.change),
        )

    def stop_digests(self, user: int, created_at: datetime, now: datetime) -> str:
        """What ends the weekly digests of a user, and nothing else."""
        until = _end_of_day(now + STOP_OPEN)
        return self.to(Permit(Purpose.STOP_DIGESTS, user, born(created_at), 0, 0, until))

    def to(self, permit: Permit) -> str:
        """The address of the page for a permit."""
        return f"{self.base}a/{sign(permit, self.key)}"


def links_for(settings: Settings) -> Links | None:
    """How messages link to acts; None where their readers could not follow (the base URL is this machine's).

    None too where the key cannot be read: a message without links is better than none.
    """
    base = page_link(settings.base_url)
    if base is None:
        return None
    try:
        return Links(base, pages_key(settings))
    except (KeysUnusable, OSError) as error:
        log.error("messages carry no links to answer by: %s", error)
        return None


def _signature(fields: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"link\x00" + fields, "sha256")[:_SIGNATURE]


def _end_of_day(moment: datetime) -> int:
    """The first second after that UTC day: a message made again later that day is the same message."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((day + timedelta(days=1)).timestamp())
