"""The table of codes: complete, sourced, and refused where it makes no sense."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notifiers.vendors import codes

VENDORS = {"wecom", "wecom-app", "dingtalk", "feishu"} | {
    "serverchan",
    "pushdeer",
    "pushplus",
    "wxpusher",
    "bark",
}


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    table = tmp_path / "codes.csv"
    monkeypatch.setattr(codes, "_TABLE", table)
    codes.table.cache_clear()
    yield table
    codes.table.cache_clear()


def test_every_vendor_has_a_success_and_every_row_a_source() -> None:
    rows = codes.table().values()
    assert {row.vendor for row in rows if row.meaning == "ok"} >= VENDORS
    for row in rows:
        assert row.source == "memory" or row.source.startswith(("http://", "https://")), row
        assert row.text, row


def test_only_what_passes_has_a_wait_and_every_rate_limit_has_one() -> None:
    for row in codes.table().values():
        assert not (row.wait and row.meaning in ("ok", "permanent", "too_long")), row
        assert row.wait or row.meaning != "rate_limit", row


@pytest.mark.parametrize(
    "rows",
    ["x,0,fine,,t,s", "x,0,ok,,t,", ",0,ok,,t,s", "x,0,ok,soon,t,s", "x,0,ok,,t,s\nx,0,permanent,,t,s"],
)
def test_a_row_that_makes_no_sense_is_an_error(tables: Path, rows: str) -> None:
    tables.write_text(f"vendor,code,meaning,wait_seconds,text,source\n{rows}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"codes\.csv|invalid literal"):
        codes.table()


def test_a_code_that_is_not_there_is_none() -> None:
    assert codes.find("wecom", "123") is None
    assert codes.find("nobody", "0") is None
