"""Registering closures, one or thousands: rows are worked out first, then stored by one statement a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Insert, insert

from models.record import Record
from models.round_dates import StoredSteps, done_steps
from models.round_reminders import Wanted, changes
from models.rows import Values, awaiting_round, basis_of, reminder_values, started_round
from scheduler.lifecycle import ClosureState
from scheduler.starting_acts import StartsAt

if TYPE_CHECKING:
    from models.planning import Planning
    from models.round import Statement
    from scheduler.appointments import Appointment


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be closed: a platform of the catalogue, or a free name (empty slug)."""

    platform: str
    name: str
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """A closure to be registered for a person; ``day0`` is the request unless given, of an appointment the
    expected day of the letter.

    Without ``has_started`` the act that starts the clock (``starts_at``) is awaited: no day 0, no dates.
    """

    person_id: int
    target: Target
    requested_on: date
    statement: Statement
    day0: date | None = None
    appointment: Appointment | None = None
    starts_at: StartsAt = StartsAt.REQUEST
    has_started: bool = True
    note: str = ""
    external_id: str | None = None


def register_all(
    connection: Connection, user_id: int, wanted: Sequence[Registration], planning: Planning
) -> list[int]:
    """Store one user's closures, each with its first round, dates, reminders and event.

    Returns their numbers, in order. They are stored with the caller's transaction, or not at all.
    """
    if not wanted:
        return []
    plans = _Plans(user_id, planning)
    closures = _numbers(connection, "closures", [_closure(each, planning) for each in wanted])
    rounds = [
        {"closure_id": closure, **first_round(each, planning)}
        for closure, each in zip(closures, wanted, strict=True)
    ]
    numbers = _numbers(connection, "rounds", rounds)
    reminders = [
        {"round_id": number, **reminder}
        for number, row in zip(numbers, rounds, strict=True)
        for reminder in plans.reminders(row)
    ]
    if reminders:
        connection.execute(_inserting("reminders"), reminders)
    if known_elsewhere := _external_ids(closures, wanted, user_id):
        connection.execute(_inserting("external_ids"), known_elsewhere)
    connection.execute(_inserting("events"), [_registered(number, user_id, planning) for number in closures])
    return closures


def _closure(wanted: Registration, planning: Planning) -> Values:
    return {
        "person_id": wanted.person_id,
        "platform": wanted.target.platform,
        "platform_name": wanted.target.name,
        "route": wanted.target.route,
        "requested_on": wanted.requested_on,
        "state": (ClosureState.WAITING if wanted.has_started else ClosureState.REQUESTED).value,
        "note": wanted.note,
        "created_at": planning.now,
    }


def first_round(wanted: Registration, planning: Planning) -> Values:
    """The columns of its first round, dates and steps included, without its closure."""
    if not wanted.has_started:
        return awaiting_round(1, wanted.statement, planning, wanted.starts_at)
    day0 = wanted.day0 if wanted.appointment else wanted.day0 or wanted.requested_on
    return started_round(
        1,
        wanted.statement,
        day0,
        planning,
        appointment=wanted.appointment,
        starts_at=wanted.starts_at,
    )


class _Plans:
    """Works out reminders; for closures that are alike in their dates once."""

    def __init__(self, user_id: int, planning: Planning) -> None:
        self._user_id, self._planning = user_id, planning
        self._known: dict[str, Sequence[Values]] = {}

    def reminders(self, row: Values) -> Sequence[Values]:
        """Those of a round, without its number."""
        steps = row["early_steps"] + row["window_steps"]
        alike = repr((row["check_on"], row["day0"], row["expected"], steps))
        if alike not in self._known:
            self._known[alike] = self._planned(row, steps)
        return self._known[alike]

    def _planned(self, row: Values, steps: StoredSteps) -> Sequence[Values]:
        done = done_steps(basis_of(row), steps)
        planned = changes((), Wanted(row["check_on"], steps, done, None), self._planning).add
        return [reminder_values(each, self._user_id, self._planning) for each in planned]


def _registered(closure: int, user_id: int, planning: Planning) -> Values:
    return {"at": planning.now, "kind": "registered", "user_id": user_id, "closure_id": closure, "data": {}}


def _external_ids(closures: list[int], wanted: Sequence[Registration], user_id: int) -> list[Values]:
    return [
        {"user_id": user_id, "external_id": each.external_id, "closure_id": closure}
        for closure, each in zip(closures, wanted, strict=True)
        if each.external_id
    ]


def _numbers(connection: Connection, table: str, rows: Sequence[Values]) -> list[int]:
    return list(connection.execute(_numbering(table), rows).scalars())


@cache  # made once: making a statement takes longer than running it
def _numbering(table: str) -> Insert:
    return _inserting(table).returning(Record.metadata.tables[table].c.id, sort_by_parameter_order=True)


@cache
def _inserting(table: str) -> Insert:
    return insert(Record.metadata.tables[table])
