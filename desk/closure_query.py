"""A user's closures in the order they were registered, filtered and cut by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from catalog.search import resolve
from desk.registering import find_person
from models.tables import Closure, Person, Round
from scheduler.lifecycle import FINISHED, ClosureState

if TYPE_CHECKING:
    from desk.desk import Desk

_LATEST = select(func.max(Round.number)).where(Round.closure_id == Closure.id).correlate(Closure)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; None: no matter. ``check_by``: to be checked by that day."""

    state: ClosureState | None = None
    still_open: bool | None = None
    person: str | None = None
    platform: str | None = None
    check_by: date | None = None


def read_closures(desk: Desk, wanted: Wanted, after: int, most: int) -> Sequence[Closure]:
    """Up to ``most`` closures with numbers above ``after``. Raises NotFound for a person nobody knows."""
    whole = (joinedload(Closure.person), selectinload(Closure.rounds).selectinload(Round.reminders))
    query = (
        select(Closure)
        .join(Closure.person)
        .join(Round, and_(Round.closure_id == Closure.id, Round.number == _LATEST.scalar_subquery()))
        .where(Person.user_id == desk.user.id, Closure.id > after)
        .order_by(Closure.id)
        .limit(most)
        .options(*whole)
    )
    return desk.session.scalars(_filtered(query, desk, wanted)).all()


def _filtered(query: Select[Closure], desk: Desk, wanted: Wanted) -> Select[Closure]:
    if wanted.state is not None:
        query = query.where(_shown_as(wanted.state, desk.today))
    if wanted.still_open is not None:
        finished = Closure.state.in_(FINISHED)
        query = query.where(~finished if wanted.still_open else finished)
    if wanted.person is not None:
        query = query.where(Person.id == find_person(wanted.person, desk.user.people).id)
    if wanted.platform is not None:
        query = query.where(_at(wanted.platform, desk))
    if wanted.check_by is not None:
        query = query.where(Round.check_on <= wanted.check_by)
    return query


def _shown_as(state: ClosureState, today: date) -> ColumnElement[bool]:
    """As ``state_on`` has it: what waits is due from its check-on day."""
    waits = Closure.state == ClosureState.WAITING
    if state is ClosureState.DUE:
        return and_(waits, Round.check_on <= today)
    if state is ClosureState.WAITING:
        return and_(waits, or_(Round.check_on > today, Round.check_on.is_(None)))
    return Closure.state == state


def _at(platform: str, desk: Desk) -> ColumnElement[bool]:
    """By the catalogue's slug, name or alias, or as it was written where the catalogue knows none."""
    known = resolve(desk.installation.catalog(), platform)
    return Closure.platform == known.slug if known else Closure.platform_name == platform
