"""A cadence as a user writes it: what is written is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cadence import MOST_DAYS, MOST_REMINDERS, Cadence, cadence

DAYS = st.integers(1, MOST_DAYS)
CADENCES = st.builds(
    Cadence,
    st.sets(DAYS, min_size=1, max_size=6).map(lambda days: tuple(sorted(days))),
    DAYS,
    st.integers(1, MOST_REMINDERS),
)


@given(CADENCES)
def test_what_is_written_is_read_back(wanted: Cadence) -> None:
    assert cadence(str(wanted)) == wanted
    assert len(wanted.days()) == wanted.total


def test_the_usual_one_is_written_like_this() -> None:
    assert str(Cadence()) == "3,7,14/7/8"
    assert cadence("3,7,14/7/8") == Cadence()


def test_none_at_all_is_off() -> None:
    assert str(Cadence(total=0)) == "off"
    assert cadence("off").days() == ()


@pytest.mark.parametrize("text", ["3,7,14", "3/7/8x", "7,7/7/8"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write 3,7,14/7/8|must rise"):
        cadence(text)
