"""After a failed send: when to try again, and when to give up."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.retry import MAX_ATTEMPTS, GiveUp, Retry, after

NOW = datetime(2026, 10, 10, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Failed:
    permanent: bool = False
    retry_after: timedelta | None = None
    code: str = "unreachable"
    reason: str = "connection refused"


def wait(attempt: int, jitter: float = 1.0, retry_after: timedelta | None = None) -> timedelta:
    match after(Failed(retry_after=retry_after), attempt, NOW, jitter):
        case Retry(at):
            return at - NOW
        case GiveUp(reason):
            raise AssertionError(reason)


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 960), (7, 1920), (8, 3600), (9, 3600), (54, 3600)],
)
def test_waits_double_from_half_a_minute_to_an_hour(attempt: int, seconds: int) -> None:
    assert wait(attempt) == timedelta(seconds=seconds)
    assert wait(attempt, jitter=0) == timedelta(seconds=seconds / 2)


def test_a_permanent_failure_is_given_up_at_once_in_its_own_words() -> None:
    refused = Failed(permanent=True, code="550", reason="550 no such user", retry_after=timedelta(minutes=1))
    assert after(refused, 1, NOW, 0.5) == GiveUp("550 no such user")


def test_the_last_attempt_is_given_up_in_the_words_of_its_failure() -> None:
    assert isinstance(after(Failed(), MAX_ATTEMPTS - 1, NOW, 0.5), Retry)
    assert after(Failed(), MAX_ATTEMPTS, NOW, 0.5) == GiveUp("connection refused")
    assert after(Failed(), MAX_ATTEMPTS + 1, NOW, 0.5) == GiveUp("connection refused")


def test_an_outage_of_a_day_is_survived_even_at_the_least_jitter() -> None:
    waits = [wait(attempt, jitter=0.0) for attempt in range(1, MAX_ATTEMPTS)]
    assert sum(waits, timedelta()) >= timedelta(days=1)


def test_a_lasting_outage_is_shown_after_two_days_at_the_latest() -> None:
    waits = [wait(attempt, jitter=1.0) for attempt in range(1, MAX_ATTEMPTS)]
    assert sum(waits, timedelta()) <= timedelta(days=2, minutes=5)


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [
        (timedelta(minutes=10), timedelta(minutes=10)),
        (timedelta(days=1), timedelta(days=1)),
        (timedelta(days=30), timedelta(days=1)),
        (timedelta(seconds=1), timedelta(seconds=30)),
        (timedelta(0), timedelta(seconds=30)),
        (timedelta(days=-3), timedelta(seconds=30)),
    ],
)
def test_the_wait_a_channel_asks_for_is_kept_up_to_a_day(retry_after: timedelta, expected: timedelta) -> None:
    assert wait(1, retry_after=retry_after) == expected


@given(
    attempt=st.integers(1, MAX_ATTEMPTS - 1),
    jitter=st.floats(0, 1),
    retry_after=st.none() | st.timedeltas(),
)
def test_never_earlier_than_now_and_never_later_than_a_day(
    attempt: int, jitter: float, retry_after: timedelta | None
) -> None:
    assert timedelta(seconds=15) <= wait(attempt, jitter, retry_after) <= timedelta(days=1)


@given(st.integers(1, MAX_ATTEMPTS - 2), st.floats(0, 1))
def test_waits_never_shrink_at_the_same_jitter(attempt: int, jitter: float) -> None:
    assert wait(attempt, jitter) <= wait(attempt + 1, jitter)
