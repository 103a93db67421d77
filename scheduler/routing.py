"""Which of a user's channels takes a message: what each is for, and their order."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar


class Purpose(StrEnum):
    """What a message is, as far as channels care: about the user's accounts, the week, or a channel."""

    REMINDERS = "reminders"
    DIGESTS = "digests"
    WARNINGS = "warnings"


OTHER_PURPOSES = {"digest": Purpose.DIGESTS, "channel": Purpose.WARNINGS}
"""By kind of reminder. All other kinds are reminders."""


class Way(Protocol):
    """A channel as far as its place in the order goes."""

    @property
    def id(self) -> int: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def position(self) -> int: ...
    @property
    def for_reminders(self) -> bool: ...
    @property
    def for_digests(self) -> bool: ...
    @property
    def for_warnings(self) -> bool: ...
    @property
    def paused_at(self) -> object: ...


W = TypeVar("W", bound=Way)


def purpose_of(kind: str) -> Purpose:
    """The purpose of a reminder of this kind."""
    return OTHER_PURPOSES.get(kind, Purpose.REMINDERS)


def is_for(way: Way, purpose: Purpose) -> bool:
    """Whether the channel is for messages of this purpose."""
    taken = {
        Purpose.REMINDERS: way.for_reminders,
        Purpose.DIGESTS: way.for_digests,
        Purpose.WARNINGS: way.for_warnings,
    }
    return taken[purpose]


def in_order(ways: Iterable[W], purpose: Purpose, person: int | None = None) -> list[W]:
    """The channels that are not paused, in the order in which they are tried: those for this purpose, then
    the others. A message over a channel of another purpose is better than none. Of each, the own ones of the
    ``person`` whom the message is about come before the user's; those of other people are left out."""
    usable = (way for way in ways if way.paused_at is None and way.person_id in (None, person))
    return sorted(usable, key=lambda way: _place(way, purpose))


def next_after(ways: Iterable[W], used: W, purpose: Purpose) -> W | None:
    """The channel that takes what ``used`` refuses for good; None if there is no further one."""
    place = _place(used, purpose)
    further = in_order(ways, purpose, used.person_id)
    return next((way for way in further if _place(way, purpose) > place), None)


def _place(way: Way, purpose: Purpose) -> tuple[bool, bool, int, int]:
    return not is_for(way, purpose), way.person_id is None, way.position, way.id
