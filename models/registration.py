"""Registering closures, one or thousands: rows are worked out first, then stored by one statement a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Insert, insert

from models.record import Record
from models.rows import Values, date_values, read_steps, reminder_values, round_values
from scheduler.lifecycle import ClosureState
from scheduler.reminders import RoundFacts, plan

if TYPE_CHECKING:
    from models.planning import Planning
    from models.round import Statement
    from scheduler.appointments import Appointment
    from scheduler.steps import Step


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
        {"closure_id": closure, **plans.first_round(each)}
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
        "state": ClosureState.WAITING.value,
        "note": wanted.note,
        "created_at": planning.now,
    }


class _Plans:
    """Works out rounds and reminders; for closures that share window and day, once."""

    def __init__(self, user_id: int, planning: Planning) -> None:
        self._user_id, self._planning = user_id, planning
        self._dates = cache(partial(date_values, planning=planning))
        self._reminders = cache(self._planned)

    def first_round(self, wanted: Registration) -> Values:
        """Without its closure."""
        day0 = wanted.day0 or wanted.requested_on
        dates = self._dates(wanted.statement.window, day0)
        return round_values(1, wanted.statement, day0, dates, wanted.appointment)

    def reminders(self, row: Values) -> Sequence[Values]:
        """Those of a round, without its number."""
        return self._reminders(row["check_on"], read_steps(row["appointment_steps"] + row["window_steps"]))

    def _planned(self, check_on: date | None, steps: tuple[Step, ...]) -> Sequence[Values]:
        facts = RoundFacts(check_on, steps, reminded_on=None)
        planned = plan(facts, frozenset(), self._planning.cadence, self._planning.today)
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
