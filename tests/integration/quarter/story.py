"""A simulated quarter as data: who reads, what each of them does and when, what goes wrong meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from scheduler.escalation import Rung
from scheduler.lifecycle import Answer

Span = tuple[datetime, datetime]
"""From an instant until just before another."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A user: where, when reminders and the digest are wanted, and channels in order, one at least."""

    name: str
    zone: str = "Asia/Shanghai"
    remind_at: time = time(9)
    digest_at: str = "MON 09:00"
    channels: tuple[str, ...] = ("mail",)

    def instant(self, text: str) -> datetime:
        """``2026-11-02 10:17`` on the reader's clock, in UTC."""
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        """An instant on the reader's clock."""
        return moment.astimezone(ZoneInfo(self.zone))

    def address(self, channel: str) -> str:
        """What the channel is called in the post office."""
        return f"{self.name} by {channel}"


@dataclass(frozen=True, slots=True)
class Act:
    """What a reader does about one closure; ``when`` is on the reader's clock."""

    when: str
    reader: Reader
    platform: str

    @property
    def at(self) -> datetime:
        """The instant."""
        return self.reader.instant(self.when)

    @property
    def matter(self) -> str:
        """Which closure: a reader has one at each platform here."""
        return f"{self.reader.name}: {self.platform}"


@dataclass(frozen=True, slots=True)
class Registers(Act):
    """``window`` is what the platform says, or what the guide says where ``from_guide``.

    ``on``: day 0, unless it is the day of ``when``. ``awaits``: the act that starts the clock, to be asked
    for. ``payoff`` with ``route``: an appointment, whose deposit is due the day before or on the same day.
    """

    window: str
    on: date | None = None
    from_guide: bool = False
    awaits: str | None = None
    route: str | None = None
    payoff: date | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Answers(Act):
    """What the report showed, and what the platform says now."""

    result: Answer
    window: str | None = None


@dataclass(frozen=True, slots=True)
class Snoozes(Act):
    """Puts the next reminder off."""

    until: date


@dataclass(frozen=True, slots=True)
class Withdraws(Act):
    """Follows the closure no longer."""


@dataclass(frozen=True, slots=True)
class TakesBack(Act):
    """Undoes the last act."""


@dataclass(frozen=True, slots=True)
class Records(Act):
    """The act that starts the clock, or a call, was on this day."""

    on: date


@dataclass(frozen=True, slots=True)
class Escalates(Act):
    """A rung of the ladder was taken."""

    rung: Rung
    on: date
    accepted: date | None = None


@dataclass(frozen=True, slots=True)
class EndsConsent(Act):
    """A client, named instead of the platform, withdraws consent: everything of theirs goes."""


@dataclass(frozen=True, slots=True)
class Story:
    """``notice`` is the file that is imported at ``notice_at``. ``down``: nothing runs meanwhile.

    ``refusing``: addresses that refuse everything for good. ``outages``: by address when nobody answers.
    """

    start: datetime
    end: datetime
    readers: tuple[Reader, ...]
    acts: tuple[Act, ...]
    notice_at: datetime
    notice: str
    clients: Mapping[str, tuple[str, ...]]
    """By reader, the other people whose reports are followed; they consent at the start."""
    down: tuple[Span, ...] = ()
    refusing: frozenset[str] = frozenset()
    outages: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def away(self, reader: Reader) -> tuple[Span, ...]:
        """When nothing can reach a reader."""
        return tuple(sorted((*self.down, *self.outages.get(reader.address(reader.channels[0]), ()))))
