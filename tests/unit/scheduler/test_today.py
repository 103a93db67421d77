"""What there is to do today: one card an act, the same entries as the digest's."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.digest import Followed, Group, digest
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import ClosureState
from scheduler.overview import standings
from scheduler.steps import Step
from scheduler.today import ClockOver, Today, clocks_over, is_long_late, is_ready, today_of

TODAY, UNTIL = date(2026, 10, 10), date(2026, 10, 16)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def followed(closure: int, days: int | None, **rest: object) -> Followed:
    check_on = None if days is None else in_days(days)
    made = Followed(closure, f"平台{closure}", ClosureState.WAITING, in_days(-40), check_on=check_on)
    return replace(made, **rest)  # type: ignore[arg-type]


def day(*each: Followed, asked: tuple[int, ...] = (), clocks: tuple[ClockOver, ...] = ()) -> Today:
    return today_of(digest(each, TODAY, UNTIL).entries, asked, clocks, TODAY)


def test_all_that_is_ready_shares_one_report_the_latest_first() -> None:
    found = day(followed(1, 0), followed(2, -3), followed(3, -20), followed(4, 5))
    assert found.report
    assert [entry.followed.closure for entry in found.report.ready] == [3, 2, 1]
    assert found.count == 1
    assert [entry.followed.closure for entry in found.waiting] == [4]


def test_waiting_is_offered_where_a_later_report_verifies_more() -> None:
    found = day(followed(1, 0), followed(2, -3), followed(3, 6), followed(4, 40)).report
    assert found
    assert (found.wait_until, found.together, found.followed) == (in_days(6), 3, 4)


def test_nothing_is_gained_by_waiting_when_the_patience_of_one_is_over() -> None:
    found = day(followed(1, -14), followed(2, 6)).report
    assert found
    assert found.wait_until is None
    assert found.then == (in_days(6), 1)


def test_a_lone_closure_is_not_told_to_wait() -> None:
    found = day(followed(1, 0)).report
    assert found
    assert (found.wait_until, found.then) == (None, None)


def test_what_was_put_off_is_not_planned_for_before() -> None:
    found = day(followed(1, 0), followed(2, -2, snoozed_until=in_days(9))).report
    assert found
    assert (found.wait_until, found.together) == (in_days(9), 2)


def test_a_report_that_was_asked_for_is_answered_and_not_asked_for_again() -> None:
    found = day(followed(1, 0), followed(2, -1), asked=(2,))
    assert found.report
    assert [entry.followed.closure for entry in found.report.ready] == [1]
    assert [entry.followed.closure for entry in found.answers] == [2]
    assert found.count == 2


def test_each_step_of_today_is_a_card_of_its_kind() -> None:
    kinds = ("call", "confirm", "call_deadline", "deposit", "payoff", "letter", "call_back", "settlement")
    found = day(
        *(followed(n, None, steps=(Step(kind, TODAY),)) for n, kind in enumerate(kinds, 1)),
        followed(99, 20, steps=(Step("call", in_days(1)),)),
    )
    assert {entry.step for entry in found.calls} == {"call", "confirm", "call_deadline"}
    assert {entry.step for entry in found.steps} == {"deposit", "payoff", "letter"}
    assert {entry.step for entry in found.acts} == {"call_back", "settlement"}
    assert [entry.followed.closure for entry in found.waiting] == [99]
    assert found.count == len(kinds)


def test_long_late_begins_after_the_third_reminder() -> None:
    late = {n: is_long_late(digest([followed(1, -n)], TODAY, UNTIL).entries[0]) for n in (0, 14, 15)}
    assert late == {0: False, 14: False, 15: True}


def objection(filed_on: date, number: int = 1, rung: Rung = Rung.OBJECTION) -> Filing:
    return Filing(rung, filed_on, number=number, recorded_on=filed_on)


def test_a_clock_is_over_the_day_after_its_last_and_until_the_next_step() -> None:
    filed = objection(in_days(-21))
    assert list(clocks_over({1: [filed]}, TODAY)) == [ClockOver(1, filed)]
    assert not list(clocks_over({1: [objection(in_days(-20))]}, TODAY))
    went_on = [filed, objection(TODAY, 2, Rung.HOTLINE)]
    assert not list(clocks_over({1: went_on}, TODAY))


def test_a_clock_that_is_over_counts_as_a_thing_to_do() -> None:
    assert day(clocks=(ClockOver(1, objection(in_days(-30))),)).count == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.none() | st.integers(-60, 60), st.none() | st.integers(-20, 20)), max_size=12),
    st.sets(st.integers(1, 12)),
)
def test_every_open_closure_is_somewhere_once(
    spans: list[tuple[int | None, int | None]], asked: set[int]
) -> None:
    each = [
        followed(n, days, snoozed_until=None if off is None or days is None else in_days(off))
        for n, (days, off) in enumerate(spans, 1)
    ]
    found = day(*each, asked=tuple(asked))
    ready = found.report.ready if found.report else ()
    shown = (*ready, *found.calls, *found.answers, *found.acts, *found.steps, *found.waiting)
    assert sorted(entry.followed.closure for entry in shown) == list(range(1, len(spans) + 1))
    assert all(map(is_ready, (*ready, *found.answers)))
    if found.report and found.report.wait_until:
        assert found.report.wait_until > TODAY
        assert found.report.together > len(ready), "waiting buys something"


def test_the_overview_names_first_who_is_latest() -> None:
    silent = followed(5, -70, reminders_left=False)
    world = {
        "甲": [followed(1, 0)],
        "乙": [followed(2, -3), followed(3, 9)],
        "丙": [silent],
        "丁": [followed(6, None)],
    }
    entries = [(who, e) for who, each in world.items() for e in digest(each, TODAY, UNTIL).entries]
    found = standings(world, entries, ["甲"])
    assert [each.person for each in found] == ["丙", "乙", "甲", "丁"]
    by_name = {each.person: each for each in found}
    assert (by_name["丙"].silent, by_name["丙"].days, by_name["丙"].late) == (1, 70, 1)
    assert (by_name["乙"].due, by_name["乙"].late, by_name["乙"].next_on) == (1, 1, in_days(9))
    assert (by_name["甲"].due, by_name["甲"].late) == (2, 0), "a clock that is over wants something too"
    assert (by_name["丁"].waiting, by_name["丁"].next_on) == (1, None)


def test_verified_ones_are_nowhere() -> None:
    done = followed(1, -3, state=ClosureState.VERIFIED, verified_on=TODAY)
    found = day(done)
    assert found.count == 0
    assert not found.waiting
    assert digest([done], TODAY, UNTIL).entries[0].group is Group.VERIFIED


def test_an_answer_that_is_due_is_the_clocks_card_and_asks_for_no_report() -> None:
    filed = objection(in_days(-30))
    over = ClockOver(1, filed)
    for asked_for in (in_days(-9), in_days(-1)):  # late, and due today
        one = followed(1, 24, state=ClosureState.ESCALATED, answer_due_on=asked_for)
        found = day(one, clocks=(over,))
        assert (found.count, found.clocks, found.report, found.steps) == (1, (over,), None, ())
        [entry] = digest([one], TODAY, UNTIL).entries
        [standing] = standings(["甲"], [("甲", entry)], ["甲"])
        assert standing.due == 1
