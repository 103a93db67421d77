"""A new holiday calendar: the dates of what is still open are worked out again (Dates 6).

Row by row in batches, without objects: a hundred thousand closures in one transaction, memory flat. What a
round's dates and reminders should be is decided by ``models.round_dates`` and ``models.round_reminders``, as
for a single closure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Update,
    bindparam,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from models.planning import Planning
from models.round_dates import Basis, Dates, done_steps, work_out
from models.round_reminders import Held, Wanted, changes, due_at, planned_columns
from models.tables import Closure, Event, Person, Reminder, Round, User
from scheduler.lifecycle import FINISHED
from scheduler.workdays import WorkCalendar
from worker.calendar_message import plan_messages
from worker.installation import Installation
from worker.moves import moved_dates
from worker.preferences import cadence_of, hours_of

BATCH = 5000
WORTH_A_STATEMENT = 20
"""So many rounds alike are changed together; fewer are faster one by one."""

_EACH = aliased(Round)
_LATEST = select(func.max(_EACH.number)).where(_EACH.closure_id == Closure.id).scalar_subquery()
_STALE = (
    select(
        Round.id,
        Round.closure_id,
        Round.window,
        Round.day0,
        Round.expected,
        Round.calls,
        Round.payoff_on,
        Round.appointment,
        Round.opens_on,
        Round.due_on,
        Round.check_on,
        Round.provisional,
        Round.no_calendar,
        Round.early_steps,
        Round.window_steps,
        Round.snoozed_until,
        Person.user_id,
        User.timezone,
        User.remind_at,
        User.quiet_hours,
        User.cadence,
    )
    .select_from(Closure)
    .join(Round, Round.closure_id == Closure.id)
    .join(Closure.person)
    .join(Person.user)
    .where(Closure.id > bindparam("after"), Closure.state.not_in(FINISHED))
    .where(Round.number == _LATEST, Round.calendar_version != bindparam("version"))
    .order_by(Closure.id)
    .limit(BATCH)
)
_REMINDERS = (
    select(Reminder.round_id, Reminder.kind, Reminder.ordinal, Reminder.day, Reminder.state)
    .where(Reminder.round_id.in_(bindparam("rounds", expanding=True)))
    .where(Reminder.ordinal >= 0)  # the clocks of an escalation count plain days: no notice moves them
    .order_by(Reminder.round_id, Reminder.id)
)
# Constants are written into these: binding them anew for each of a million rows would take seconds.
_SCHEDULED: ColumnElement[str] = literal_column("'scheduled'")
_CANCELLED: ColumnElement[str] = literal_column("'cancelled'")
_UNTOUCHED = or_(Reminder.state == _SCHEDULED, Reminder.state == _CANCELLED)
_WHICH = (Reminder.kind == bindparam("kind_"), Reminder.ordinal == bindparam("ordinal_"), _UNTOUCHED)
_IN_ROUND = Reminder.round_id == bindparam("of")
_MOVE = (
    update(Reminder)
    .where(*_WHICH)
    .values({name: bindparam(name) for name in ("step", "day", "due_at")})
    .values(state=_SCHEDULED, batch=null(), attempts=literal_column("0"))
)
_CANCEL = update(Reminder).where(*_WHICH).values(state=_CANCELLED)
_DATES = (
    update(Round)
    .where(Round.id == bindparam("of"))
    .values({each.name: bindparam(each.name) for each in fields(Dates)})
)


_COLUMNS = tuple(each.name for each in fields(Dates))
_ALL_BUT_FIRMNESS = tuple(name for name in _COLUMNS if name != "provisional")


@dataclass(frozen=True, slots=True)
class Recalculated:
    """How many open closures were looked at, how many of them moved; their events come after ``since``."""

    closures: int
    moved: int
    since: int


@dataclass(slots=True)
class _Changes:
    """The rows of one batch."""

    rounds: list[dict[str, Any]] = field(default_factory=list)
    firm: dict[bool, list[int]] = field(default_factory=lambda: {False: [], True: []})
    """Rounds that only become provisional or firm: most of those a notice touches."""
    events: list[dict[str, Any]] = field(default_factory=list)
    added: list[dict[str, Any]] = field(default_factory=list)
    at_once: list[tuple[Update, list[int], dict[str, Any]]] = field(default_factory=list)
    one_by_one: dict[Update, list[dict[str, Any]]] = field(default_factory=lambda: {_MOVE: [], _CANCEL: []})

    def put(self, statement: Update, rounds: list[int], given: dict[str, Any]) -> None:
        """The same change to one reminder of each of these rounds."""
        if len(rounds) >= WORTH_A_STATEMENT:
            self.at_once.append((statement, rounds, given))
        else:
            self.one_by_one[statement] += ({"of": each, **given} for each in rounds)


def recalculate(session: Session, installation: Installation) -> Recalculated:
    """Bring every open closure up to the calendar at hand, with its reminders, and plan one message for each
    user of whose dates one moved.

    Part of the caller's transaction: a notice and what follows from it are stored together. What was worked
    out with this very calendar is left alone.
    """
    session.flush()
    connection, calendar = session.connection(), installation.calendar(session)
    work = _Work(connection, installation, calendar, installation.clock.now())
    since = connection.scalar(select(func.coalesce(func.max(Event.id), 0))) or 0
    closures = moved = 0
    for rows in _batches(connection, calendar.version):
        closures += len(rows)
        moved += work.again(rows)
    if moved:
        plan_messages(connection, since, work.now, work.hours)
    session.expire_all()
    return Recalculated(closures, moved, since)


def _batches(connection: Connection, version: str) -> Iterator[Sequence[Row[Any]]]:
    after = 0
    while rows := connection.execute(_STALE, {"after": after, "version": version}).all():
        yield rows
        after = rows[-1].closure_id


class _Work:
    """One recalculation: the calendar, the instant, and what each kind of user's days are planned with."""

    def __init__(
        self, connection: Connection, installation: Installation, calendar: WorkCalendar, now: datetime
    ) -> None:
        settings = installation.settings
        self.now, self._connection, self._calendar = now, connection, calendar
        self._check_after = settings.check_after_days
        self.hours = cache(lambda zone, at, quiet: hours_of(zone, at, quiet, settings))
        self._planned = cache(
            lambda often, *chosen: Planning(
                calendar, self.hours(*chosen), now, settings.check_after_days, cadence_of(often)
            )
        )

    def again(self, rows: Sequence[Row[Any]]) -> int:
        """Work out one batch of rounds and write it; how many closures moved."""
        worked = [(row, work_out(_basis(row), self._calendar, self._check_after)) for row in rows]
        changed = [(row, dates) for row, dates in worked if not _same(row, dates)]
        found = _Changes()
        for row, dates in changed:
            if _equal(row, dates, *_ALL_BUT_FIRMNESS):
                found.firm[dates.provisional].append(row.id)
            else:
                found.rounds.append({"of": row.id, **_columns(dates)})
        self._plan_reminders([each for each in changed if _reminds_otherwise(*each)], found)
        for row, dates in worked:
            if moved := moved_dates(row, dates, self._calendar, self._planning(row)):
                found.events.append(self._event(row, moved))
        self._write([row.id for row in rows], found)
        return len(found.events)

    def _planning(self, row: Row[Any]) -> Planning:
        return self._planned(row.cadence, row.timezone, row.remind_at, row.quiet_hours)

    def _plan_reminders(self, changed: Sequence[tuple[Row[Any], Dates]], found: _Changes) -> None:
        reminders: defaultdict[int, list[Row[Any]]] = defaultdict(list)
        ids = {"rounds": [row.id for row, _ in changed]}
        rows: Iterable[Row[Any]] = self._connection.execute(_REMINDERS, ids)
        for each in rows:
            reminders[each.round_id].append(each)
        # After a notice many rounds are alike: what has to happen to one has to happen to all of them.
        alike: defaultdict[str, list[tuple[Row[Any], Dates]]] = defaultdict(list)
        for row, dates in changed:
            alike[_shape(row, dates, reminders[row.id])].append((row, dates))
        for group in alike.values():
            self._replan(group, reminders, found)

    def _replan(
        self,
        group: Sequence[tuple[Row[Any], Dates]],
        reminders: Mapping[int, Sequence[Row[Any]]],
        found: _Changes,
    ) -> None:
        row, dates = group[0]
        planning = self._planning(row)
        steps = dates.early_steps + dates.window_steps
        wanted = Wanted(dates.check_on, steps, done_steps(_basis(row), steps), row.snoozed_until)
        held = [Held(each.kind, each.ordinal, each.day, each.state) for each in reminders[row.id]]
        needed = changes(held, wanted, planning)
        rounds = [row.id for row, _ in group]
        for gone in needed.cancel:
            found.put(_CANCEL, rounds, {"kind_": gone.kind.value, "ordinal_": gone.ordinal})
        for old, new in needed.move:
            given = {"kind_": old.kind.value, "ordinal_": old.ordinal, "step": new.step, "day": new.on}
            found.put(_MOVE, rounds, given | {"due_at": due_at(new, planning)})
        for new in needed.add:
            planned = {"kind": new.kind.value, "ordinal": new.ordinal, **planned_columns(new, planning)}
            found.added += ({"user_id": each.user_id, "round_id": each.id, **planned} for each, _ in group)

    def _event(self, row: Row[Any], moved: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "at": self.now,
            "kind": "recalculated",
            "user_id": row.user_id,
            "closure_id": row.closure_id,
            "data": moved,
        }

    def _write(self, ids: Sequence[int], found: _Changes) -> None:
        self._connection.execute(
            update(Round).where(Round.id.in_(ids)).values(calendar_version=self._calendar.version)
        )
        for provisional, only in found.firm.items():
            if only:
                set_firm = update(Round).where(Round.id.in_(only)).values(provisional=provisional)
                self._connection.execute(set_firm)
        for change, rounds, given in found.at_once:
            self._connection.execute(change.where(Reminder.round_id.in_(rounds)), given)
        for statement, rows in (
            (_DATES, found.rounds),
            *(
                (each.where(Reminder.round_id == bindparam("of")), rows)
                for each, rows in found.one_by_one.items()
            ),
            (insert(Reminder), found.added),
            (insert(Event), found.events),
        ):
            if rows:
                self._connection.execute(statement, rows)


def _basis(row: Row[Any]) -> Basis:
    return Basis(
        row.window, row.day0, row.expected, row.calls, row.payoff_on, row.appointment, row.early_steps
    )


def _columns(dates: Dates) -> dict[str, Any]:
    return {name: getattr(dates, name) for name in _COLUMNS}


def _same(row: Row[Any], dates: Dates) -> bool:
    return _equal(row, dates, *_COLUMNS)


def _reminds_otherwise(row: Row[Any], dates: Dates) -> bool:
    """Most rounds that change only stop being provisional: their reminders stay."""
    return not _equal(row, dates, "check_on", "early_steps", "window_steps")


def _equal(row: Row[Any], dates: Dates, *names: str) -> bool:
    return all(getattr(row, name) == getattr(dates, name) for name in names)


def _shape(row: Row[Any], dates: Dates, reminders: Sequence[Row[Any]]) -> str:
    """Equal for rounds to whose reminders the same has to happen."""
    held = [tuple(each)[1:] for each in reminders]
    chosen = (row.timezone, row.remind_at, row.quiet_hours, row.cadence)
    return repr((_basis(row), row.snoozed_until, chosen, dates, held))
