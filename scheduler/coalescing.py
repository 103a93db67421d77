"""Many due reminders of one user, one message: which entries it has, and in what order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from scheduler.reminders import Kind


class Due(Protocol):
    """A reminder whose instant has come. ``round_id`` tells the rounds of one user apart."""

    @property
    def round_id(self) -> int: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def ordinal(self) -> int: ...
    @property
    def due_at(self) -> datetime: ...


D = TypeVar("D", bound=Due)


@dataclass(frozen=True, slots=True)
class Entry(Generic[D]):
    """One thing to tell: the reminder whose words are used, and all that are done once it is sent."""

    shown: D
    covers: tuple[D, ...]


def coalesce(due: Iterable[D]) -> tuple[Entry[D], ...]:
    """The entries of one message for one user, oldest first.

    Steps stay apart. Verify and overdue reminders of one round that piled up are one entry: the latest is
    shown, all are covered. Nothing is left out: each reminder is covered by exactly one entry.
    """
    piles: defaultdict[tuple[int, int], list[D]] = defaultdict(list)
    for reminder in sorted(due, key=_age):
        piles[_pile(reminder)].append(reminder)
    return tuple(_entry(pile) for pile in piles.values())


def _age(reminder: Due) -> tuple[datetime, int, int, str]:
    return reminder.due_at, reminder.round_id, reminder.ordinal, reminder.kind


def _pile(reminder: Due) -> tuple[int, int]:
    """Steps have ordinals from 1; 0 is the pile of the round's verify and overdue reminders."""
    return reminder.round_id, reminder.ordinal if reminder.kind is Kind.STEP else 0


def _entry(pile: Sequence[D]) -> Entry[D]:
    # Verify is 0: the highest ordinal is the latest, even where a retry put an earlier one behind it.
    return Entry(shown=max(pile, key=lambda reminder: reminder.ordinal), covers=tuple(pile))
