from datetime import date

import pytest

from desk.mistakes import Mistake
from desk.typed import LONGEST, typed_date, typed_name, typed_number, typed_text, typed_window
from scheduler.windows import WindowError


@pytest.mark.parametrize(
    ("text", "day"), [("2026-10-09", date(2026, 10, 9)), ("2028-02-29", date(2028, 2, 29))]
)
def test_iso_dates_are_accepted(text: str, day: date) -> None:
    assert typed_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-02-30", "2026-13-01", "2027-02-29", "0000-01-01"),
        *("20261009", "2026-W41-5", "2026-1-9", "2026/10/09", "2026-10-09T00:00", " 2026-10-09"),
        *("２０２６-10-09", "tomorrow", "10月9日"),
    ],
)
def test_anything_else_is_no_date_and_is_named(text: str) -> None:
    with pytest.raises(Mistake, match="2026-10-09") as refused:
        typed_date(text)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize("text", ["a\nb", "\x1b[31mred", "tab\there", "\udcff", "\u202emirror"])
def test_text_that_could_disturb_a_terminal_is_refused(text: str) -> None:
    with pytest.raises(Mistake):
        typed_text(text)


@pytest.mark.parametrize("text", ["3天\x07", "3天\udcff", "3天\u202e"])
def test_a_window_that_could_disturb_a_terminal_is_refused(text: str) -> None:
    with pytest.raises((Mistake, WindowError)):
        typed_window(text)


def test_text_is_trimmed_and_limited() -> None:
    assert typed_text("  京东 ") == "京东"
    assert len(typed_text("x" * LONGEST)) == LONGEST
    with pytest.raises(Mistake):
        typed_text("x" * (LONGEST + 1))


@pytest.mark.parametrize("text", ["", "   "])
def test_a_name_cannot_be_empty(text: str) -> None:
    with pytest.raises(Mistake):
        typed_name(text)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "abc", "１", "²", "9" * 19, "1_000"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(Mistake):
        typed_number(text)
