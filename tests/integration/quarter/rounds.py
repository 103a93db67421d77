"""One closure as domain.md tells its life: what becomes due to be told, and on which day."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scheduler.appointments import AppointmentRule, follow_appointment
from scheduler.due_dates import due_dates
from scheduler.escalation import Rung
from scheduler.stages import Calls, Window
from scheduler.workdays import WorkCalendar

A_DAY = timedelta(days=1)
MARKS = (0, 3, 7, 14, 21, 28, 35, 42, 49)
"""Days after check on: the verify reminder, then eight overdue ones."""
ASKS = (3, 7, 14, 28)
"""Days after registering on which the act that starts the clock is asked for."""
CLOCKS = {Rung.OBJECTION: 20, Rung.BRANCH: 30}

Key = tuple[str, int]
"""Kind of a step and its place among those of its kind (a call's: its day)."""
Kinds = tuple[str, ...]
"""As what something may be told: what piled up may be a first look or a late one."""


@dataclass
class Round:
    """What the platform said, and what has been told. ``day0`` None: the act is awaited.

    ``expected``: day 0 is a day ahead. ``asks``: the steps while either is so, with their days.
    ``reached``: the mark that was last told; ``told_on``: when, which stands for everything up to then.
    """

    window: Window
    day0: date | None
    starts_later: bool = False
    expected: bool = False
    asks: dict[Key, date] = field(default_factory=dict)
    appointment: tuple[AppointmentRule, date] | None = None
    made: set[date] = field(default_factory=set)
    reached: int = -1
    told_on: date | None = None
    snoozed: date | None = None
    told: set[Key] = field(default_factory=set)
    pending: set[Key] = field(default_factory=set)

    def dates(self, calendar: WorkCalendar) -> tuple[date, date, date] | None:
        """Opens, due and check on."""
        if (day0 := self._start(calendar)) is None:
            return None
        found = due_dates(self.window, day0, calendar, last_call=self._last_call(day0))
        return found.opens_on, found.due_on, found.due_on + A_DAY

    def steps(self, calendar: WorkCalendar) -> dict[Key, date]:
        """The days of all steps, done or not."""
        found = dict(self.asks) if self.day0 is None or self.expected else {}
        if self.appointment and self.expected:
            kept = {kind for kind, _ in self.asks}
            for step in follow_appointment(*self.appointment, calendar).steps:
                if step.kind in kept:
                    found[step.kind, 0] = step.on
        if (day0 := self._start(calendar)) and (dates := self.dates(calendar)):
            found |= {("call", day.toordinal()): day for day in self._calls(day0)}
            found |= {("confirm", 0): dates[1]} if self.window.confirm else {}
        return found

    def refresh(self, today: date, calendar: WorkCalendar, *, keep: bool = False) -> None:
        """A step whose day is over is not begun with; with ``keep`` one that was ahead stays to be told."""
        self.pending = {
            key
            for key, day in self.steps(calendar).items()
            if key not in self.told and (day >= today or (keep and key in self.pending))
        }

    def say(self, day: date, calendar: WorkCalendar) -> Iterator[Kinds]:
        """What is to be told when ``day`` has come; it is told then."""
        steps = self.steps(calendar)
        for key in sorted(self.pending):
            if steps[key] <= day:
                self.told.add(key)
                yield (key[0],)
        self.pending -= self.told
        if come := self._come(day, calendar):
            first, *more = come
            self.reached = come[-1] if first and not self.snoozed else first
            self.told_on, self.snoozed = day, None
            yield ("overdue",) if first else ("verify", "overdue") if more else ("verify",)

    def _come(self, day: date, calendar: WorkCalendar) -> tuple[int, ...]:
        """The marks that one reminder on ``day`` stands for. A snooze moves the next one."""
        if (dates := self.dates(calendar)) is None:
            return ()
        snooze = self.snoozed if self.snoozed and self.snoozed >= dates[2] else None
        if snooze and day < snooze:
            return ()
        covered = self.told_on or date.min
        days = [(mark, dates[2] + mark * A_DAY) for mark in MARKS if mark > self.reached]
        left = [(mark, on) for mark, on in days if on > covered]
        come = tuple(mark for mark, on in left if on <= day)
        return come or tuple(mark for mark, _ in left[:1] if snooze)

    def record(self, on: date) -> None:
        """The act that starts the clock was on that day; where it runs, a call that was made."""
        running = self.day0 is not None and not self.expected
        if running and (isinstance(self.window.stages[0], Calls) or not self.starts_later):
            self.made.add(on)
        else:
            self.day0, self.expected = on, False

    def _start(self, calendar: WorkCalendar) -> date | None:
        if self.appointment and self.expected:
            return follow_appointment(*self.appointment, calendar).letter_on
        return self.day0

    def _last_call(self, day0: date) -> date | None:
        return max(self._calls(day0), default=max(self.made)) if self.made else None

    def _calls(self, day0: date) -> list[date]:
        """The calls still to be made: day after day, until there were as many as the platform wants."""
        stage = self.window.stages[0]
        if not isinstance(stage, Calls):
            return []
        if not self.made:
            return [day0 + k * A_DAY for k in range(stage.days)]
        made = {day0, *self.made}
        return [max(made) + k * A_DAY for k in range(1, stage.days - len(made) + 1)]


@dataclass
class Filing:
    """A rung with its clock; ``recorded_on``: when its reader was told the day of the answer."""

    rung: Rung
    on: date
    accepted: date | None
    recorded_on: date
    told: bool = False

    @property
    def ask_on(self) -> date | None:
        """The day after the last day for the answer."""
        start = self.accepted or (self.on if self.rung is Rung.OBJECTION else None)
        return start + (CLOCKS[self.rung] + 1) * A_DAY if start and self.rung in CLOCKS else None


@dataclass
class Followed:
    """A closure."""

    matter: str
    person: str | None
    round: Round
    changed_on: date = date.min
    """The day of the last act: what follows from it comes at that day's hour, not before."""
    is_open: bool = True
    verified_at: datetime | None = None
    filings: list[Filing] = field(default_factory=list)
    before: "Followed | None" = None
    """As it stood before the last act that can be taken back."""

    def keep(self) -> None:
        """Remember how it stands."""
        self.before = None
        self.before = deepcopy(self)

    def put_back(self) -> None:
        """Stand as before the last act."""
        was = self.before
        assert was is not None
        self.round, self.is_open, self.verified_at = was.round, was.is_open, was.verified_at

    def say(self, day: date, calendar: WorkCalendar) -> list[Kinds]:
        """What is to be told when ``day`` has come; nothing of what is finished."""
        if not self.is_open or day < self.changed_on:
            return []
        return [*self.round.say(day, calendar), *self._answers_due(day)]

    def file(self, rung: Rung, on: date, accepted: date | None, today: date) -> None:
        """A rung is taken, or more is known of one: a clock that changes runs anew."""
        known = next((each for each in self.filings if (each.rung, each.on) == (rung, on)), None)
        if known is None:
            self.filings.append(Filing(rung, on, accepted, today))
        elif accepted and accepted != known.accepted:
            same = Filing(rung, on, accepted, today).ask_on == known.ask_on
            known.accepted = accepted
            if not same:
                known.recorded_on, known.told = today, False

    def _answers_due(self, day: date) -> Iterator[Kinds]:
        for filing in self.filings:
            ask_on = filing.ask_on
            if ask_on is None or filing.told or not filing.recorded_on < ask_on <= day:
                continue
            if any(other.on >= ask_on for other in self.filings if other is not filing):
                continue  # went on already
            filing.told = True
            yield ("answer_due",)
