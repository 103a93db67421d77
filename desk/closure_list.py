"""The list of all closures: filtered, sorted and cut by the database, one query a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select

from catalog.search import search
from models.tables import Closure, Person, Round
from scheduler.lifecycle import FINISHED

if TYPE_CHECKING:
    from sqlalchemy import Row, Select

    from catalog.loading import Catalog
    from desk.desk import Desk

PAGE = 50
_LATEST_ROUND = (
    select(func.max(Round.number)).where(Round.closure_id == Closure.id).correlate(Closure).scalar_subquery()
)
_FINISHED = Closure.state.in_(FINISHED)
NEXT_CHECK: ColumnElement[date] = case(
    (Round.snoozed_until > Round.check_on, Round.snoozed_until), else_=Round.check_on
)
"""The check-on day, or the day it was put off to (``scheduler.digest`` has the same)."""
_LISTED = (
    select(
        Closure.id,
        Closure.platform_name,
        Closure.state,
        Closure.requested_on,
        Person.name.label("person"),
        Round.number,
        Round.due_on,
        Round.check_on,
        Round.snoozed_until,
        Round.provisional,
        Round.no_calendar,
    )
    .join(Closure.person)
    .join(Closure.rounds.and_(Round.number == _LATEST_ROUND))
    .where(Person.user_id == bindparam("user"))
    .order_by(_FINISHED, Round.check_on.is_(None), Round.check_on, Closure.id)
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show. ``state``: ``due``, ``late``, ``waiting``, ``finished`` or empty for all."""

    state: str = ""
    person_id: int | None = None
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, and whether another one follows."""

    rows: Sequence[Row[Any]]
    more: bool


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """What each state filter asks for."""
    is_open, due = ~_FINISHED, today >= NEXT_CHECK
    return {
        "due": and_(is_open, due),
        "late": and_(is_open, today > NEXT_CHECK),
        "waiting": and_(is_open, or_(~due, NEXT_CHECK.is_(None))),
        "finished": _FINISHED,
    }


def read_page(desk: Desk, wanted: Filter) -> Page:
    """Those to be checked first, finished ones last, as ``xiaohu list`` has them."""
    query = _query(desk, wanted).limit(PAGE + 1).offset(PAGE * (wanted.page - 1))
    rows = desk.session.connection().execute(query, {"user": desk.user.id}).all()
    return Page(rows[:PAGE], len(rows) > PAGE)


def _query(desk: Desk, wanted: Filter) -> Select[*tuple[Any, ...]]:
    query = _LISTED
    if wanted.state:
        query = query.where(states(desk.today)[wanted.state])
    if wanted.person_id is not None:
        query = query.where(Person.id == wanted.person_id)
    return query.where(_named(wanted.text, desk.installation.catalog())) if wanted.text else query


def _named(text: str, catalog: Catalog) -> ColumnElement[bool]:
    """The platform's name or the note as written, or the platform as search finds it (jd, jingdong)."""
    slugs = [platform.slug for platform in search(catalog, text)]
    written = (field.icontains(text, autoescape=True) for field in (Closure.platform_name, Closure.note))
    return or_(*written, Closure.platform.in_(slugs))
