"""Calls of W9 as they were really made."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.calls import call_days, calls_asked_for
from scheduler.windows import parse
from tests.unit.scheduler.shorthand import d

MONDAY = d("2026-11-02")
OFFSETS = st.lists(st.integers(0, 20), max_size=6)


def _days(*offsets: int) -> list[date]:
    return [MONDAY + timedelta(k) for k in offsets]


def test_without_a_word_the_calls_are_made_day_by_day() -> None:
    assert call_days(3, MONDAY, []).days == tuple(_days(0, 1, 2))


def test_a_day_that_was_missed_is_made_up_for_at_the_end() -> None:
    planned = call_days(3, MONDAY, _days(2))
    assert planned.last == MONDAY + timedelta(3)
    assert planned.made_until == MONDAY + timedelta(2)


def test_calls_enough_leave_none_to_make() -> None:
    planned = call_days(3, MONDAY, _days(1, 5))
    assert planned.last == planned.made_until == MONDAY + timedelta(5)


def test_only_a_window_that_begins_with_calls_asks_for_them() -> None:
    assert [calls_asked_for(parse(text)) for text in ("连续打3天,7天后更新", "3天", "未说明")] == [3, 0, 0]


@given(asked_for=st.integers(1, 10), offsets=OFFSETS)
def test_every_call_asked_for_is_made_or_still_ahead(asked_for: int, offsets: list[int]) -> None:
    planned = call_days(asked_for, MONDAY, _days(*offsets))
    made = {MONDAY, *_days(*offsets)}
    ahead = [day for day in planned.days if day > planned.made_until]
    assert len(made) + len(ahead) >= asked_for
    assert not ahead or len(made) + len(ahead) == asked_for
    assert planned.last >= max(made)


@given(asked_for=st.integers(1, 10), offsets=OFFSETS, more=st.integers(0, 20))
def test_a_day_keeps_its_place_whatever_is_recorded_later(
    asked_for: int, offsets: list[int], more: int
) -> None:
    before = call_days(asked_for, MONDAY, _days(*offsets)).days
    after = call_days(asked_for, MONDAY, _days(*offsets, more)).days
    shared = min(len(before), len(after))
    assert before[:shared] == after[:shared]
