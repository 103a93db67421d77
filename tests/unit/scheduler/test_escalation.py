"""The escalation ladder: its order, its two clocks, what is reminded of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.escalation import (
    CLOCKS,
    Filing,
    FollowUp,
    Rung,
    escalated,
    follow_ups,
    following,
    higher_before,
    next_rung,
    running_on,
    skipped,
)
from scheduler.lifecycle import ClosureState, ForbiddenTransition

R = Rung
DAYS = st.dates(date(2004, 1, 1), date(2099, 12, 31))


def _on(
    rung: Rung, day: str, accepted: str | None = None, number: int = 1, recorded: str = "2026-01-01"
) -> Filing:
    accepted_on = date.fromisoformat(accepted) if accepted else None
    return Filing(rung, date.fromisoformat(day), accepted_on, number, date.fromisoformat(recorded))


def test_the_rungs_come_in_this_order() -> None:
    assert [rung.value for rung in Rung] == ["ask-again", "complaint", "objection", "branch", "hotline"]


@pytest.mark.parametrize(
    ("rung", "filed", "accepted", "due"),
    [
        (R.OBJECTION, "2026-10-12", None, "2026-11-01"),  # a Sunday: calendar days, and it does not move
        (R.OBJECTION, "2026-10-12", "2026-10-15", "2026-11-04"),
        (R.OBJECTION, "2028-02-09", None, "2028-02-29"),
        (R.OBJECTION, "2026-12-20", None, "2027-01-09"),
        (R.BRANCH, "2026-10-12", None, None),
        (R.BRANCH, "2026-10-12", "2026-10-12", "2026-11-11"),
        (R.BRANCH, "2026-10-12", "2026-10-20", "2026-11-19"),
        (R.BRANCH, "2027-01-29", "2027-01-30", "2027-03-01"),
        (R.ASK_AGAIN, "2026-10-12", None, None),
        (R.COMPLAINT, "2026-10-12", None, None),
        (R.HOTLINE, "2026-10-12", None, None),
    ],
)
def test_when_an_answer_is_due(rung: Rung, filed: str, accepted: str | None, due: str | None) -> None:
    filing = _on(rung, filed, accepted)
    assert filing.answer_due_on == (date.fromisoformat(due) if due else None)
    assert filing.follow_up_on == (filing.answer_due_on + timedelta(1) if filing.answer_due_on else None)


@given(st.sampled_from(Rung), DAYS, st.none() | DAYS)
def test_only_the_two_articles_set_a_clock(rung: Rung, filed: date, accepted: date | None) -> None:
    due = Filing(rung, filed, accepted).answer_due_on
    if rung is R.OBJECTION:
        assert due == (accepted or filed) + timedelta(20)
    elif rung is R.BRANCH:
        assert due == (accepted + timedelta(30) if accepted else None)
    else:
        assert due is None
    assert (CLOCKS[R.OBJECTION].article, CLOCKS[R.BRANCH].article) == (25, 26)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), R.ASK_AGAIN),
        ((R.ASK_AGAIN,), R.COMPLAINT),
        ((R.OBJECTION,), R.BRANCH),
        ((R.BRANCH, R.ASK_AGAIN), R.HOTLINE),
        ((R.HOTLINE,), None),
        (tuple(R), None),
    ],
)
def test_the_next_rung_is_above_the_highest(taken: tuple[Rung, ...], expected: Rung | None) -> None:
    assert next_rung(taken) is expected


@given(st.sets(st.sampled_from(Rung)))
def test_climbing_to_the_next_rung_ends_at_the_top(taken: set[Rung]) -> None:
    for _ in Rung:
        if rung := next_rung(taken):
            assert rung not in taken
            taken = {*taken, rung}
    assert next_rung(taken) is None
    assert R.HOTLINE in taken


def test_what_comes_first_and_what_can_follow() -> None:
    assert following(R.OBJECTION) == (R.BRANCH, R.HOTLINE)
    assert following(R.HOTLINE) == ()
    assert skipped(R.OBJECTION, {R.ASK_AGAIN}) == (R.COMPLAINT,)
    assert skipped(R.ASK_AGAIN, set()) == ()


def test_a_step_down_is_noticed_and_catching_up_is_not() -> None:
    objection = _on(R.OBJECTION, "2026-10-12")
    assert higher_before(_on(R.COMPLAINT, "2026-10-13"), [objection]) is objection
    assert higher_before(_on(R.COMPLAINT, "2026-10-11"), [objection]) is None
    assert higher_before(_on(R.BRANCH, "2026-10-13"), [objection]) is None


def test_an_answer_may_still_come_through_its_last_day() -> None:
    objection = _on(R.OBJECTION, "2026-10-12")
    assert running_on([objection], date(2026, 11, 1)) is objection
    assert running_on([objection], date(2026, 11, 2)) is None
    assert running_on([objection], date(2026, 10, 11)) is None


def test_each_clock_is_followed_up_once_it_has_run_out() -> None:
    filings = [
        _on(R.COMPLAINT, "2026-10-01", number=1),
        _on(R.BRANCH, "2026-10-12", "2026-10-12", number=2),
        _on(R.OBJECTION, "2026-10-11", number=3),
    ]
    assert follow_ups(filings) == (FollowUp(3, date(2026, 11, 1)), FollowUp(2, date(2026, 11, 12)))


@pytest.mark.parametrize(
    ("recorded", "told"), [("2026-11-01", True), ("2026-11-02", False), ("2027-01-01", False)]
)
def test_what_was_over_when_it_was_recorded_is_not_reminded_of(recorded: str, told: bool) -> None:
    assert bool(follow_ups([_on(R.OBJECTION, "2026-10-12", recorded=recorded)])) is told


@pytest.mark.parametrize(("later", "told"), [("2026-11-01", True), ("2026-11-02", False)])
def test_who_went_on_after_the_clock_ran_out_knows_that_it_did(later: str, told: bool) -> None:
    filings = [_on(R.OBJECTION, "2026-10-12"), _on(R.HOTLINE, later, number=2)]
    assert bool(follow_ups(filings)) is told


@given(st.sampled_from(Rung), DAYS, st.none() | DAYS, DAYS)
def test_nothing_is_followed_up_before_its_clock_has_run_out(
    rung: Rung, filed: date, accepted: date | None, recorded: date
) -> None:
    filing = Filing(rung, filed, accepted, 1, recorded)
    for each in follow_ups([filing]):
        assert filing.answer_due_on is not None
        assert each.on == filing.answer_due_on + timedelta(1)
        assert each.on > recorded


@pytest.mark.parametrize("state", ["waiting", "due", "not_updated", "escalated"])
def test_what_is_followed_can_be_escalated(state: str) -> None:
    assert escalated(ClosureState(state)) is ClosureState.ESCALATED


@pytest.mark.parametrize("state", ["verified", "given_up", "withdrawn", "draft", "requested"])
def test_what_is_finished_or_not_begun_cannot(state: str) -> None:
    with pytest.raises(ForbiddenTransition):
        escalated(ClosureState(state))
