"""The table of counts, by its cells: all of it or none of it."""

import pytest

from reports.accounts import Counts, Summary
from reports.summary_table import read_summary

ROWS = (
    ("", "信用卡", "贷款", "", "其他业务", "逾期账户指"),
    ("", "", "购房", "其他", "", "透支60天以上"),
    ("账户数", "3", "--", "12", "--", "逾期90天以上"),
    ("未结清/未销户账户数", "2", "--", "7", "--", "的账户"),
    ("发生过逾期的账户数", "1", "--", "0", "--", ""),
    ("发生过90天以上逾期的账户数", "--", "--", "--", "--", ""),
)
NONE = Counts(None, None, None, None)


def test_the_counts_are_read_by_column() -> None:
    assert read_summary(ROWS) == Summary(
        cards=Counts(3, 2, 1, None), mortgages=NONE, loans=Counts(12, 7, 0, None), other=NONE
    )


def test_cells_wrap_and_are_merged() -> None:
    rows = [[cell.replace("逾期的", "逾期\n的 ") for cell in row if cell] for row in ROWS]
    assert read_summary(rows) == read_summary(ROWS)


@pytest.mark.parametrize(
    ("row", "at", "cell"),
    [
        (2, 0, "帐户"),
        (2, 1, "3个"),
        (2, 1, ""),
        (2, 5, "60"),
        (3, 0, "账户数"),
        (5, 4, "1.5"),
        (1, 2, "其他"),
        (0, 1, "其他业务"),
        (0, 4, ""),
    ],
)
def test_a_table_that_is_not_quite_it_says_nothing(row: int, at: int, cell: str) -> None:
    rows = [list(cells) for cells in ROWS]
    rows[row][at] = cell
    assert read_summary(rows) is None


def test_no_table_says_nothing() -> None:
    assert read_summary([]) is None
    assert read_summary([[""]]) is None
