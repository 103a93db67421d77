"""How long it really takes: what two reports bound, and what several closings come to together."""

from datetime import date, timedelta
from statistics import median_high, median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.observed import ENOUGH, Observation, Span, bound, median_span, summary

DAY0 = date(2026, 9, 24)
OCTOBER = date(2026, 10, 31)
days = st.integers(0, 400)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(days)
    return Span(first, first + draw(days))


observations = st.builds(Observation, spans(), st.none() | spans())


@pytest.mark.parametrize(
    ("still_open_on", "closed_on", "month", "expected"),
    [
        (date(2026, 10, 10), date(2026, 10, 20), None, Span(17, 26)),
        (date(2026, 9, 24), date(2026, 9, 25), None, Span(1, 1)),
        (date(2026, 9, 1), date(2026, 10, 20), None, Span(0, 26)),  # the report before the request
        (None, date(2026, 10, 20), None, Span(0, 26)),
        (date(2026, 9, 1), date(2026, 10, 20), OCTOBER, Span(7, 26)),  # not before 1 October
        (date(2026, 10, 10), date(2026, 10, 20), OCTOBER, Span(17, 26)),
        (date(2026, 9, 1), date(2026, 10, 20), date(2026, 9, 30), Span(0, 26)),
        (date(2026, 9, 1), date(2026, 10, 20), date(2026, 11, 1), None),  # closed after it was shown
        (date(2026, 9, 1), date(2026, 9, 23), None, None),  # shown before the clock started
        (date(2026, 10, 20), date(2026, 10, 20), None, None),
    ],
)
def test_two_reports_bound_the_day(
    still_open_on: date | None, closed_on: date, month: date | None, expected: Span | None
) -> None:
    assert bound(DAY0, still_open_on, closed_on, month) == expected


@given(st.integers(0, 400), st.integers(-100, 400), days)
def test_the_true_day_lies_between_the_bounds(shown: int, before: int, after: int) -> None:
    """Wherever the reports lie around it, and in the month that the later one prints."""
    on = DAY0 + timedelta(days=shown)
    still_open_on = on - timedelta(days=1) - timedelta(days=max(before, 0))
    found = bound(DAY0, still_open_on, on + timedelta(days=after), on)
    assert found is not None
    assert found.first <= shown <= found.last


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (4, 3)])
def test_no_span_ends_before_it_begins(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(first, last)


@given(spans(), spans())
def test_what_overlaps_is_in_both_and_what_does_not_is_apart(one: Span, other: Span) -> None:
    both = set(range(one.first, one.last + 1)) & set(range(other.first, other.last + 1))
    found = one.overlap(other)
    assert found == other.overlap(one)
    assert both == (set(range(found.first, found.last + 1)) if found else set())
    assert (found is None) == (one.is_after(other) or other.is_after(one))


@given(st.lists(spans(), min_size=1, max_size=12), st.data())
def test_the_median_of_the_true_days_lies_in_the_medians_range(each: list[Span], data: st.DataObject) -> None:
    true = [data.draw(st.integers(span.first, span.last)) for span in each]
    found = median_span(each)
    assert found.first <= median_low(true) <= median_high(true) <= found.last


@given(st.lists(observations, min_size=1, max_size=12), st.randoms())
def test_the_order_changes_nothing(seen: list[Observation], random: st.DataObject) -> None:
    other = list(seen)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert summary(seen) == summary(other)


@given(st.lists(observations, min_size=1, max_size=12))
def test_a_median_is_told_from_five_on_and_all_bounds_before(seen: list[Observation]) -> None:
    found = summary(seen)
    assert found is not None
    assert found.count == len(seen)
    assert sorted(each.observed for each in seen) == list(found.bounds)
    assert (found.typical is None) == (len(seen) < ENOUGH)


def test_nothing_observed_is_no_summary() -> None:
    assert summary([]) is None


def seen(observed: tuple[int, int], stated: tuple[int, int] | None = (3, 10)) -> Observation:
    return Observation(Span(*observed), Span(*stated) if stated else None)


@pytest.mark.parametrize(
    ("observed", "later"),
    [
        ([seen((11, 20))], True),
        ([seen((10, 20))], False),  # it may have been the last day
        ([seen((11, 20)), seen((5, 9))], False),
        ([seen((11, 20)), seen((0, 90), None)], True),  # what was not stated cannot be late
        ([seen((11, 20), None)], False),
        ([*[seen((11, 20))] * 3, *[seen((1, 5))] * 2], True),  # usually
        ([*[seen((11, 20))] * 2, *[seen((1, 5))] * 3], False),
        ([*[seen((11, 20))] * 4], True),
        ([*[seen((11, 20))] * 3, seen((1, 5))], False),  # below five each has to be
        ([*[seen((1, 2))] * 6], False),  # earlier is not later
    ],
)
def test_later_than_stated_is_said_only_where_nothing_overlaps(
    observed: list[Observation], later: bool
) -> None:
    found = summary(observed)
    assert found is not None
    assert found.later is later


@given(st.lists(observations, min_size=ENOUGH, max_size=12))
def test_usually_later_means_that_the_ranges_lie_apart(seen: list[Observation]) -> None:
    found = summary(seen)
    assert found is not None
    assert found.typical is not None
    assert found.later == (found.stated is not None and found.typical.is_after(found.stated))
