"""Many due reminders of one user become the entries of one message."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.coalescing import Entry, coalesce
from scheduler.reminders import Kind

NINE = datetime(2026, 10, 10, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    round_id: int
    kind: Kind
    ordinal: int
    due_at: datetime


def verify(round_id: int, day: int = 0) -> Row:
    return Row(round_id, Kind.VERIFY, 0, NINE + timedelta(day))


def overdue(round_id: int, ordinal: int, day: int) -> Row:
    return Row(round_id, Kind.OVERDUE, ordinal, NINE + timedelta(day))


def step(round_id: int, ordinal: int, day: int) -> Row:
    return Row(round_id, Kind.STEP, ordinal, NINE + timedelta(day))


def test_nothing_due_makes_no_entries() -> None:
    assert coalesce([]) == ()


def test_what_piled_up_in_one_round_is_one_entry_that_shows_the_latest() -> None:
    rows = [overdue(1, 2, 7), verify(1), overdue(1, 1, 3)]
    assert coalesce(rows) == (Entry(overdue(1, 2, 7), (verify(1), overdue(1, 1, 3), overdue(1, 2, 7))),)


def test_two_rounds_stay_two_entries_the_oldest_first() -> None:
    assert [entry.shown for entry in coalesce([verify(1, day=5), verify(2, day=2)])] == [
        verify(2, day=2),
        verify(1, day=5),
    ]


def test_a_pile_is_as_old_as_its_oldest_reminder() -> None:
    entries = coalesce([verify(2, day=1), verify(1, day=0), overdue(1, 1, 3)])
    assert [entry.shown for entry in entries] == [overdue(1, 1, 3), verify(2, day=1)]


def test_steps_stay_apart_from_each_other_and_from_verify() -> None:
    rows = [step(1, 1, -2), step(1, 2, -1), verify(1)]
    assert [entry.covers for entry in coalesce(rows)] == [(row,) for row in rows]


def test_the_latest_overdue_is_shown_even_where_retries_put_earlier_ones_behind_it() -> None:
    (entry,) = coalesce([overdue(1, 2, 7), overdue(1, 1, 8), verify(1, day=9)])
    assert entry.shown == overdue(1, 2, 7)


ROWS = st.one_of(
    st.builds(verify, st.integers(1, 4), st.integers(0, 20)),
    st.builds(overdue, st.integers(1, 4), st.integers(1, 8), st.integers(0, 20)),
    st.builds(step, st.integers(1, 4), st.integers(1, 3), st.integers(0, 20)),
)


@given(st.lists(ROWS, max_size=30))
def test_every_reminder_is_covered_once_in_an_order_that_does_not_depend_on_the_rows(
    rows: list[Row],
) -> None:
    entries = coalesce(rows)
    covered = [row for entry in entries for row in entry.covers]
    assert sorted(covered, key=repr) == sorted(rows, key=repr)
    assert all(entry.shown in entry.covers for entry in entries)
    oldest = [min(row.due_at for row in entry.covers) for entry in entries]
    assert oldest == sorted(oldest)
    assert coalesce(reversed(rows)) == entries
    rounds = [entry.shown.round_id for entry in entries if entry.shown.kind is not Kind.STEP]
    assert len(rounds) == len(set(rounds))
