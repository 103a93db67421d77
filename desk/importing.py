"""Rows of a file become closures: each is understood as ``add`` would, all are stored, or none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from desk.csv_rows import Failure, Row
from desk.mistakes import Mistake, reply, window_sentence
from desk.registering import (
    Choice,
    CountsFromRequest,
    NoAppointments,
    Order,
    PayoffNeeded,
    RouteNeeded,
    choose,
    find_person,
    registration,
)
from desk.typed import typed_date, typed_text
from desk.wording import _
from models.registration import Registration
from scheduler.windows import WindowError, assumed

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from models.planning import Planning
    from models.tables import Person

AT_A_TIME = 1000
"""Closures whose rows are worked out together."""
_SLASHES = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are understood with: nothing of it changes while a file is read.

    ``known`` are the external ids that were imported before; ``person`` is meant where a row names nobody.
    """

    people: Sequence[Person]
    catalog: Catalog
    planning: Planning
    known: Collection[str]
    person: str | None = None
    free: bool = False


@dataclass(slots=True)
class Understood:
    """What a file comes to: what is to be stored, what is there already, and what is wrong."""

    registrations: list[Registration] = field(default_factory=list)
    already: int = 0
    failures: list[Failure] = field(default_factory=list)


def understand(rows: Iterable[Row | Failure], ground: Ground) -> Understood:
    """Every row, in order; a failure does not end the reading."""
    result, reader = Understood(), _Reader(ground)
    for row in rows:
        if isinstance(row, Failure):
            result.failures.append(row)
            continue
        try:
            wanted = reader.read(row)
        except Exception as error:
            if (sentence := _sentence(error)) is None:
                raise
            result.failures.append(Failure(row.line, *sentence))
            continue
        if wanted is None:
            result.already += 1
        else:
            result.registrations.append(wanted)
    return result


def steps(wanted: Sequence[Registration]) -> list[Sequence[Registration]]:
    """Parts of a size that memory does not notice."""
    return [wanted[start : start + AT_A_TIME] for start in range(0, len(wanted), AT_A_TIME)]


class _Reader:
    """Reads one row after the other; what many rows share is worked out once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._lines: dict[str, int] = {}
        self._choices: dict[tuple[str | None, ...], Choice | Exception] = {}
        self._people: dict[str | None, Person] = {}

    def read(self, row: Row) -> Registration | None:
        """None for a row that was imported before. Raises what ``add`` raises."""
        external_id = self._external_id(row)
        if external_id in self._ground.known:
            return None
        order = self._order(row, external_id)
        person = self._person(order.person)
        return registration(order, person, self._choice(order), self._ground.planning)

    def _external_id(self, row: Row) -> str | None:
        if not (external_id := typed_text(row.cells["external_id"])):
            return None
        if (first := self._lines.setdefault(external_id, row.line)) != row.line:
            raise Mistake(_("external_id {id} stands on line {line} too", id=external_id, line=first))
        return external_id

    def _order(self, row: Row, external_id: str | None) -> Order:
        cells = row.cells
        return Order(
            typed_text(_filled(cells, "platform")),
            route=typed_text(cells["route"]) or None,
            on=_date_or_none(cells["started_on"]),
            requested=_date(_filled(cells, "requested_on")),
            payoff=_date_or_none(cells["payoff_on"]),
            window=_window(typed_text(cells["window"])),
            person=typed_text(cells["person"]) or self._ground.person,
            note=typed_text(cells["note"]),
            free=self._ground.free,
            external_id=external_id,
        )

    def _person(self, name: str | None) -> Person:
        if name not in self._people:
            person = find_person(name, self._ground.people)
            person.require_consent()
            self._people[name] = person
        return self._people[name]

    def _choice(self, order: Order) -> Choice:
        key = (order.platform, order.route, order.window)
        if key not in self._choices:
            self._choices[key] = self._chosen(order)
        if isinstance(choice := self._choices[key], Exception):
            raise choice
        return choice

    def _chosen(self, order: Order) -> Choice | Exception:
        try:
            return choose(order, self._ground.catalog)
        except (Mistake, WindowError) as error:
            return error


def _window(cell: str) -> str | None:
    """Empty cells ask for the guide's; that nothing was said is written down (docs/data.md)."""
    return "" if cell == str(assumed()) else cell or None


def _filled(cells: Mapping[str, str], column: str) -> str:
    if not cells[column]:
        raise Mistake(_("the column {column} is empty", column=column))
    return cells[column]


def _date(cell: str) -> date:
    """2026-09-24, or 2026/9/24 as spreadsheets write it."""
    if found := _SLASHES.fullmatch(cell):
        year, month, day = found.groups()
        cell = f"{year}-{month:0>2}-{day:0>2}"
    return typed_date(cell)


def _date_or_none(cell: str) -> date | None:
    return _date(cell) if cell else None


def _sentence(error: Exception) -> tuple[str, ...] | None:
    """What is wrong, in the words of a file; None for a defect of the program."""
    match error:
        case RouteNeeded():
            return (_("there are several ways, name one in the column route: {known}", known=error.known),)
        case PayoffNeeded():
            return (_("this platform closes by appointment; give the payoff date in the column payoff_on"),)
        case NoAppointments():
            return (_("this platform takes no appointments; leave payoff_on empty"),)
        case CountsFromRequest():
            return (_("this platform's time counts from the request; leave started_on empty"),)
        case WindowError():
            return (window_sentence(error),)
        case _:
            found = reply(error)
            return found[1:] if found else None
