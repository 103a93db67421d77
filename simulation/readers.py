"""What people know: their hours, what they follow, what they have said. None of it is read from the rows."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from simulation.dates import Said

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class Reader:
    """One user. ``asks``: how often a check is asked for at most; ``digest``: as the setting is written."""

    number: int
    person: int
    zone: str = "Asia/Shanghai"
    at: time = time(9)
    quiet: tuple[time, time] | None = (time(22), time(8))
    digest: str = "off"
    asks: int = 1
    changed_at: datetime = _NEVER
    """When any of it was changed last: what was on its way by then could not know."""

    def local(self, moment: datetime) -> datetime:
        """What the reader's clock shows."""
        return moment.astimezone(ZoneInfo(self.zone))

    def today(self, moment: datetime) -> date:
        """The reader's date."""
        return self.local(moment).date()

    def hour_of(self, day: date) -> datetime:
        """The reader's hour of a day, as an instant."""
        return datetime.combine(day, self.at, ZoneInfo(self.zone)).astimezone(UTC)

    def sleeps(self, moment: datetime) -> bool:
        """Whether it is one of the quiet hours."""
        if self.quiet is None:
            return False
        start, end = self.quiet
        shown = self.local(moment).time()
        return start <= shown < end if start <= end else shown >= start or shown < end


@dataclass
class Matter:
    """One closure, as its reader knows it.

    ``due_since``: it was due already under hours that the reader has changed since. ``told``: by round, when
    messages about its check left.
    """

    number: int
    reader: Reader
    said: Said
    day0: date
    check_on: date
    is_open: bool = True
    round: int = 1
    snoozed: date | None = None
    due_since: datetime | None = None
    told: dict[int, list[datetime]] = field(default_factory=dict)
    before: "Matter | None" = None
    """As it was before the last act that can be taken back."""

    @property
    def asked_from(self) -> datetime:
        """When its check may first be asked for."""
        return self.reader.hour_of(max(self.check_on, self.snoozed or self.check_on))

    def is_due(self, now: datetime) -> bool:
        """Whether it may be asked for."""
        return self.due_since is not None or now >= self.asked_from

    def keep(self) -> None:
        """Remember how it stands, for an act that may be taken back."""
        self.before = replace(self, before=None)

    def end(self) -> None:
        """It is followed no longer."""
        self.keep()
        self.is_open = False

    def put_back(self) -> None:
        """Take the last act back; what was told stays told."""
        was = self.before
        assert was is not None
        for name in ("said", "day0", "check_on", "is_open", "round", "snoozed", "due_since"):
            setattr(self, name, getattr(was, name))
        self.before = None

    def next_round(self, said: Said, day0: date, check_on: date) -> None:
        """A further window begins."""
        self.said, self.day0, self.check_on = said, day0, check_on
        self.round, self.snoozed, self.due_since = self.round + 1, None, None

    def move(self, check_on: date) -> None:
        """Another calendar moved the day to check."""
        if check_on != self.check_on:
            self.check_on, self.due_since = check_on, None

    def was_told(self) -> list[datetime]:
        """When its present round was asked about."""
        return self.told.get(self.round, [])
