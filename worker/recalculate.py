"""A new holiday calendar: the dates of what is still open are worked out again (Dates 6).

Row by row in batches, without objects: a hundred thousand closures in one transaction, memory flat. What a
round's dates and reminders should be is decided by ``models.round_dates`` and ``models.round_reminders``, as
for a single closure, once for all that are alike (``worker.alike``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.orm import Session

from models.planning import Planning
from models.round_dates import Dates, done_steps, work_out
from models.round_reminders import Wanted, changes, due_at
from models.tables import Event
from scheduler.workdays import WorkCalendar
from worker.alike import ADD, CANCEL, MOST_SHAPES, MOVE, Alike, alike
from worker.calendar_message import plan_messages
from worker.installation import Installation
from worker.moves import moved_dates
from worker.preferences import cadence_of, hours_of
from worker.stale import Stale, batches, held, held_texts

_REMINDED = ("check_on", "early_steps", "window_steps")
"""What reminders follow from."""

_LAST_EVENT = select(func.max(Event.id))


@dataclass(frozen=True, slots=True)
class Recalculated:
    """How many open closures were looked at, how many of them moved; their events come after ``since``."""

    closures: int
    moved: int
    since: int


@dataclass(frozen=True, slots=True)
class _Worked:
    """What becomes of rounds that stand alike.

    ``moved`` as an event keeps it, None where no date moved. Most rounds that change only stop being
    provisional: those do not ``remind`` otherwise.
    """

    stale: Stale
    dates: Dates
    moved: dict[str, Any] | None
    remind: bool


def recalculate(session: Session, installation: Installation) -> Recalculated:
    """Bring every open closure up to the calendar at hand, with its reminders, and plan one message for each
    user of whose dates one moved.

    Part of the caller's transaction: a notice and what follows from it are stored together. What was worked
    out with this very calendar is left alone.
    """
    session.flush()
    connection, calendar = session.connection(), installation.calendar(session)
    since = connection.scalar(_LAST_EVENT) or 0
    closures = moved = 0
    with alike(connection) as shapes:
        work = _Work(connection, shapes, installation, calendar)
        for rows in batches(connection, calendar.version):
            closures += len(rows)
            moved += work.again(rows)
    if moved:
        plan_messages(connection, since, work.now, work.hours)
    session.expire_all()
    return Recalculated(closures, moved, since)


class _Work:
    """One recalculation: the calendar, the instant, and what each kind of user's days are planned with."""

    def __init__(
        self, connection: Connection, shapes: Alike, installation: Installation, calendar: WorkCalendar
    ) -> None:
        settings, self.now = installation.settings, installation.clock.now()
        self._connection, self._shapes, self._calendar = connection, shapes, calendar
        self._check_after = settings.check_after_days
        self.hours = cache(lambda zone, at, quiet: hours_of(zone, at, quiet, settings))
        self._planned = cache(
            lambda often, *chosen: Planning(
                calendar, self.hours(*chosen), self.now, settings.check_after_days, cadence_of(often)
            )
        )
        self._worked_out = lru_cache(MOST_SHAPES)(self._work_out)

    def again(self, rows: Sequence[Row[Any]]) -> int:
        """Work out one batch of rounds and write it; how many closures moved."""
        found = [(row, self._worked_out(tuple(row[3:]))) for row in rows]
        texts = held_texts(self._connection, [row.id for row, worked in found if worked.remind])
        for row, worked in found:
            key: tuple[object, ...] = tuple(row[3:]), texts.get(row.id)
            if (shape := self._shapes.shape(key)) is None:
                shape = self._shapes.new_shape(key, worked.dates, worked.moved)
                if worked.remind:
                    self._replan(worked, texts.get(row.id, ""), shape)
            self._shapes.put(shape, row.id, row.closure_id, row.user_id)
        self._shapes.write(self._calendar.version, self.now)
        return sum(worked.moved is not None for _, worked in found)

    def _work_out(self, columns: tuple[Any, ...]) -> _Worked:
        stale = Stale.read(columns)
        dates = work_out(stale.basis, self._calendar, self._check_after)
        moved = moved_dates(stale, dates, self._calendar, self._planning(stale))
        remind = any(getattr(stale, name) != getattr(dates, name) for name in _REMINDED)
        return _Worked(stale, dates, moved, remind)

    def _replan(self, worked: _Worked, reminders: str, shape: int) -> None:
        stale, dates, planning = worked.stale, worked.dates, self._planning(worked.stale)
        steps = dates.early_steps + dates.window_steps
        wanted = Wanted(dates.check_on, steps, done_steps(stale.basis, steps), stale.snoozed_until)
        needed = changes(list(held(reminders)), wanted, planning)
        for gone in needed.cancel:
            self._shapes.remind(shape, CANCEL, gone.kind.value, gone.ordinal)
        for what, planned in ((MOVE, [new for _, new in needed.move]), (ADD, needed.add)):
            for new in planned:
                columns = {"step": new.step, "day": new.on, "due_at": due_at(new, planning)}
                self._shapes.remind(shape, what, new.kind.value, new.ordinal, **columns)

    def _planning(self, stale: Stale) -> Planning:
        return self._planned(stale.cadence, stale.timezone, stale.remind_at, stale.quiet_hours)
