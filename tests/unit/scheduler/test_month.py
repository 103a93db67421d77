"""A month on one page: its days, what they are, and what is due on them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.digest import Followed, digest
from scheduler.lifecycle import ClosureState
from scheduler.month import DayLook, Item, Month, month_of
from scheduler.pulls import Mark, Pull
from scheduler.steps import Step
from tests.unit.scheduler.shorthand import CALENDAR, d

TODAY = d("2026-10-10")
KNOWN = Followed(
    7,
    "京东金条",
    ClosureState.WAITING,
    d("2026-09-24"),
    opens_on=d("2026-09-30"),
    due_on=d("2026-10-15"),
    check_on=d("2026-10-16"),
)


def october(*followed: Followed, first: str = "2026-10-01", marks: tuple[Mark, ...] = ()) -> Month:
    entries = digest(followed, TODAY, TODAY + timedelta(days=6)).entries
    return month_of(d(first), entries, marks, CALENDAR)


def due(month: Month) -> dict[int, list[str]]:
    return {day.on.day: [item.what for item in day.items] for day in month.days if day.items}


def test_october_has_its_holidays_and_its_make_up_day() -> None:
    looks = {day.on.day: day.look for day in october().days}
    assert len(looks) == 31
    assert {day for day, look in looks.items() if look is DayLook.FESTIVAL} == set(range(1, 8))
    assert [day for day, look in looks.items() if look is DayLook.MAKE_UP] == [10]
    assert {day for day, look in looks.items() if look is DayLook.WEEKEND} == {11, 17, 18, 24, 25, 31}
    assert october().days[0].festival == "国庆节"


@pytest.mark.parametrize("first", ["2026-02-01", "2026-12-01", "2024-02-01", "2027-01-01", "2026-06-01"])
def test_weeks_begin_on_monday_and_hold_the_whole_month(first: str) -> None:
    month = october(first=first)
    assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in month.weeks)
    assert [day.on.day for day in month.days] == list(range(1, len(month.days) + 1))
    assert month.after == month.days[-1].on + timedelta(days=1)
    assert month.before.day == 1
    assert (month.first - month.before).days in (28, 29, 30, 31)


def test_checks_and_steps_stand_on_their_days() -> None:
    known = replace(KNOWN, steps=(Step("call", d("2026-10-12")), Step("confirm", d("2026-10-15"))))
    assert due(october(known)) == {12: ["call"], 15: ["confirm"], 16: ["check"]}


def test_a_check_that_was_put_off_stands_on_its_later_day() -> None:
    assert due(october(replace(KNOWN, snoozed_until=d("2026-10-20")))) == {20: ["check"]}


def test_the_answer_to_what_was_filed_is_asked_for_the_day_after() -> None:
    known = replace(KNOWN, state=ClosureState.ESCALATED, answer_due_on=d("2026-10-21"))
    assert due(october(known)) == {16: ["check"], 22: ["answer_due"]}


def test_what_is_closed_is_due_no_more() -> None:
    known = replace(KNOWN, state=ClosureState.VERIFIED, verified_on=TODAY)
    assert due(october(known)) == {}


def test_pulls_stand_on_their_days() -> None:
    mark = Mark(Pull(d("2026-10-20"), (7,), 0))
    [day] = [day for day in october(KNOWN, marks=(mark,)).days if day.marks]
    assert (day.on, day.busy) == (d("2026-10-20"), True)


def test_a_year_without_a_calendar_is_unknown_and_one_without_its_notice_provisional() -> None:
    assert {day.look for day in october(first="2040-05-01").days} == {DayLook.UNKNOWN}
    assert all(day.provisional for day in october(first="2027-10-01").days)
    assert not any(day.provisional for day in october().days)


def test_an_item_names_its_account() -> None:
    [item] = next(day.items for day in october(KNOWN).days if day.items)
    assert isinstance(item, Item)
    assert item.entry.followed.platform == "京东金条"
