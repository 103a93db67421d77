"""Everything a user has, as plain values: tables by name, rows as dictionaries, no secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from cli.csv_rows import COLUMNS
from models.belongings import belongings
from models.round import WindowSource
from models.tables import Closure, ExternalId, Person, Round
from scheduler.windows import assumed

if TYPE_CHECKING:
    from sqlalchemy import RowMapping
    from sqlalchemy.orm import Session

# What only the worker needs while it holds a reminder; and what is encrypted because it is secret.
_KEPT_BACK = {"reminders": {"token", "lease_until"}, "channels": {"config"}}
_ROWS_AT_A_TIME = 1000


def everything(
    session: Session, user_id: int, zone: ZoneInfo
) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Each table's name with its rows; instants with the user's offset. Read each before the next."""
    for table, query in belongings(user_id):
        found = session.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME)).mappings()
        yield table.name, (_shown(table.name, row, zone) for row in found)


def closure_rows(session: Session, user_id: int) -> Iterator[tuple[str, ...]]:
    """The closures with the columns that ``import`` reads, as they were registered."""
    query = (
        select(
            Person.name,
            Closure.platform,
            Closure.platform_name,
            Closure.route,
            Closure.requested_on,
            Round.stated,
            Round.window_source,
            Closure.note,
            ExternalId.external_id,
        )
        .join(Closure.person)
        .join(Closure.rounds.and_(Round.number == 1))
        .outerjoin(ExternalId, ExternalId.closure_id == Closure.id)
        .where(Person.user_id == user_id)
        .order_by(Closure.id)
    )
    yield COLUMNS
    for row in session.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME)):
        yield (
            row.name,
            row.platform or row.platform_name,
            row.route or "",
            row.requested_on.isoformat(),
            _window(row.stated, row.window_source),
            row.note,
            row.external_id or "",
        )


def _window(stated: str, source: str) -> str:
    """What leads to the same window again: the guide's is looked up, 30 days are assumed on purpose."""
    if source == WindowSource.GUIDE:
        return ""
    return str(assumed()) if source == WindowSource.ASSUMED else stated


def _shown(table: str, row: RowMapping, zone: ZoneInfo) -> dict[str, Any]:
    kept_back = _KEPT_BACK.get(table, ())
    values: dict[str, Any] = {str(name): row[name] for name in row if name not in kept_back}
    return {name: _plain(value, zone) for name, value in values.items()}


def _plain(value: object, zone: ZoneInfo) -> object:
    match value:
        case datetime():
            return value.astimezone(zone).isoformat(timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return value


def cells(row: Iterable[object]) -> list[str]:
    """A row of plain values as cells of a CSV file that no spreadsheet computes."""
    import json

    from cli.cells import harmless

    def cell(value: object) -> str:
        if isinstance(value, str):
            return harmless(value)
        return "" if value is None else json.dumps(value, ensure_ascii=False)

    return [cell(value) for value in row]
