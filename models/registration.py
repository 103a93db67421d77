"""Registering closures, one or thousands: rows are worked out first, then stored by one statement a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Insert, insert

from models.record import Record
from models.rows import Values, read_steps, reminder_values, round_values
from scheduler.lifecycle import ClosureState
from scheduler.reminders import RoundFacts, plan

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
    """A closure to be registered for a person; ``day0`` is the request unless given."""

    person_id: int
    target: Target
    requested_on: date
    statement: Statement
    day0: date | None = None
    appointment: Appointment | None = None
    note: str = ""


def register_all(
    connection: Connection, user_id: int, wanted: Sequence[Registration], planning: Planning
) -> list[int]:
    """Store one user's closures, each with its first round, dates, reminders and event.

    Returns their numbers, in order. They are stored with the caller's transaction, or not at all.
    """
    if not wanted:
        return []
    closures = _numbers(connection, "closures", [_closure(each, planning) for each in wanted])
    rounds = [
        {"closure_id": closure, **_first_round(each, planning)}
        for closure, each in zip(closures, wanted, strict=True)
    ]
    numbers = _numbers(connection, "rounds", rounds)
    reminders = [
        {"round_id": number, **reminder}
        for number, row in zip(numbers, rounds, strict=True)
        for reminder in _reminders(row, user_id, planning)
    ]
    if reminders:
        connection.execute(_inserting("reminders"), reminders)
    connection.execute(_inserting("events"), [_registered(number, user_id, planning) for number in closures])
    return closures


def _closure(wanted: Registration, planning: Planning) -> Values:
    return {
        "person_id": wanted.person_id,
        "platform": wanted.target.platform,
        "platform_name": wanted.target.name,
        "route": wanted.target.route,
        "requested_on": wanted.requested_on,
        "state": ClosureState.WAITING.value,
        "note": wanted.note,
        "created_at": planning.now,
    }


def _first_round(wanted: Registration, planning: Planning) -> Values:
    day0 = wanted.day0 or wanted.requested_on
    return round_values(1, wanted.statement, day0, planning, wanted.appointment)


def _reminders(row: Values, user_id: int, planning: Planning) -> Iterator[Values]:
    steps = read_steps(row["appointment_steps"] + row["window_steps"])
    facts = RoundFacts(row["check_on"], steps, reminded_on=None)
    planned = plan(facts, frozenset(), planning.cadence, planning.today)
    return (reminder_values(each, user_id, planning) for each in planned)


def _registered(closure: int, user_id: int, planning: Planning) -> Values:
    return {"at": planning.now, "kind": "registered", "user_id": user_id, "closure_id": closure, "data": {}}


def _numbers(connection: Connection, table: str, rows: Sequence[Values]) -> list[int]:
    return list(connection.execute(_numbering(table), rows).scalars())


@cache  # made once: making a statement takes longer than running it
def _numbering(table: str) -> Insert:
    return _inserting(table).returning(Record.metadata.tables[table].c.id, sort_by_parameter_order=True)


@cache
def _inserting(table: str) -> Insert:
    return insert(Record.metadata.tables[table])
