"""Reading reports within the tests' own process, each only once: where reading is not what is tested."""

from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest
from sqlalchemy.orm import Session

from desk import report_store
from models.tables import CreditReport, Person
from reports import reading
from reports.accounts import Report
from reports.proof import prove
from reports.reading import _sealing
from reports.stored import as_row
from tests.credit_reports import Paper
from tests.scripted import catalog


def _read(data: bytes, key: bytes, password: str | None, thorough: bool) -> Report:
    """Read once for all installations; each has a key of its own to seal with."""
    report = _unsealed(data, password, thorough)
    accounts = (replace(each, tail=each.tail and _sealing(key, each.tail)) for each in report.accounts)
    person = report.person and _sealing(key, report.person)
    return replace(report, accounts=tuple(accounts), person=person)


@cache
def _unsealed(data: bytes, password: str | None, thorough: bool) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_sealing", lambda _key, *parts: "\0".join(parts))
        return reading.read(data, password, b"", thorough=thorough)


def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on reports that are to be kept are read here."""

    def read_report(
        data: bytes, *, key: bytes, password: str | None = None, thorough: bool = False
    ) -> Report:
        return _read(data, key, password, thorough)

    monkeypatch.setattr(report_store, "read_report", read_report)


def keep_report(
    session: Session, person: Person, paper: Paper, at: datetime, key: bytes = b"k", sealed_with: str = "k"
) -> CreditReport:
    """A report that was imported, and compared with the one before."""
    row = as_row(_read(paper.pdf(), key, None, False), at, sealed_with)
    row.person_id = person.id
    session.add(row)
    session.flush()
    prove(row, session, catalog())
    return row
