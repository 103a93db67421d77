"""Rungs of the ladder as they are remembered: dates, tickets, and one reminder when a clock has run out."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.closure import Closure
from models.escalation import EscalationError
from models.personal import PersonalData, impersonal
from models.session import Database
from models.tables import Escalation, Reminder
from scheduler.escalation import Filing, Rung
from scheduler.lifecycle import Answer, ForbiddenTransition
from tests.closures import first_user, planning, register

AT = "2026-10-12 20:00"
DAY = date(2026, 10, 12)
FOLLOW_UP = date(2026, 11, 2)
"""An objection received on that day is answered by 1 November."""


def _escalated(database: Database, filing: Filing | None = None, at: str = AT, ticket: str = "") -> Closure:
    with database.writing() as session:
        closure = register(first_user(session))
        closure.answer(Answer.STILL_OPEN, planning(at))
        closure.escalate(filing or Filing(Rung.OBJECTION, DAY), planning(at), ticket)
    return closure


def _asking(closure: Closure) -> list[Reminder]:
    return [r for each in closure.rounds for r in each.reminders if r.step == "answer_due"]


def _ahead(closure: Closure) -> list[tuple[date, str]]:
    return [(r.day, r.state) for r in _asking(closure) if r.state == "scheduled"]


def test_a_rung_keeps_its_dates_and_ticket_and_is_followed_up(database: Database) -> None:
    closure = _escalated(database, ticket="T-1")
    with database.reading() as session:
        [kept] = session.get_one(Closure, closure.id).escalations
        assert (kept.rung, kept.filed_on, kept.accepted_on) == ("objection", DAY, None)
        assert (kept.ticket, kept.answer_due_on) == ("T-1", date(2026, 11, 1))
    assert _ahead(closure) == [(FOLLOW_UP, "scheduled")]
    assert closure.events[-1].kind == "escalated"
    assert closure.events[-1].data == {
        "rung": "objection",
        "on": "2026-10-12",
        "accepted_on": None,
        "answer_due_on": "2026-11-01",
        "ticket": "T-1",
        "was": "escalated",
    }


@pytest.mark.parametrize("rung", [Rung.ASK_AGAIN, Rung.COMPLAINT, Rung.HOTLINE, Rung.BRANCH])
def test_without_a_clock_nothing_is_due(database: Database, rung: Rung) -> None:
    closure = _escalated(database, Filing(rung, DAY))
    assert closure.escalations[0].answer_due_on is None
    assert _asking(closure) == []


def test_escalating_makes_a_waiting_closure_escalated_and_its_round_goes_on(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        before = [(r.kind, r.day, r.state) for r in closure.round.reminders]
        closure.escalate(Filing(Rung.ASK_AGAIN, DAY), planning(AT))
    assert (closure.state, len(closure.rounds)) == ("escalated", 1)
    checks = [(r.kind, r.day, r.state) for r in closure.round.reminders]
    assert [kind for kind, _, _ in checks] == [kind for kind, _, _ in before]
    assert {state for _, _, state in checks} <= {"scheduled", "cancelled"}


def test_the_branchs_acceptance_is_added_when_it_is_known(database: Database) -> None:
    closure = _escalated(database, Filing(Rung.BRANCH, DAY))
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        closure.escalate(Filing(Rung.BRANCH, DAY, date(2026, 10, 20)), planning("2026-10-21 10:00"), "T-2")
    [kept] = closure.escalations
    assert (kept.filed_on, kept.accepted_on, kept.answer_due_on) == (
        DAY,
        date(2026, 10, 20),
        date(2026, 11, 19),
    )
    assert kept.ticket == "T-2"
    assert _ahead(closure) == [(date(2026, 11, 20), "scheduled")]


def test_a_later_receipt_moves_the_follow_up_even_of_one_that_a_worker_holds(database: Database) -> None:
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        [held] = _asking(closure)
        held.state, held.token = "claimed", "somebody's"
        closure.escalate(Filing(Rung.OBJECTION, DAY, date(2026, 10, 15)), planning("2026-10-16 10:00"))
    taken_back: tuple[str, str | None] = (held.state, held.token)
    assert taken_back == ("cancelled", None)
    assert _ahead(closure) == [(date(2026, 11, 5), "scheduled")]


def test_a_ticket_alone_moves_nothing(database: Database) -> None:
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        closure.escalate(Filing(Rung.OBJECTION, DAY), planning("2026-10-16 10:00"), "T-3")
    assert closure.escalations[0].ticket == "T-3"
    assert _ahead(closure) == [(FOLLOW_UP, "scheduled")]


def test_the_clock_runs_on_through_the_next_round(database: Database) -> None:
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        closure.answer(Answer.NOT_UPDATED, planning("2026-10-20 20:00"))
    assert _ahead(closure) == [(FOLLOW_UP, "scheduled")]
    assert next(r for r in _asking(closure) if r.state == "scheduled").round is closure.round


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_what_was_told_in_one_round_is_not_told_again_in_the_next(database: Database, state: str) -> None:
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        [told] = _asking(closure)
        told.state = state
        closure.answer(Answer.NOT_UPDATED, planning("2026-11-02 20:00"))
    assert _ahead(closure) == []


def test_a_follow_up_that_nobody_could_be_told_waits(database: Database) -> None:
    """Without a channel its day passes; a change of dates later must not lose it."""
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        closure.round.plan_reminders(closure.person.user.id, planning("2026-11-09 12:00"))
    assert _ahead(closure) == [(date(2026, 11, 9), "scheduled")]


@pytest.mark.parametrize("end", ["verified", "withdrawn"])
def test_a_finished_closure_is_asked_nothing(database: Database, end: str) -> None:
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        if end == "verified":
            closure.answer(Answer.VERIFIED, planning("2026-10-20 20:00"))
        else:
            closure.withdraw(planning("2026-10-20 20:00"))
        with pytest.raises(ForbiddenTransition):
            closure.escalate(Filing(Rung.BRANCH, DAY), planning("2026-10-21 20:00"))
        assert _ahead(closure) == []
        assert len(closure.escalations) == 1


def test_who_went_on_is_not_reminded_of_the_step_before(database: Database) -> None:
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        closure.escalate(Filing(Rung.BRANCH, FOLLOW_UP), planning("2026-11-02 08:00"))
    assert _ahead(closure) == []


REFUSED = [
    (Filing(Rung.OBJECTION, date(2026, 10, 13)), "still ahead"),
    (Filing(Rung.OBJECTION, date(2026, 9, 23)), "before the request"),
    (Filing(Rung.OBJECTION, DAY, date(2026, 10, 11)), "does not lie between"),
    (Filing(Rung.OBJECTION, date(2026, 10, 1), date(2026, 10, 13)), "does not lie between"),
    (Filing(Rung.COMPLAINT, DAY, DAY), "takes no day of acceptance"),
    (Filing(Rung.ASK_AGAIN, DAY), "recorded already"),
]


@pytest.mark.parametrize(("filing", "said"), REFUSED)
def test_what_cannot_be_changes_nothing(database: Database, filing: Filing, said: str) -> None:
    closure = _escalated(database, Filing(Rung.ASK_AGAIN, DAY))
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        with pytest.raises(EscalationError, match=said):
            closure.escalate(filing, planning(AT))
        assert not session.dirty
        assert not session.new
        assert (len(closure.escalations), len(closure.events)) == (1, 3)


def test_the_day_of_the_request_and_today_are_days_to_file_on(database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        for day in (closure.requested_on, DAY):
            closure.escalate(Filing(Rung.OBJECTION, day, day), planning(AT))
    assert [each.number for each in closure.escalations] == [1, 2]


def test_the_database_holds_one_rung_of_a_day(database: Database) -> None:
    closure = _escalated(database)
    twice = {"closure_id": closure.id, "rung": "objection", "filed_on": DAY, "recorded_on": DAY}
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(Escalation(number=9, **twice))


def test_rungs_go_with_their_closure(database: Database) -> None:
    closure = _escalated(database)
    with database.statement() as connection:
        connection.execute(text("DELETE FROM closures WHERE id = :id"), {"id": closure.id})
        assert connection.exec_driver_sql("SELECT count(*) FROM escalations").scalar() == 0


def test_a_note_is_kept_in_the_history_even_of_a_finished_closure(database: Database) -> None:
    closure = _escalated(database)
    with database.writing() as session:
        closure = session.get_one(Closure, closure.id)
        closure.withdraw(planning(AT))
        closure.add_note("客服说下周", planning(AT), "77")
        closure.add_note("再问", planning(AT))
    assert [e.data for e in closure.events if e.kind == "noted"] == [
        {"text": "客服说下周", "ticket": "77"},
        {"text": "再问", "ticket": None},
    ]


def _with_check(digits: str) -> str:
    """A made-up ID number of a district that there is not, with the check character it would have."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


NUMBERS = [_with_check(f"99010119900307{tail}") for tail in ("123", "127")]


@pytest.mark.parametrize(
    "text",
    [
        NUMBERS[0],
        f"身份证{NUMBERS[0]}。",
        f"{NUMBERS[0][:6]} {NUMBERS[0][6:14]}-{NUMBERS[0][14:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBERS[0]),
        NUMBERS[1],
        NUMBERS[1].lower(),
    ],
)
def test_an_id_number_is_never_stored(text: str, database: Database) -> None:
    with database.writing() as session:
        closure = register(first_user(session))
        with pytest.raises(PersonalData):
            closure.add_note(text, planning(AT))
        with pytest.raises(PersonalData):
            closure.add_note("x", planning(AT), text)
        with pytest.raises(PersonalData):
            closure.escalate(Filing(Rung.BRANCH, DAY), planning(AT), text)
        assert (closure.state, len(closure.events), closure.escalations) == ("waiting", 1, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "T-1",
        "20261012000000000123",
        _with_check("99010119901307123"),
        "123456789012345678",
        "工单 2026101200001",
    ],
)
def test_a_ticket_number_is_no_id_number(text: str) -> None:
    assert impersonal(text) == text
