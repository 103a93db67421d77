"""What a digest says: each closure once, in the group where it is most urgent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.digest import ChannelFailure, Followed, Group, digest
from scheduler.lifecycle import FINISHED, ClosureState
from scheduler.steps import Step

TODAY, UNTIL = date(2026, 10, 12), date(2026, 10, 18)
SIMPLE = Followed(1, "京东金条", ClosureState.WAITING, date(2026, 9, 24))


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def checked(days: int, **rest: object) -> Followed:
    return replace(SIMPLE, check_on=in_days(days), **rest)  # type: ignore[arg-type]


def call(days: int) -> tuple[Step, ...]:
    return (Step("call", in_days(days)),)


def filed(days: int, **rest: object) -> Followed:
    """Escalated, checked in 20 days; the last day for the answer to what was filed is in so many days."""
    given = {"check_on": in_days(20), "state": ClosureState.ESCALATED, "answer_due_on": in_days(days)}
    return replace(SIMPLE, **given | rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("followed", "group", "days", "step"),
    [
        (checked(0), Group.TODAY, 0, None),
        (checked(1), Group.THIS_WEEK, 1, None),
        (checked(6), Group.THIS_WEEK, 6, None),
        (checked(7), Group.WAITING, 7, None),
        (checked(-1), Group.OVERDUE, 1, None),
        (checked(-50), Group.OVERDUE, 50, None),
        (checked(-50, reminders_left=False), Group.STILL_OPEN, 50, None),
        (checked(0, reminders_left=False), Group.TODAY, 0, None),
        (SIMPLE, Group.WAITING, None, None),
        # The nearest of steps and check; steps that are over say nothing.
        (checked(20, steps=call(0)), Group.TODAY, 0, "call"),
        (checked(20, steps=call(3)), Group.THIS_WEEK, 3, "call"),
        (checked(20, steps=call(9)), Group.WAITING, 9, "call"),
        (checked(20, steps=call(-1)), Group.WAITING, 20, None),
        (checked(2, steps=call(3)), Group.THIS_WEEK, 2, None),
        (checked(0, steps=call(0)), Group.TODAY, 0, None),
        (checked(-3, steps=call(0)), Group.OVERDUE, 3, None),
        (replace(SIMPLE, steps=call(2)), Group.THIS_WEEK, 2, "call"),
        # What was put off is asked for on that day, and late since the day to check after it.
        (checked(-3, snoozed_until=in_days(0)), Group.TODAY, 0, None),
        (checked(-3, snoozed_until=in_days(4)), Group.THIS_WEEK, 4, None),
        (checked(-3, snoozed_until=in_days(30)), Group.WAITING, 30, None),
        (checked(-3, snoozed_until=in_days(-1)), Group.OVERDUE, 3, None),
        (checked(5, snoozed_until=in_days(-1)), Group.THIS_WEEK, 5, None),
        (checked(-3, state=ClosureState.ESCALATED), Group.OVERDUE, 3, None),
        # An answer is asked for the day after its last day, and late from then on until something is done.
        (filed(-1), Group.TODAY, 0, "answer_due"),
        (filed(0), Group.THIS_WEEK, 1, "answer_due"),
        (filed(6), Group.WAITING, 7, "answer_due"),
        (filed(40), Group.WAITING, 20, None),
        (filed(-2), Group.OVERDUE, 1, "answer_due"),
        (filed(-2, check_on=None), Group.OVERDUE, 1, "answer_due"),
        (filed(-9, check_on=in_days(-3)), Group.OVERDUE, 3, None),
        (filed(3, steps=call(2)), Group.THIS_WEEK, 2, "call"),
        # After "not updated yet" a next round is waited for: nobody is asked again for what was asked once.
        (filed(-2, state=ClosureState.WAITING), Group.WAITING, 20, None),
        (filed(2, state=ClosureState.WAITING), Group.THIS_WEEK, 3, "answer_due"),
        (replace(SIMPLE, state=ClosureState.VERIFIED, verified_on=in_days(-2)), Group.VERIFIED, 2, None),
    ],
)
def test_each_closure_stands_where_it_is_most_urgent(
    followed: Followed, group: Group, days: int | None, step: str | None
) -> None:
    [entry] = digest([followed], TODAY, UNTIL).entries
    assert (entry.group, entry.days, entry.step) == (group, days, step)


def test_the_order_is_that_of_urgency_and_then_of_days() -> None:
    days = [30, 8, 6, 1, 0, -1, -9]
    followed = [checked(n, closure=number) for number, n in enumerate(days)]
    followed += [
        checked(-60, closure=10, reminders_left=False),
        checked(-90, closure=11, reminders_left=False),
    ]
    followed += [replace(SIMPLE, closure=12)]
    for number, n in ((13, -5), (14, -1)):
        followed.append(replace(SIMPLE, closure=number, state=ClosureState.VERIFIED, verified_on=in_days(n)))
    entries = digest(followed, TODAY, UNTIL).entries
    assert [entry.followed.closure for entry in entries] == [4, 6, 5, 3, 2, 11, 10, 1, 0, 12, 14, 13]


def test_counts_name_only_what_there_is_in_the_order_of_the_groups() -> None:
    found = digest([checked(30), checked(0), checked(31), checked(-1)], TODAY, UNTIL).counts
    assert list(found.items()) == [(Group.TODAY, 1), (Group.OVERDUE, 1), (Group.WAITING, 2)]


def test_provisional_is_said_of_what_is_open() -> None:
    closed = replace(SIMPLE, state=ClosureState.VERIFIED, verified_on=TODAY, provisional=True)
    facts = digest([checked(3, provisional=True), closed, checked(4)], TODAY, UNTIL)
    assert [entry.days for entry in facts.provisional] == [3]


def test_a_digest_without_anything_is_no_digest() -> None:
    assert not digest([], TODAY, UNTIL)
    assert not digest([replace(SIMPLE, state=state) for state in FINISHED], TODAY, UNTIL)
    assert digest([checked(30)], TODAY, UNTIL)
    assert digest([], TODAY, UNTIL, [ChannelFailure("mail", TODAY, "550")])


def test_what_was_verified_after_a_past_week_is_not_its_news() -> None:
    later = replace(SIMPLE, state=ClosureState.VERIFIED, verified_on=in_days(1))
    assert not digest([later], TODAY, UNTIL)


@settings(max_examples=200)
@given(
    st.integers(-400, 400) | st.none(),
    st.integers(-400, 400) | st.none(),
    st.lists(st.integers(-40, 40), max_size=4),
    st.booleans(),
)
def test_every_open_closure_is_said_once_with_days_that_fit_its_group(
    check: int | None, snooze: int | None, steps: list[int], left: bool
) -> None:
    followed = replace(
        SIMPLE,
        check_on=None if check is None else in_days(check),
        snoozed_until=None if snooze is None else in_days(snooze),
        steps=tuple(Step("call", in_days(n)) for n in steps),
        reminders_left=left,
    )
    [entry] = digest([followed], TODAY, UNTIL).entries
    assert entry.days is None or entry.days >= 0
    expected = {
        Group.TODAY: lambda: entry.on == TODAY,
        Group.THIS_WEEK: lambda: entry.on is not None and TODAY < entry.on <= UNTIL,
        Group.WAITING: lambda: entry.on is None or entry.on > UNTIL,
        Group.OVERDUE: lambda: left and entry.on == followed.check_on,
        Group.STILL_OPEN: lambda: not left and entry.on == followed.check_on,
    }
    assert expected[entry.group]()
