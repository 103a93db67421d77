"""When something reaches a reader: at their hour, never in the quiet hours, after what kept it up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.integration.quarter.story import Reader, Story

QUIET_FROM, QUIET_TO = time(22), time(8)
A_DAY, A_WEEK, A_MINUTE = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1)
AFTER_AN_OUTAGE = timedelta(minutes=61)
"""Tries are an hour apart at most."""
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


@dataclass(frozen=True, slots=True)
class Reach:
    """One reader's hours within a story."""

    story: Story
    reader: Reader

    def today(self, now: datetime) -> date:
        """The reader's date."""
        return self.reader.local(now).date()

    def hour(self, day: date) -> datetime:
        """The hour to be reminded at, or the end of the quiet hours it lies in."""
        return self._awake(self._clock(day, self.reader.remind_at))

    def at_once(self, now: datetime) -> bool:
        """Whether today's hour has come, so that what is new today is told now."""
        return now == self.after(now) and now >= self.hour(self.today(now))

    def next_hour(self, now: datetime) -> datetime:
        """Today's hour, or now where that has come."""
        return self.after(max(now, self._clock(self.today(now), self.reader.remind_at)))

    def after(self, moment: datetime) -> datetime:
        """What downtime held up comes when it is over, what came up at night in the morning."""
        moment = self._awake(moment)
        for start, end in self.story.away(self.reader):
            if start <= moment < end:
                moment = self._awake(end)
        return moment

    def until(self, moment: datetime) -> datetime:
        """What was held up by an outage comes with one of the next tries, everything else at once."""
        outages = self.story.outages.get(self.reader.address(self.reader.channels[0]), ())
        held_up = any(self._awake(end) == moment for _, end in outages)
        return moment + (AFTER_AN_OUTAGE if held_up else A_MINUTE)

    def mornings(self) -> Mapping[datetime, date]:
        """Each day's hour, where it can be kept; else when, and up to which day, all is told at once."""
        days = [self.today(self.story.start) + k * A_DAY for k in range(self._length)]
        hours = {day: self.hour(day) for day in days}
        found = {self.after(hour): day for day, hour in hours.items() if hour >= self.story.start}
        for _, end in self.story.away(self.reader):
            back = self.after(end)
            found[back] = max(day for day, hour in hours.items() if hour <= back)
        return found

    def digests(self) -> Iterator[datetime]:
        """One for each ISO week, caught up until the week is over, or three days long."""
        name, hour = self.reader.digest_at.split()
        first = self.today(self.story.start)
        for monday in (first - first.weekday() * A_DAY + k * A_WEEK for k in range(self._length // 7 + 2)):
            on = monday + _WEEKDAYS.index(name) * A_DAY
            meant = self._clock(on, time.fromisoformat(hour))
            at = self.after(meant)
            if meant >= self.story.start and self.today(at) <= max(monday + 6 * A_DAY, on + 3 * A_DAY):
                yield at

    @property
    def _length(self) -> int:
        return (self.story.end - self.story.start).days + 2

    def _clock(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.reader.zone)).astimezone(UTC)

    def _awake(self, moment: datetime) -> datetime:
        local = self.reader.local(moment)
        if QUIET_TO <= local.time() < QUIET_FROM:
            return moment
        return self._clock(local.date() + (local.time() >= QUIET_FROM) * A_DAY, QUIET_TO)
