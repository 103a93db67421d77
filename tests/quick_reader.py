"""Reading reports within the tests' own process, each only once: where reading is not what is tested."""

from functools import cache

import pytest

from desk import report_store
from reports.accounts import Report
from reports.reading import read


@cache
def _read(data: bytes, key: bytes, password: str | None, thorough: bool) -> Report:
    return read(data, password, key, thorough=thorough)


def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on reports that are to be kept are read here."""

    def read_report(
        data: bytes, *, key: bytes, password: str | None = None, thorough: bool = False
    ) -> Report:
        return _read(data, key, password, thorough)

    monkeypatch.setattr(report_store, "read_report", read_report)
