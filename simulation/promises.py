"""What is promised, held against what left and what the readers know; rows are looked at only at the end."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from config.i18n import N_
from notifiers.due import Entry
from scheduler.digest_weeks import week_number
from simulation.readers import Matter, Reader
from simulation.trace import Phrase, Trace
from worker.claim import LEASE

if TYPE_CHECKING:
    from worker.letters import Letter

LOST = N_("nothing due is lost")
EXTRA = N_("extra copies only where a crash or a cut leaves it unknown, and recognisable")
EARLY = N_("never early, and on the day counted by hand")
QUIET = N_("quiet hours are kept")
ANSWERED = N_("nobody is asked what they have answered")
DIGEST = N_("one digest a user and week")
DRAINED = N_("once the faults are over everything drains")
ALIVE = N_("no fault ends in an error nobody expected")
PROMISES = (LOST, EXTRA, EARLY, QUIET, ANSWERED, DIGEST, DRAINED, ALIVE)

Identity = tuple[int, int, str, str, int, date | None]
"""One thing to be told: closure, round, kind, step, ordinal, and the day it was put off to."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that was not kept, and how."""

    promise: str
    what: Phrase

    def __str__(self) -> str:
        return f"{self.promise}: {self.what}"


@dataclass
class Witness:
    """Sees everything that leaves. ``copies``: by Message-ID how often a message arrived; ``unknown``: how
    often the worker could not know that; ``trials``: by promise how often it was put to the test."""

    trace: Trace
    readers: Mapping[int, Reader] = field(default_factory=dict)
    matters: dict[int, Matter] = field(default_factory=dict)
    copies: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    trials: Counter[str] = field(default_factory=Counter)
    broken: list[Broken] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    """Readers one of whose messages was refused for good, or tried too often."""
    _names: dict[str, int] = field(default_factory=dict)
    _told: defaultdict[Identity, set[str]] = field(default_factory=lambda: defaultdict(set))
    _weeks: defaultdict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))

    def breaks(self, promise: str, text: str, **params: object) -> None:
        """Write down that a promise was broken."""
        self.broken.append(Broken(promise, Phrase(text, params)))
        self.trace.tell(text, **params)

    def name(self, message_id: str) -> int:
        """A number for a Message-ID, which is another one in every run."""
        return self._names.setdefault(message_id, len(self._names) + 1)

    def begins(self, reader: Reader, letter: "Letter", now: datetime) -> list[Identity]:
        """A message is about to leave: may it, now? What it tells, as things stand now."""
        self.trials[QUIET] += 1
        # Whoever froze between the look at the hours and the send cannot know; the lease is the bound.
        if reader.sleeps(now) and reader.sleeps(now - LEASE) and now - reader.changed_at > LEASE:
            self.breaks(
                QUIET, N_("BROKEN: a message to reader {reader} in the quiet hours"), reader=reader.number
            )
        for entry in letter.due.entries:
            self._may_be_asked(self.matters[entry.closure], entry, now)
        for moved in letter.due.moved:
            self._still_open(self.matters[moved.closure])
        return [self._identity(entry) for entry in letter.due.entries]

    def arrives(
        self, reader: Reader, letter: "Letter", told: list[Identity], message_id: str, now: datetime
    ) -> None:
        """The other side has it."""
        self.trials[EXTRA] += 1
        self.copies[message_id] += 1
        if self.copies[message_id] > 1 + self.unknown[message_id]:
            self.breaks(
                EXTRA,
                N_("BROKEN: message {message} came again without a cause"),
                message=self.name(message_id),
            )
        for said in told:
            number, round_number = said[:2]
            self._once(self._told[said], message_id, N_("BROKEN: closure {number} was told of again"), number)
            self.matters[number].told.setdefault(round_number, []).append(now)
        if letter.week is not None:
            self.trials[DIGEST] += 1
            week = reader.number, week_number(letter.week.on)
            self._once(
                self._weeks[week],
                message_id,
                N_("BROKEN: a second digest of a week to reader {number}"),
                week[0],
            )

    def had_digest(self, reader: Reader, since: date) -> bool:
        """Whether a digest of a week from that day on arrived."""
        return any(who == reader.number and week >= week_number(since) for who, week in self._weeks)

    def _identity(self, entry: Entry) -> Identity:
        matter = self.matters[entry.closure]
        return matter.number, matter.round, entry.kind, entry.step or "", entry.ordinal, matter.snoozed

    def _may_be_asked(self, matter: Matter, entry: Entry, now: datetime) -> None:
        self._still_open(matter)
        self.trials[EARLY] += 1
        if entry.check_on != matter.check_on:
            self.breaks(
                EARLY,
                N_("BROKEN: closure {number} is to be checked on {counted}, the message says {said}"),
                number=matter.number,
                counted=matter.check_on,
                said=entry.check_on,
            )
        if not matter.is_due(now):
            self.breaks(
                EARLY,
                N_("BROKEN: closure {number} is told of before {due}"),
                number=matter.number,
                due=matter.asked_from,
            )

    def _still_open(self, matter: Matter) -> None:
        self.trials[ANSWERED] += 1
        if not matter.is_open:
            self.breaks(
                ANSWERED, N_("BROKEN: closure {number} is finished and told of"), number=matter.number
            )

    def _once(self, names: set[str], message_id: str, text: str, number: int) -> None:
        """The same in another message only where the worker could not know that the first one arrived."""
        if any(self.unknown[name] < self.copies[name] for name in names - {message_id}):
            self.breaks(EXTRA, text, number=number)
        names.add(message_id)
