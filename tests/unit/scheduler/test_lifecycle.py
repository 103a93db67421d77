"""The states of closures and reminders, the arrows between them, what an answer leads to."""

import pickle
from datetime import date
from itertools import product

import pytest

from scheduler.lifecycle import (
    ARROWS,
    Answer,
    ClosureState,
    Consequence,
    ForbiddenTransition,
    ReminderState,
    answered,
    is_finished,
    is_open,
    state_on,
    transition,
)

OPEN = ["draft", "requested", "waiting", "due", "not_updated", "escalated"]
FINISHED = ["verified", "given_up", "withdrawn"]

CLOSURE_ARROWS = {
    ("draft", "requested"),
    ("requested", "waiting"),
    ("waiting", "due"),
    ("waiting", "verified"),
    ("waiting", "not_updated"),
    ("due", "verified"),
    ("due", "not_updated"),
    ("not_updated", "waiting"),
    ("not_updated", "escalated"),
    ("escalated", "verified"),
    ("escalated", "not_updated"),
    ("escalated", "given_up"),
    *((state, "withdrawn") for state in OPEN),
}
REMINDER_ARROWS = {
    ("scheduled", "claimed"),
    ("scheduled", "cancelled"),
    ("scheduled", "failed"),
    ("claimed", "sent"),
    ("claimed", "failed"),
    ("claimed", "scheduled"),
    ("claimed", "cancelled"),
    ("cancelled", "scheduled"),
}


@pytest.mark.parametrize(("from_state", "to_state"), list(product(ClosureState, ClosureState)))
def test_a_closure_follows_exactly_these_arrows(from_state: ClosureState, to_state: ClosureState) -> None:
    if (from_state, to_state) in CLOSURE_ARROWS:
        assert transition(from_state, to_state) is to_state
    else:
        with pytest.raises(ForbiddenTransition):
            transition(from_state, to_state)


@pytest.mark.parametrize(("from_state", "to_state"), list(product(ReminderState, ReminderState)))
def test_a_reminder_follows_exactly_these_arrows(from_state: ReminderState, to_state: ReminderState) -> None:
    if (from_state, to_state) in REMINDER_ARROWS:
        assert transition(from_state, to_state) is to_state
    else:
        with pytest.raises(ForbiddenTransition):
            transition(from_state, to_state)


def test_every_state_has_its_arrows() -> None:
    assert set(ARROWS) == {*ClosureState, *ReminderState}


@pytest.mark.parametrize("state", OPEN)
def test_any_open_closure_can_be_withdrawn(state: str) -> None:
    assert is_open(ClosureState(state))
    assert not is_finished(ClosureState(state))
    assert transition(ClosureState(state), ClosureState.WITHDRAWN) == "withdrawn"


@pytest.mark.parametrize("state", FINISHED)
def test_nothing_follows_a_finished_closure(state: str) -> None:
    assert is_finished(ClosureState(state))
    assert not is_open(ClosureState(state))
    assert ARROWS[ClosureState(state)] == frozenset()


def test_every_state_is_open_or_finished() -> None:
    assert sorted(ClosureState) == sorted(OPEN + FINISHED)


def test_a_forbidden_transition_names_both_states() -> None:
    with pytest.raises(ForbiddenTransition, match="what is verified cannot become waiting") as refused:
        transition(ClosureState.VERIFIED, ClosureState.WAITING)
    assert (refused.value.from_state, refused.value.to_state) == ("verified", "waiting")


def test_a_forbidden_transition_survives_pickling() -> None:
    error = ForbiddenTransition(ClosureState.VERIFIED, ClosureState.WAITING)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


ANSWERS = [
    (Answer.VERIFIED, ClosureState.DUE, "verified", False),
    (Answer.NOT_UPDATED, ClosureState.DUE, "waiting", True),
    (Answer.STILL_OPEN, ClosureState.DUE, "escalated", False),
    (Answer.CANNOT_TELL, ClosureState.DUE, "due", False),
    (Answer.VERIFIED, ClosureState.WAITING, "verified", False),
    (Answer.NOT_UPDATED, ClosureState.WAITING, "waiting", True),
    (Answer.STILL_OPEN, ClosureState.WAITING, "escalated", False),
    (Answer.CANNOT_TELL, ClosureState.WAITING, "waiting", False),
    (Answer.VERIFIED, ClosureState.ESCALATED, "verified", False),
    (Answer.NOT_UPDATED, ClosureState.ESCALATED, "waiting", True),
    (Answer.STILL_OPEN, ClosureState.ESCALATED, "escalated", False),
    (Answer.CANNOT_TELL, ClosureState.ESCALATED, "escalated", False),
]


@pytest.mark.parametrize(("answer", "state", "leads_to", "next_round"), ANSWERS)
def test_what_an_answer_leads_to(
    answer: Answer, state: ClosureState, leads_to: str, next_round: bool
) -> None:
    assert answered(state, answer) == Consequence(ClosureState(leads_to), next_round)


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("state", ["draft", "requested", "not_updated", *FINISHED])
def test_an_answer_that_nobody_awaits_is_refused(answer: Answer, state: str) -> None:
    with pytest.raises(ForbiddenTransition):
        answered(ClosureState(state), answer)


def test_answers_are_spelt_as_on_the_command_line() -> None:
    assert list(Answer) == ["verified", "not-updated", "still-open", "cannot-tell"]


CHECK_ON = date(2026, 10, 10)


@pytest.mark.parametrize(
    ("stored", "check_on", "today", "shown"),
    [
        ("waiting", CHECK_ON, date(2026, 10, 9), "waiting"),
        ("waiting", CHECK_ON, date(2026, 10, 10), "due"),
        ("waiting", CHECK_ON, date(2026, 12, 31), "due"),
        ("waiting", None, date(2026, 12, 31), "waiting"),
        ("requested", CHECK_ON, date(2026, 12, 31), "requested"),
        ("escalated", CHECK_ON, date(2026, 12, 31), "escalated"),
        ("verified", CHECK_ON, date(2026, 12, 31), "verified"),
    ],
)
def test_what_waits_is_due_from_check_on_on(
    stored: str, check_on: date | None, today: date, shown: str
) -> None:
    assert state_on(ClosureState(stored), check_on, today) is ClosureState(shown)
