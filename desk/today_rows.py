"""The rows a day's cards are made from, beside the digest's: a query each, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal_column, null, or_, select

from models.among import among
from models.tables import Closure, Escalation, Event, Person, Round
from models.undo import UNDONE
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import ClosureState
from worker.pull_plans import LATEST_ROUND, REPORT_ASKED, is_asked

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session

_ENDS_UNDO = ("reminded", "escalated")
_ACT = or_(Event.before.is_not(null()), Event.kind == UNDONE)
_LATEST_ACT = (
    select(func.max(Event.id))
    .where(Event.closure_id == Closure.id, _ACT)
    .correlate(Closure)
    .scalar_subquery()
)
_FACTS = (
    select(
        Closure.id,
        Closure.platform,
        Closure.route,
        Closure.requested_on,
        Round.number,
        Round.stated,
        Round.window_source,
        Round.payoff_on,
        Round.snoozed_until,
        _LATEST_ACT.label("last_change"),
        Event.data.label("asked"),
    )
    .join(Closure.rounds.and_(Round.number == LATEST_ROUND))
    .outerjoin(Event, Event.id == REPORT_ASKED)
    .where(among(Closure.id, "ids"))
)
_FILED = (
    select(
        Closure.id,
        Closure.platform_name,
        Person.name.label("person"),
        Escalation.rung,
        Escalation.filed_on,
        Escalation.accepted_on,
        Escalation.number,
        Escalation.recorded_on,
        Escalation.ticket,
    )
    .join(Escalation.closure)
    .join(Closure.person)
    .where(Person.user_id == bindparam("user"), Closure.state == ClosureState.ESCALATED)
    .order_by(Closure.id, Escalation.filed_on, Escalation.id)
)
_VERIFIED = (
    select(Person.name, func.count())
    .join(Closure.person)
    .where(Person.user_id == bindparam("user"), Closure.state == ClosureState.VERIFIED)
    .group_by(Person.name)
)
# An act of the last minutes stands among the newest, unless hundreds of messages went out meanwhile: who has
# thousands of events behind them does not pay for them here.
_NEWEST = (
    select(Event.id)
    .where(Event.user_id == bindparam("user"))
    .order_by(Event.id.desc())
    .limit(literal_column("400"))
    .scalar_subquery()
)
_RECENT = (
    select(
        Event.id,
        Event.closure_id,
        Event.kind,
        Event.at,
        Event.data,
        _ACT.label("act"),
        Closure.platform_name,
    )
    .join(Closure, Event.closure_id == Closure.id)
    .where(Event.id.in_(_NEWEST), Event.at >= bindparam("since"), or_(_ACT, Event.kind.in_(_ENDS_UNDO)))
    .order_by(Event.id.desc())
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card says of a closure beyond the digest. ``last_change``: ``Closure.last_change``;
    ``report_asked``: whether it was put off to the day it is put off to because a report was asked for."""

    platform: str
    route: str | None
    requested_on: date
    round: int
    stated: str
    window_source: str
    payoff_on: date | None
    last_change: int
    report_asked: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """The rungs taken for an escalated closure, and the tickets by the filing's number."""

    platform: str
    person: str
    filings: list[Filing]
    tickets: dict[int, str | None]


def read_facts(session: Session, ids: Collection[int]) -> Mapping[int, Facts]:
    """By closure."""
    if not ids:
        return {}
    rows = session.connection().execute(_FACTS, {"ids": list(ids)})
    return {row.id: _facts(row) for row in rows}


def read_filed(session: Session, user_id: int) -> Mapping[int, Filed]:
    """By closure, of a user's escalated ones."""
    found: dict[int, Filed] = {}
    for row in session.connection().execute(_FILED, {"user": user_id}):
        filed = found.setdefault(row.id, Filed(row.platform_name, row.person, [], {}))
        filing = Filing(Rung(row.rung), row.filed_on, row.accepted_on, row.number, row.recorded_on)
        filed.filings.append(filing)
        filed.tickets[row.number] = row.ticket
    return found


def read_verified(session: Session, user_id: int) -> Mapping[str, int]:
    """How many closures are verified, by person."""
    found = session.connection().execute(_VERIFIED, {"user": user_id})
    return {row[0]: row[1] for row in found}


def read_recent(session: Session, user_id: int, since: datetime) -> Sequence[Row[Any]]:
    """A user's acts since then and what ends their taking back, the newest first."""
    return session.connection().execute(_RECENT, {"user": user_id, "since": since}).all()


def last_acts(recent: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """The user's last act, of each closure it was done to; nothing where it can no longer be taken back.

    ``recent`` as ``read_recent`` gives them. What was done to several closures at once has one instant.
    """
    last = next((row for row in recent if row.act), None)
    if last is None or last.kind == UNDONE:
        return []
    newest: dict[int, Row[Any]] = {}
    for row in recent:
        newest.setdefault(row.closure_id, row)
    return [row for row in newest.values() if row.act and (row.at, row.kind) == (last.at, last.kind)]


def _facts(row: Row[Any]) -> Facts:
    return Facts(
        row.platform,
        row.route,
        row.requested_on,
        row.number,
        row.stated,
        row.window_source,
        row.payoff_on,
        row.last_change or 0,
        is_asked(row),
    )
