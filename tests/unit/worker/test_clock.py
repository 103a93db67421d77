"""The clocks: simulated ones move only what is due, never the leases."""

from datetime import UTC, datetime, timedelta

from tests.closures import CHECK_AT, beijing
from worker.clock import SteppedClock, SystemClock, TickingClock, clock_from, pause


def test_the_machines_clock_is_in_utc() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.now() <= clock.real_now() <= clock.now()


def test_a_ticking_clock_starts_where_it_is_told_and_goes_on() -> None:
    clock = TickingClock(beijing("2026-10-10 09:00").astimezone())
    first = clock.now()
    pause(0.001)
    assert CHECK_AT <= first < clock.now() < CHECK_AT + timedelta(minutes=1)
    assert clock.now().tzinfo is UTC


def test_a_stepped_clock_stands_still_and_moves_forward_only() -> None:
    clock = SteppedClock(CHECK_AT)
    pause(0.001)
    assert clock.now() == CHECK_AT
    clock.move_to(CHECK_AT + timedelta(days=1))
    clock.move_to(CHECK_AT)
    assert clock.now() == CHECK_AT + timedelta(days=1)


def test_leases_see_the_machines_time_whatever_is_simulated() -> None:
    for simulated in (TickingClock(datetime(2001, 1, 1, tzinfo=UTC)), SteppedClock(CHECK_AT)):
        before = SystemClock().now()
        assert before <= simulated.real_now() <= SystemClock().now()


def test_the_setting_chooses_the_clock() -> None:
    assert type(clock_from(None)) is SystemClock
    assert isinstance(clock_from(CHECK_AT), TickingClock)
