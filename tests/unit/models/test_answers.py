"""What a new report showed: each answer has a next step, and nothing is said of what was just answered."""

from datetime import date

import pytest

from models.closure import Closure
from models.session import Database
from models.tables import Reminder
from scheduler.lifecycle import Answer, ForbiddenTransition
from scheduler.sending_hours import SendingHours
from tests.closures import CHECK_AT, beijing, first_user, planning, register, said, verify

EVENING = "2026-10-10 20:00"


def _answered(database: Database, answer: Answer, **rest: str) -> Closure:
    with database.writing() as session:
        closure = register(first_user(session))
        verify(closure).state = "sent"
        statement = said(rest["stated"]) if "stated" in rest else None
        closure.answer(answer, planning(rest.get("at", EVENING)), statement)
    return closure


def _scheduled(closure: Closure) -> list[tuple[int, str, date]]:
    """Round, kind and day of what will still be sent."""
    rounds = [(each.number, reminder) for each in closure.rounds for reminder in each.reminders]
    return [(number, r.kind, r.day) for number, r in rounds if r.state == "scheduled"]


def test_verified_ends_it_and_nothing_more_is_sent(database: Database) -> None:
    closure = _answered(database, Answer.VERIFIED)
    assert closure.state == "verified"
    assert len(closure.rounds) == 1
    assert _scheduled(closure) == []
    assert verify(closure).state == "sent"
    assert {r.state for r in closure.round.reminders if r.kind == "overdue"} == {"cancelled"}


@pytest.mark.parametrize(
    ("answer", "state"), [(Answer.NOT_UPDATED, "waiting"), (Answer.STILL_OPEN, "escalated")]
)
def test_otherwise_a_next_round_waits_for_next_months_update(
    database: Database, answer: Answer, state: str
) -> None:
    closure = _answered(database, answer)
    assert closure.state == state
    first, second = closure.rounds
    assert (first.answer, first.answered_at) == (answer.value, beijing(EVENING))
    assert (second.number, second.day0, second.window, second.window_source) == (
        2,
        date(2026, 10, 10),
        "次月",
        "assumed",
    )
    assert (second.opens_on, second.due_on, second.check_on) == (
        date(2026, 11, 1),
        date(2026, 11, 30),
        date(2026, 12, 1),
    )
    assert {number for number, _, _ in _scheduled(closure)} == {2}
    assert _scheduled(closure)[0] == (2, "verify", date(2026, 12, 1))


@pytest.mark.parametrize("answer", [Answer.NOT_UPDATED, Answer.STILL_OPEN])
def test_what_the_platform_says_now_is_the_next_rounds_window(database: Database, answer: Answer) -> None:
    closure = _answered(database, answer, stated="15天更新")
    assert (closure.round.stated, closure.round.window_source) == ("15天更新", "stated")
    assert closure.round.due_on == date(2026, 10, 26)  # the 25th is a Sunday


def test_the_next_round_starts_on_the_beijing_date_of_the_answer(database: Database) -> None:
    in_california = SendingHours("America/Los_Angeles")
    with database.writing() as session:
        closure = register(first_user(session), plan=planning(hours=in_california))
        closure.answer(Answer.NOT_UPDATED, planning("2026-11-01 08:00", in_california))
    assert closure.round.day0 == date(2026, 11, 1)  # there it is still October


def test_cannot_tell_asks_again_a_week_later_in_the_same_round(database: Database) -> None:
    closure = _answered(database, Answer.CANNOT_TELL)
    assert (closure.state, len(closure.rounds), closure.round.answer) == ("waiting", 1, None)
    assert _scheduled(closure)[:2] == [(1, "overdue", date(2026, 10, 17)), (1, "overdue", date(2026, 10, 24))]


@pytest.mark.parametrize("answer", list(Answer))
def test_what_a_worker_holds_is_taken_back_by_an_answer(database: Database, answer: Answer) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        held = verify(closure)
        held.state, held.token, held.lease_until = "claimed", "somebody's", CHECK_AT
        closure.answer(answer, planning(EVENING))
    assert held.token is None
    assert held.lease_until is None
    assert held.state == "cancelled" or held.day == date(2026, 10, 17)


def test_what_was_put_off_is_no_longer_a_copy_of_what_may_have_arrived(database: Database) -> None:
    """A mail program hides a second message with the same Message-ID, and with it next week's reminder."""
    with database.writing() as session:
        closure = register(first_user(session))
        cut_off = verify(closure)
        cut_off.batch, cut_off.attempts, cut_off.unfinished = "the first message", 1, 2
        closure.answer(Answer.CANNOT_TELL, planning(EVENING))
    assert (cut_off.state, cut_off.day) == ("scheduled", date(2026, 10, 17))
    with database.reading() as session:
        again = session.get_one(Reminder, cut_off.id)
        assert (again.batch, again.attempts, again.unfinished) == (None, 0, 0)


def test_answers_are_remembered_with_their_round(database: Database) -> None:
    closure = _answered(database, Answer.NOT_UPDATED)
    closure.answer(Answer.VERIFIED, planning("2026-12-01 20:00"))
    remembered = [(e.kind, e.data) for e in closure.events if e.kind == "answered"]
    assert remembered == [
        ("answered", {"answer": "not-updated", "round": 1}),
        ("answered", {"answer": "verified", "round": 2}),
    ]


@pytest.mark.parametrize("answer", list(Answer))
@pytest.mark.parametrize("state", ["verified", "given_up", "withdrawn", "draft", "requested"])
def test_a_closure_that_awaits_no_answer_is_left_as_it_was(
    database: Database, state: str, answer: Answer
) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.state = state
        with pytest.raises(ForbiddenTransition):
            closure.answer(answer, planning(EVENING))
    assert (closure.state, len(closure.rounds), len(closure.events)) == (state, 1, 1)
    assert {reminder.state for reminder in closure.round.reminders} == {"scheduled"}


def test_an_escalated_closure_goes_on_being_followed(database: Database) -> None:
    closure = _answered(database, Answer.STILL_OPEN)
    closure.answer(Answer.NOT_UPDATED, planning("2026-12-01 20:00"))
    assert (closure.state, len(closure.rounds)) == ("waiting", 3)
