"""The pull planner beside a search through all plans, and by the examples of the domain."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.pulls import Check, Plan, Pull, PullKind, Wishes, plan_pulls

TODAY = date(2026, 10, 10)
DAY = timedelta(days=1)


def on(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def checks(*days: date) -> list[Check]:
    return [Check(number, day) for number, day in enumerate(days, start=1)]


def days_of(plan: Plan) -> list[date]:
    return [pull.on for pull in plan.pulls]


def test_a_lone_closure_is_pulled_on_its_own_check_on_day() -> None:
    assert plan_pulls(checks(on(10, 20)), TODAY) == Plan((Pull(on(10, 20), (1,), 0),), 0, ())


def test_closures_within_the_waiting_time_share_the_pull_of_the_last() -> None:
    plan = plan_pulls(checks(on(10, 20), on(10, 25), on(11, 3)), TODAY)
    assert days_of(plan) == [on(11, 3)]
    assert plan.saved == 2


def test_nobody_waits_longer_than_wished() -> None:
    plan = plan_pulls(checks(on(10, 20), on(11, 4)), TODAY)
    assert days_of(plan) == [on(10, 20), on(11, 4)]
    assert days_of(plan_pulls(checks(on(10, 20), on(11, 4)), TODAY, Wishes(wait=15 * DAY))) == [on(11, 4)]


def test_what_is_long_late_is_pulled_for_today() -> None:
    plan = plan_pulls(checks(on(8, 1), on(10, 12)), TODAY)
    assert plan.pulls == (Pull(TODAY, (1,), 0), Pull(on(10, 12), (2,), 0))


def test_the_goal_comes_before_the_number_of_pulls() -> None:
    days = checks(on(2, 20, 2027), on(3, 4, 2027))
    assert days_of(plan_pulls(days, TODAY)) == [on(3, 4, 2027)]
    plan = plan_pulls(days, TODAY, Wishes(goal=on(3, 1, 2027)))
    assert days_of(plan) == [on(2, 20, 2027), on(3, 4, 2027)]
    assert plan.late == (2,)


def test_an_online_report_is_read_the_day_after_it_is_asked_for() -> None:
    goal = on(10, 20)
    assert plan_pulls(checks(on(10, 20)), TODAY, Wishes(goal=goal)).late == (1,)
    assert plan_pulls(checks(on(10, 20)), TODAY, Wishes(PullKind.COUNTER, goal=goal)).late == ()
    assert plan_pulls(checks(on(10, 19)), TODAY, Wishes(goal=goal)).late == ()


def test_two_reports_a_year_are_free_at_the_counter() -> None:
    days = checks(on(10, 12), on(11, 1), on(11, 20), on(12, 5))
    prices = [pull.cost for pull in plan_pulls(days, TODAY, Wishes(PullKind.COUNTER, 5 * DAY)).pulls]
    assert prices == [0, 0, 5, 5]
    assert all(pull.cost == 0 for pull in plan_pulls(days, TODAY, Wishes(wait=5 * DAY)).pulls)


def test_new_year_is_waited_for_when_that_saves_money() -> None:
    used = Wishes(PullKind.COUNTER, used={2026: 2})
    plan = plan_pulls(checks(on(12, 28)), TODAY, used)
    assert plan.pulls == (Pull(on(1, 1, 2027), (1,), 0),)
    assert days_of(plan_pulls(checks(on(12, 28)), TODAY)) == [on(12, 28)]


def test_what_waiting_buys() -> None:
    plan = plan_pulls(checks(*[on(10, 10)] * 7, *[on(3, 4, 2027)] * 4), TODAY)
    assert [plan.verified_by(day) for day in (TODAY - DAY, TODAY, on(3, 3, 2027), on(3, 4, 2027))] == [
        0,
        7,
        7,
        11,
    ]


def test_nothing_to_verify_needs_no_pull() -> None:
    assert plan_pulls([], TODAY) == Plan((), 0, ())


SPAN, LONGEST_WAIT = 10, 6
instances = st.lists(st.integers(-9, SPAN - 1), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(
    instances,
    st.integers(0, LONGEST_WAIT),
    st.none() | st.integers(0, SPAN),
    st.sampled_from(PullKind),
    st.integers(0, 2),
    st.sampled_from((on(10, 10), on(12, 27))),
)
def test_no_plan_is_better(
    offsets: list[int], wait: int, goal: int | None, kind: PullKind, used: int, today: date
) -> None:
    waiting = checks(*(today + offset * DAY for offset in offsets))
    wishes = Wishes(kind, wait * DAY, None if goal is None else today + goal * DAY, {today.year: used})
    plan = plan_pulls(waiting, today, wishes)
    covered = sorted(each for pull in plan.pulls for each in pull.closures)
    assert covered == [each.closure for each in waiting]
    others = (_worth(days, waiting, today, wishes) for days in _all_days(today, len(waiting)))
    best = min(worth for worth in others if worth is not None)
    assert _worth(days_of(plan), waiting, today, wishes) == best


@given(instances, st.integers(0, LONGEST_WAIT))
def test_planning_again_after_the_first_pull_changes_nothing(offsets: list[int], wait: int) -> None:
    wishes = Wishes(wait=wait * DAY)
    waiting = checks(*(TODAY + offset * DAY for offset in offsets))
    first, *rest = plan_pulls(waiting, TODAY, wishes).pulls
    left = [each for each in waiting if each.closure not in first.closures]
    assert plan_pulls(left, first.on, wishes).pulls == tuple(rest)


def test_bad_plans_are_told_from_good_ones_by_the_search() -> None:
    waiting, wishes = checks(on(10, 20), on(10, 22)), Wishes(wait=3 * DAY)
    assert _worth([on(10, 20)], waiting, TODAY, wishes) is None, "the second is never verified"
    assert _worth([on(10, 24)], waiting, TODAY, wishes) is None, "the first waits too long"


def _all_days(today: date, most: int) -> list[tuple[date, ...]]:
    days = [today + n * DAY for n in range(SPAN + LONGEST_WAIT)]
    return [chosen for count in range(1, most + 1) for chosen in combinations(days, count)]


def _worth(
    days: Sequence[date], waiting: Sequence[Check], today: date, wishes: Wishes
) -> tuple[int, int, int, int] | None:
    """What the domain minimises, counted plainly; None for a plan that leaves somebody waiting too long."""
    late = lateness = yuan = 0
    had = dict(wishes.used)
    for each in waiting:
        start = max(each.check_on, today)
        pulled = next((day for day in days if day >= start), None)
        if pulled is None or pulled > max(each.check_on + wishes.wait, today):
            return None
        read = pulled + (DAY if wishes.kind is PullKind.ONLINE else 0 * DAY)
        late += wishes.goal is not None and read > wishes.goal
        lateness += (pulled - start).days
    for day in days:
        had[day.year] = had.get(day.year, 0) + 1
        yuan += 5 if wishes.kind is PullKind.COUNTER and had[day.year] > 2 else 0
    return late, len(days), yuan, lateness


@pytest.mark.parametrize("kind", PullKind)
def test_ten_thousand_closures_are_planned(kind: PullKind) -> None:
    waiting = [Check(number, TODAY + (number % 700) * DAY) for number in range(10_000)]
    plan = plan_pulls(waiting, TODAY, Wishes(kind))
    assert sum(len(pull.closures) for pull in plan.pulls) == 10_000
