"""No cell of an export is a formula, and reading it back gives what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.cells import as_written, harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-5", "@SUM(A1)", "＝1", "＠x", "\t=1", "'=1", "''=1", "=cmd|' /C calc'!A0"]
)
def test_a_formula_gets_an_apostrophe_and_loses_it_again(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert as_written(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "'", "''", "京东金条", "3-5个工作日", "a=b", "'quoted'", "1+1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
    assert as_written(text) == text


@given(st.text(alphabet="'=+-@ab＝\t", max_size=6))
def test_every_text_survives_and_none_computes(text: str) -> None:
    assert as_written(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
