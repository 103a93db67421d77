"""Open rounds that were worked out with another calendar, as they stand: read in batches, without objects."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self

from sqlalchemy import Connection, Row, String, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from models.among import among
from models.round_dates import Basis, StoredSteps
from models.round_reminders import Held
from models.tables import Closure, Person, Reminder, Round, User
from scheduler.lifecycle import FINISHED

BATCH = 5000

_EACH = aliased(Round)
_LATEST = select(func.max(_EACH.number)).where(_EACH.closure_id == Closure.id).scalar_subquery()
_STALE = (
    select(
        Round.id,
        Round.closure_id,
        Person.user_id,
        # From here on the fields of Stale, equal for rounds that are alike: JSON is read once for all.
        Round.window,
        Round.day0,
        Round.expected,
        cast(Round.calls, String),
        Round.payoff_on,
        cast(Round.appointment, String),
        Round.opens_on,
        Round.due_on,
        Round.check_on,
        Round.provisional,
        Round.no_calendar,
        cast(Round.early_steps, String),
        cast(Round.window_steps, String),
        Round.snoozed_until,
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
    .limit(bindparam("most"))
)
_HELD = (
    select(
        Reminder.round_id,
        func.aggregate_strings(
            Reminder.kind
            + ":"
            + cast(Reminder.ordinal, String)
            + ":"
            + cast(Reminder.day, String)
            + ":"
            + Reminder.state,
            " ",
        ).label("held"),
    )
    .where(among(Reminder.round_id, "rounds"))
    .where(Reminder.ordinal >= 0)  # the clocks of an escalation count plain days: no notice moves them
    .group_by(Reminder.round_id)
)
"""By round all its reminders in one text: for a million rows much less than a row each."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A round as it stands, and what its user chose: what else there is to it does not matter here."""

    window: str
    day0: date | None
    expected: bool
    calls: list[str]
    payoff_on: date | None
    appointment: dict[str, Any] | None
    opens_on: date | None
    due_on: date | None
    check_on: date | None
    provisional: bool
    no_calendar: int | None
    early_steps: StoredSteps
    window_steps: StoredSteps
    snoozed_until: date | None
    timezone: str | None
    remind_at: time | None
    quiet_hours: str | None
    cadence: str | None

    @classmethod
    def read(cls, columns: Sequence[Any]) -> Self:
        """From the columns of a row, in their order."""
        found = dict(zip(cls.__slots__, columns, strict=True))
        for name in ("calls", "appointment", "early_steps", "window_steps"):
            found[name] = json.loads(found[name]) if found[name] is not None else None
        return cls(**found)

    @property
    def basis(self) -> Basis:
        """What its dates follow from."""
        return Basis(
            self.window,
            self.day0,
            self.expected,
            self.calls,
            self.payoff_on,
            self.appointment,
            self.early_steps,
        )


def batches(connection: Connection, version: str) -> Iterator[Sequence[Row[Any]]]:
    """Rows of round, closure and user, and then the columns that ``Stale.read`` takes."""
    given: dict[str, Any] = {"after": 0, "version": version, "most": BATCH}
    while rows := _all(connection.execute(_STALE, given)):
        yield rows
        given["after"] = rows[-1].closure_id


def _all(found: Iterable[Row[Any]]) -> list[Row[Any]]:
    return list(found)


def held_texts(connection: Connection, rounds: Sequence[int]) -> Mapping[int, str]:
    """By round a text that is equal for those whose reminders are; ``held`` reads it."""
    found: Iterable[Row[Any]] = connection.execute(_HELD, {"rounds": rounds})
    return {row.round_id: row.held for row in found}


def held(text: str) -> Iterator[Held]:
    """The reminders of such a text."""
    for each in text.split():
        kind, ordinal, day, state = each.split(":")
        yield Held(kind, int(ordinal), date.fromisoformat(day), state)
