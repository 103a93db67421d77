"""Everything a user has, as plain values: tables by name, rows as dictionaries, no secrets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from io import StringIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from desk.cells import harmless
from desk.csv_rows import COLUMNS
from models.belongings import belongings
from models.round import WindowSource
from models.tables import Closure, ExternalId, Person, Round
from scheduler.starting_acts import StartsAt
from scheduler.windows import assumed

if TYPE_CHECKING:
    from sqlalchemy import RowMapping
    from sqlalchemy.orm import Session

    from desk.desk import Desk

# What only the worker needs while it holds a reminder; and what is encrypted because it is secret.
_KEPT_BACK = {
    "reminders": {"token", "lease_until"},
    "channels": {"config"},
    "accounts": {"password_hash"},
    "web_sessions": {"token_hash"},
    "api_tokens": {"token_hash"},
    "feeds": {"token_hash"},
    "idempotency_keys": {"request_hash", "answer"},
    # Only good for comparing, under this installation's key.
    "credit_reports": {"seal", "sealed_with"},
    "report_accounts": {"tail"},
}
_ROWS_AT_A_TIME = 1000
BOM = "\ufeff"
"""Without it spreadsheet programs take UTF-8 for something else."""


def closures_csv(desk: Desk) -> Iterator[str]:
    """The closures as ``import`` reads them, line by line."""
    return _csv(closure_rows(desk.session, desk.user.id))


def document(desk: Desk) -> Iterator[str]:
    """One JSON object: a row a line, so that neither side needs memory for all of it."""
    head = {"program": "xiaohu", "exported_at": desk.now.astimezone(desk.zone).isoformat(timespec="seconds")}
    yield json.dumps(head)[:-1]
    for name, rows in everything(desk.session, desk.user.id, desk.zone):
        yield f",\n{json.dumps(name)}: ["
        for number, row in enumerate(rows):
            yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
        yield "]"
    yield "}\n"


def table_csv(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """One table of everything there is, its columns' names first."""
    return _csv(_with_head(rows))


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
            Round.starts_at,
            Round.day0,
            Round.expected,
            Round.payoff_on,
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
            _iso(row.payoff_on),
            _iso(_started_on(row.starts_at, row.day0, row.expected, row.payoff_on)),
        )


def _started_on(starts_at: str, day0: date | None, expected: bool, payoff_on: date | None) -> date | None:
    """Day 0, unless it follows from the other columns: from the request, or from the payoff date."""
    follows = starts_at == StartsAt.REQUEST or (expected and payoff_on is not None)
    return None if follows else day0


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


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

    def cell(value: object) -> str:
        if isinstance(value, str):
            return harmless(value)
        return "" if value is None else json.dumps(value, ensure_ascii=False)

    return [cell(value) for value in row]


def _with_head(rows: Iterator[dict[str, Any]]) -> Iterator[Iterable[object]]:
    for number, row in enumerate(rows):
        if not number:
            yield row.keys()
        yield row.values()


def _csv(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    line = StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in rows:
        writer.writerow(cells(row))
        yield line.getvalue()
        line.seek(0)
        line.truncate()
