"""Planning the reminders of a round: what is still to be sent, and when."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cadence import Cadence
from scheduler.reminders import Identity, Kind, Planned, RoundFacts, plan
from scheduler.steps import Step

CHECK_ON = date(2026, 10, 10)
BEFORE = date(2026, 9, 25)
VERIFY = (Kind.VERIFY, 0)
NOTHING: frozenset[Identity] = frozenset()


def day(n: int) -> date:
    """Check on, plus ``n`` days."""
    return CHECK_ON + timedelta(n)


def facts(
    check_on: date | None = CHECK_ON,
    steps: tuple[Step, ...] = (),
    snoozed_until: date | None = None,
    reminded_on: date | None = None,
) -> RoundFacts:
    return RoundFacts(check_on, steps, snoozed_until, reminded_on=reminded_on)


def overdue(*ordinals: int) -> frozenset[Identity]:
    """The identities of what was sent: verify, and these overdue reminders."""
    return frozenset({VERIFY, *((Kind.OVERDUE, n) for n in ordinals)})


def shown(reminders: Iterable[Planned]) -> list[tuple[str, int, date]]:
    return [(str(reminder.kind), reminder.ordinal, reminder.on) for reminder in reminders]


LADDER = [("verify", 0, day(0))] + [
    ("overdue", n, day(days)) for n, days in enumerate((3, 7, 14, 21, 28, 35, 42, 49), start=1)
]


def test_verify_comes_on_check_on_and_eight_overdue_ones_after_it() -> None:
    assert shown(plan(facts(), NOTHING, Cadence(), BEFORE)) == LADDER


def test_check_on_today_is_reminded_of_today() -> None:
    assert shown(plan(facts(), NOTHING, Cadence(), CHECK_ON)) == LADDER


def test_a_round_without_dates_has_only_its_steps() -> None:
    calls = (Step("call", BEFORE), Step("call", BEFORE + timedelta(1)))
    planned = plan(facts(check_on=None, steps=calls), NOTHING, Cadence(), BEFORE)
    assert planned == (
        Planned(Kind.STEP, 1, BEFORE, "call"),
        Planned(Kind.STEP, 2, BEFORE + timedelta(1), "call"),
    )


def test_a_round_without_dates_ignores_a_snooze() -> None:
    assert plan(facts(check_on=None, snoozed_until=day(5)), NOTHING, Cadence(), BEFORE) == ()


def test_a_call_day_that_is_over_is_dropped_and_keeps_the_numbers_of_the_others() -> None:
    calls = tuple(Step("call", BEFORE + timedelta(n)) for n in range(3))
    planned = plan(facts(check_on=None, steps=calls), NOTHING, Cadence(), BEFORE + timedelta(1))
    assert shown(planned) == [
        ("step", 2, BEFORE + timedelta(1)),
        ("step", 3, BEFORE + timedelta(2)),
    ]


def test_a_step_comes_before_the_verify_reminder_of_the_same_day() -> None:
    planned = plan(facts(steps=(Step("confirm", CHECK_ON),)), NOTHING, Cadence(), BEFORE)
    assert [reminder.kind for reminder in planned[:2]] == [Kind.STEP, Kind.VERIFY]


def test_steps_are_told_in_the_order_of_their_days() -> None:
    steps = (Step("payoff", day(-3)), Step("deposit", day(-4)))
    planned = plan(facts(check_on=None, steps=steps), NOTHING, Cadence(), BEFORE)
    assert [(reminder.ordinal, reminder.step) for reminder in planned] == [(2, "deposit"), (1, "payoff")]


def test_a_sent_step_stays_sent_when_its_day_moves() -> None:
    moved = facts(check_on=None, steps=(Step("call", day(-1)),))
    assert plan(moved, frozenset({(Kind.STEP, 1)}), Cadence(), BEFORE) == ()


def test_the_sixth_step_does_not_count_as_the_sixth_overdue_reminder() -> None:
    assert shown(plan(facts(), frozenset({(Kind.STEP, 6)}), Cadence(), BEFORE)) == LADDER


@pytest.mark.parametrize("days_late", [1, 3, 10, 48, 49, 400])
def test_a_check_on_date_in_the_past_is_reminded_of_once_today(days_late: int) -> None:
    planned = shown(plan(facts(), NOTHING, Cadence(), day(days_late)))
    assert planned[0] == ("verify", 0, day(days_late))
    assert planned[1:] == [later for later in LADDER[1:] if later[2] > day(days_late)]


def test_after_verify_went_out_the_latest_missed_overdue_reminder_comes_today() -> None:
    """Down from the 1st to the 10th day: those of the 3rd and 7th are one, the others stay."""
    planned = shown(plan(facts(reminded_on=day(0)), overdue(), Cadence(), day(10)))
    assert planned == [("overdue", 2, day(10)), *LADDER[3:]]


@pytest.mark.parametrize(("days_late", "left"), [(2, 1), (3, 2), (10, 3), (14, 4)])
def test_what_the_reminder_of_today_covered_does_not_follow_it(days_late: int, left: int) -> None:
    """Registered ten days late: verify went out today and stands for the 3rd and 7th day as well."""
    planned = shown(plan(facts(reminded_on=day(days_late)), overdue(), Cadence(), day(days_late)))
    assert planned == LADDER[left:]


def test_no_overdue_reminder_comes_after_a_later_one() -> None:
    """The date moved on after the second was sent: the first is not made up for."""
    moved = facts(check_on=day(30), reminded_on=day(7))
    planned = plan(moved, overdue(2), Cadence(), day(8))
    assert [reminder.ordinal for reminder in planned] == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("moved_to", "expected"),
    [
        (day(5), [("overdue", 1, day(8)), ("overdue", 2, day(12))]),
        (day(-5), [("overdue", 2, day(2)), ("overdue", 3, day(9))]),
        (day(-9), [("overdue", 3, day(5)), ("overdue", 4, day(12))]),
    ],
)
def test_verify_that_was_sent_stays_sent_when_the_due_date_moves(
    moved_to: date, expected: list[tuple[str, int, date]]
) -> None:
    planned = shown(plan(facts(check_on=moved_to, reminded_on=day(0)), overdue(), Cadence(), day(0)))
    assert planned[:2] == expected


def test_a_date_that_moves_into_the_past_reminds_once_today() -> None:
    planned = shown(plan(facts(check_on=day(-4)), NOTHING, Cadence(), day(0)))
    assert planned[:2] == [("verify", 0, day(0)), ("overdue", 2, day(3))]


def test_nothing_follows_the_eighth_overdue_reminder() -> None:
    everything = overdue(*range(1, 9))
    assert plan(facts(reminded_on=day(49)), everything, Cadence(), day(49)) == ()
    assert plan(facts(reminded_on=day(49), snoozed_until=day(60)), everything, Cadence(), day(50)) == ()


SNOOZES = [
    # (snoozed until, today, sent, reminded on) -> the first two reminders
    (day(5), BEFORE, NOTHING, None, [("verify", 0, day(5)), ("overdue", 2, day(7))]),
    (day(7), BEFORE, NOTHING, None, [("verify", 0, day(7)), ("overdue", 3, day(14))]),
    (day(0), BEFORE, NOTHING, None, [("verify", 0, day(0)), ("overdue", 1, day(3))]),
    (day(20), day(1), overdue(), day(0), [("overdue", 1, day(20)), ("overdue", 4, day(21))]),
    (day(5), day(4), overdue(1), day(3), [("overdue", 2, day(5)), ("overdue", 3, day(14))]),
    (day(60), day(1), overdue(), day(0), [("overdue", 1, day(60))]),
    # On its day it is still the same reminder.
    (day(20), day(20), overdue(), day(0), [("overdue", 1, day(20)), ("overdue", 4, day(21))]),
    # Its day was missed: the latest that has come, today; before the next one's day, that one.
    (day(20), day(22), overdue(), day(0), [("overdue", 4, day(22)), ("overdue", 5, day(28))]),
    (day(10), day(12), overdue(1, 2), day(7), [("overdue", 3, day(12)), ("overdue", 4, day(21))]),
    # Used up: the next ones come on their own days.
    (day(20), day(20), overdue(1), day(20), [("overdue", 4, day(21)), ("overdue", 5, day(28))]),
    (day(5), day(5), overdue(1), day(5), [("overdue", 2, day(7)), ("overdue", 3, day(14))]),
    # Never before check on: the report would show nothing yet.
    (day(-5), BEFORE, NOTHING, None, [("verify", 0, day(0)), ("overdue", 1, day(3))]),
]


@pytest.mark.parametrize(("until", "today", "sent", "reminded_on", "expected"), SNOOZES)
def test_a_snooze_moves_the_next_reminder_and_swallows_those_before_it(
    until: date,
    today: date,
    sent: frozenset[Identity],
    reminded_on: date | None,
    expected: list[tuple[str, int, date]],
) -> None:
    planned = plan(facts(snoozed_until=until, reminded_on=reminded_on), sent, Cadence(), today)
    assert shown(planned)[:2] == expected


def test_a_snooze_leaves_the_steps_alone() -> None:
    planned = plan(facts(steps=(Step("confirm", day(-1)),), snoozed_until=day(9)), NOTHING, Cadence(), BEFORE)
    assert shown(planned)[0] == ("step", 1, day(-1))


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        (Cadence(), (3, 7, 14, 21, 28, 35, 42, 49)),
        (Cadence(total=2), (3, 7)),
        (Cadence(total=0), ()),
        (Cadence(first_days=(), then_every=10, total=3), (10, 20, 30)),
        (Cadence(first_days=(1,), then_every=1, total=4), (1, 2, 3, 4)),
    ],
)
def test_overdue_days_of_a_cadence(cadence: Cadence, days: tuple[int, ...]) -> None:
    assert cadence.days() == days


@pytest.mark.parametrize(
    ("first_days", "then_every", "total", "named"),
    [
        ((0, 7), 7, 8, "(0, 7)"),
        ((7, 3), 7, 8, "(7, 3)"),
        ((3, 3), 7, 8, "(3, 3)"),
        ((-1,), 7, 8, "(-1,)"),
        ((3,), 0, 8, "0 days"),
        ((3,), 7, -1, "-1 overdue"),
    ],
)
def test_a_cadence_that_does_not_rise_is_refused(
    first_days: tuple[int, ...], then_every: int, total: int, named: str
) -> None:
    with pytest.raises(ValueError, match=r"rise|use") as refused:
        Cadence(first_days, then_every, total)
    assert named in str(refused.value)


offsets = st.integers(-60, 120)
maybe_days = st.none() | offsets.map(day)


@given(
    check_on=offsets.map(day),
    steps=st.lists(offsets.map(day), max_size=4),
    snoozed_until=maybe_days,
    reached=st.integers(-1, 8),
    today=offsets.map(day),
    back=st.integers(0, 30),
)
def test_a_plan_is_in_order_not_in_the_past_never_early_and_repeats_nothing(
    check_on: date, steps: list[date], snoozed_until: date | None, reached: int, today: date, back: int
) -> None:
    sent = NOTHING if reached < 0 else overdue(*range(1, reached + 1))
    reminded_on = None if reached < 0 else today - timedelta(back)
    given_facts = facts(check_on, tuple(Step("call", on) for on in steps), snoozed_until, reminded_on)
    planned = plan(given_facts, sent, Cadence(), today)
    checks = [reminder for reminder in planned if reminder.kind is not Kind.STEP]
    assert [reminder.on for reminder in planned] == sorted(reminder.on for reminder in planned)
    assert all(reminder.on >= today for reminder in planned)
    assert all(reminder.on >= check_on for reminder in checks)
    assert len({reminder.on for reminder in checks}) == len(checks)
    assert [reminder.ordinal for reminder in checks] == sorted({reminder.ordinal for reminder in checks})
    assert not sent & {reminder.identity for reminder in planned}


def test_a_step_that_was_ahead_and_moved_into_the_past_is_told_today() -> None:
    late = RoundFacts(None, (Step("call_deadline", date(2026, 10, 9)),), reminded_on=None)
    today = date(2026, 10, 12)
    ahead = frozenset({(Kind.STEP, 1)})
    [told] = plan(late, frozenset(), Cadence(), today, ahead)
    assert (told.on, told.step) == (today, "call_deadline")
    assert plan(late, frozenset(), Cadence(), today) == ()
    assert plan(late, ahead, Cadence(), today, ahead) == ()
