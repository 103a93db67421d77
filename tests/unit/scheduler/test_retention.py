"""Seven days and four weeks keep their latest backup, however often one is made or the machine is off."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.retention import DAYS, WEEKS, kept

NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
"""A Wednesday."""
MOMENTS = st.lists(st.integers(0, 700 * 24).map(lambda hours: NOON - timedelta(hours=hours)))


def ago(*days: float) -> set[datetime]:
    return {NOON - timedelta(days=day) for day in days}


def test_of_daily_backups_a_week_of_days_and_then_sundays_stay() -> None:
    daily = ago(*range(60))
    assert kept(daily) == ago(*range(7)) | ago(10, 17)  # this week and last week are among the seven days


def test_of_one_day_the_latest_stays() -> None:
    assert kept(ago(0.1, 0.2, 0)) == ago(0)


def test_a_year_without_the_machine_costs_nothing() -> None:
    before = ago(*range(400, 407))
    assert kept(before) == before
    assert kept(before | ago(0)) >= before - ago(406)


@given(MOMENTS)
def test_never_more_than_a_week_and_a_month_and_always_the_newest(moments: list[datetime]) -> None:
    staying = kept(moments)
    assert staying <= set(moments)
    assert len(staying) <= DAYS + WEEKS
    assert not moments or max(moments) in staying


@given(MOMENTS)
def test_thinning_again_changes_nothing(moments: list[datetime]) -> None:
    assert kept(kept(moments)) == kept(moments)
