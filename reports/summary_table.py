"""The table 信息概要, read by its cells: its rows' labels stand beside running text that looks like them."""

import re
from collections.abc import Sequence

from reports.accounts import Counts, Summary
from reports.characters import squeezed

_LABELS = ("账户数", "未结清/未销户账户数", "发生过逾期的账户数", "发生过90天以上逾期的账户数")
_COLUMNS = ("信用卡", "购房", "其他", "其他业务")
_COUNT = re.compile("[0-9]{1,6}|[-—–―]{1,2}")
Rows = Sequence[Sequence[str]]


def read_summary(rows: Rows) -> Summary | None:
    """The counts; None where a row or column is missing, doubled or out of order: better none than wrong."""
    cells = [[squeezed(cell) for cell in row] for row in rows]
    headings = _headings(cells)
    counted = [_counts(cells, label) for label in _LABELS]
    if headings != _COLUMNS or None in counted:
        return None
    columns = zip(*(numbers for numbers in counted if numbers), strict=True)
    return Summary(*(Counts(*column) for column in columns))


def _headings(cells: Rows) -> tuple[str, ...]:
    """Those above the counts, from left to right."""
    above = [row for row in cells if not set(row) & set(_LABELS)]
    placed = [(at, cell) for row in above for at, cell in enumerate(row) if cell in _COLUMNS]
    return tuple(cell for _, cell in sorted(placed))


def _counts(cells: Rows, label: str) -> tuple[int | None, ...] | None:
    rows = [row for row in cells if label in row]
    if len(rows) != 1:
        return None
    counts = [cell for cell in rows[0] if _COUNT.fullmatch(cell)]
    if len(counts) != len(_COLUMNS):
        return None
    return tuple(int(count) if count.isdecimal() else None for count in counts)
