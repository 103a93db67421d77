"""Budgets: what is over one waits, and no longer than it must."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.budgets import A_MINUTE, NO_LIMIT, Budget, looks_back_to, next_slot
from scheduler.sending_hours import SendingHours, local_date, not_in_quiet_hours
from tests.closures import beijing

HOURS = SendingHours("Asia/Shanghai")
NOON = beijing("2026-10-10 12:00")
SECOND = timedelta(seconds=1)


def _ago(*seconds: float) -> list[datetime]:
    return [NOON - timedelta(seconds=each) for each in seconds]


@pytest.mark.parametrize(
    ("budget", "sent", "waits"),
    [
        (Budget(), _ago(*range(500)), 0),
        (Budget(per_minute=20), [], 0),
        (Budget(per_minute=20), _ago(*range(1, 20)), 0),
        (Budget(per_minute=20), _ago(*range(1, 21)), 40),  # the 20th lies 20 s back
        (Budget(per_minute=1), _ago(0), 60),
        (Budget(per_minute=1), _ago(59.5), 0.5),
        (Budget(per_minute=1), _ago(60), 0),
        (Budget(per_minute=2), _ago(50, 10), 10),
        (Budget(per_minute=2), _ago(10, 50), 10),  # in any order
        (Budget(per_minute=2), _ago(50, 40, 10), 20),  # a limit that was lowered: three are in the minute
        (Budget(per_day=5), _ago(1, 2, 3, 4), 0),
        (Budget(per_day=1), _ago(13 * 3600), 0),  # yesterday
    ],
)
def test_what_is_over_the_budget_waits_as_long_as_it_must(
    budget: Budget, sent: list[datetime], waits: float
) -> None:
    assert next_slot(budget, sent, NOON, HOURS) == NOON + timedelta(seconds=waits)


@pytest.mark.parametrize(
    ("hours", "goes"),
    [
        (HOURS, "2026-10-11 09:00"),
        (SendingHours("Asia/Shanghai", time(7)), "2026-10-11 08:00"),  # the quiet hours' end
        (SendingHours("Asia/Shanghai", time(7), None, None), "2026-10-11 07:00"),
    ],
)
def test_a_day_that_is_used_up_is_waited_for_until_the_users_hour(hours: SendingHours, goes: str) -> None:
    assert next_slot(Budget(per_day=2), _ago(60, 4000), NOON, hours) == beijing(goes)


def test_a_day_is_the_users_own() -> None:
    sent = [datetime(2026, 10, 10, 5, tzinfo=UTC)]
    now = datetime(2026, 10, 10, 23, tzinfo=UTC)
    assert next_slot(Budget(per_day=1), sent, now, SendingHours("Asia/Shanghai", time(9), None, None)) == now
    new_york = SendingHours("America/New_York", time(9), None, None)
    assert next_slot(Budget(per_day=1), sent, now, new_york) == datetime(2026, 10, 11, 13, tzinfo=UTC)


def test_a_minute_that_ends_in_the_quiet_hours_is_waited_for_until_the_morning() -> None:
    late = beijing("2026-10-10 21:59:30")
    assert next_slot(Budget(per_minute=1), [late], late, HOURS) == beijing("2026-10-11 08:00")


def test_a_clock_that_was_set_back_keeps_no_channel_silent() -> None:
    ahead = [NOON + timedelta(days=1), NOON + A_MINUTE + SECOND]
    assert next_slot(Budget(per_minute=1, per_day=1), ahead, NOON, HOURS) == NOON
    corrected = [NOON + SECOND]  # by a time server: that message did go out
    assert next_slot(Budget(per_minute=1), corrected, NOON, HOURS) == NOON + A_MINUTE + SECOND


@pytest.mark.parametrize(
    ("chosen", "becomes"),
    [
        ((None, None), Budget(20, 5)),
        ((30, None), Budget(30, 5)),
        ((NO_LIMIT, None), Budget(None, 5)),
        ((None, NO_LIMIT), Budget(20, None)),
    ],
)
def test_a_user_may_choose_another_budget_or_none(
    chosen: tuple[int | None, int | None], becomes: Budget
) -> None:
    assert Budget(20, 5).changed(*chosen) == becomes
    assert bool(Budget()) is False
    assert bool(becomes) is True


_BUDGETS = st.builds(Budget, st.none() | st.integers(1, 4), st.none() | st.integers(1, 6))
_HOURS = st.builds(
    SendingHours,
    st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York", "UTC"]),
    st.builds(time, st.integers(0, 23)),
    *[st.none()] * 2,
) | st.builds(SendingHours, st.sampled_from(["Asia/Shanghai", "America/New_York"]))
_PAUSES = st.lists(st.integers(0, 40_000), max_size=30)


@given(_BUDGETS, _HOURS, _PAUSES)
def test_whoever_waits_for_the_slot_keeps_the_budget(
    budget: Budget, hours: SendingHours, pauses: list[int]
) -> None:
    """Messages come due at random, each goes out at its slot: no minute and no day ever holds too many."""
    now, sent = datetime(2026, 10, 24, tzinfo=UTC), list[datetime]()
    for pause in pauses:
        now = next_slot(budget, sent, now + timedelta(seconds=pause), hours)
        sent.append(now)
    for moment in sent:
        minute = [each for each in sent if moment - A_MINUTE < each <= moment]
        day = [each for each in sent if local_date(each, hours) == local_date(moment, hours)]
        assert budget.per_minute is None or len(minute) <= budget.per_minute
        assert budget.per_day is None or len(day) <= budget.per_day


@given(st.builds(Budget, st.integers(1, 4)), _HOURS, st.lists(st.integers(0, 50), max_size=9))
def test_nothing_waits_without_need(budget: Budget, hours: SendingHours, pauses: list[int]) -> None:
    """A second before the slot there was no room yet, or it was night; at the slot there is."""
    now, sent = datetime(2026, 10, 24, 13, 58, tzinfo=UTC), list[datetime]()
    for pause in pauses:
        sent.append(now)
        now += timedelta(seconds=pause)
    slot = next_slot(budget, sent, now, hours)
    assert slot == next_slot(budget, sent, slot, hours)
    if (before := slot - SECOND) > now:
        assert next_slot(budget, sent, before, hours) == slot or not_in_quiet_hours(before, hours) != before


@given(_HOURS, st.integers(0, 2 * 365 * 24 * 60))
def test_what_lies_further_back_makes_no_difference(hours: SendingHours, minutes: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    since = looks_back_to(now, hours)
    assert since <= now - A_MINUTE
    before = [since - SECOND * number for number in range(1, 9)]
    assert next_slot(Budget(1, 1), before, now, hours) == now
    assert now - since <= timedelta(hours=25, minutes=1)
