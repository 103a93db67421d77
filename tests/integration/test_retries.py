"""What channels answer, from the send to what the user sees."""

import threading
from datetime import datetime, timedelta

from sqlalchemy import select

from models.session import Database
from models.tables import Channel, Delivery, Reminder
from notifiers.outcome import Refused, Unreachable
from scheduler.lifecycle import Answer
from tests.closures import (
    CHECK_AT,
    add_channel,
    add_user,
    beijing,
    due_together,
    first_user,
    planning,
    register,
)
from tests.scripted import Office, eventually, open_office
from worker.claim import LEASE, claim

BUSY = Refused(permanent=False, code="451", reason="try again later")
NO = Refused(permanent=True, code="550", reason="no such user")
CUT = Unreachable("the connection was cut", code="cut")


def _closure_over(database: Database, *channels: str) -> None:
    with database.writing() as session:
        user = first_user(session)
        for position, name in enumerate(channels):
            add_channel(user, name, position)
        register(user)


def _verify(database: Database) -> Reminder:
    with database.reading() as session:
        return session.scalars(select(Reminder).where(Reminder.kind == "verify")).one()


def _next(office: Office) -> datetime:
    due_at = office.deliverer.next_due()
    assert due_at is not None
    return due_at


def test_a_cut_connection_is_tried_again_as_the_same_message(database: Database) -> None:
    _closure_over(database, "mail")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["mail"].extend([CUT, CUT])
        for _ in range(3):
            office.deliver_due(_next(office))
        assert len(office.post.posted) == 3
        assert len(set(office.post.ids)) == 1
    row = _verify(database)
    assert (row.state, row.attempts, row.failure) == ("sent", 3, None)
    with database.reading() as session:
        outcomes = session.scalars(select(Delivery.outcome).order_by(Delivery.id)).all()
    assert outcomes == ["unreachable", "unreachable", "sent"]


def test_a_refused_message_is_said_anew_with_what_came_due_since(database: Database) -> None:
    _closure_over(database, "mail")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["mail"].append(BUSY)
        office.deliver_due()
        with database.writing() as session:
            due_together(first_user(session), 1)
        assert office.deliver_due(CHECK_AT + timedelta(hours=1)) == 1
    refused, sent = office.post.posted
    assert refused.message.message_id != sent.message.message_id
    assert "2" in sent.message.subject


def test_what_may_have_arrived_is_not_mixed_with_what_came_due_since(database: Database) -> None:
    _closure_over(database, "mail")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["mail"].append(CUT)
        office.deliver_due()
        with database.writing() as session:
            due_together(first_user(session), 1)
        assert office.deliver_due(CHECK_AT + timedelta(hours=1)) == 2
    first, *others = office.post.posted
    [copy] = [each for each in others if each.message.message_id == first.message.message_id]
    assert copy.message.subject == first.message.subject


def test_a_copy_stays_recognisable_when_a_refusal_lies_between(database: Database) -> None:
    _closure_over(database, "mail")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["mail"].extend([CUT, BUSY])
        for _ in range(3):
            office.deliver_due(_next(office))
        assert len(set(office.post.ids)) == 1


def test_what_one_channel_refuses_for_good_goes_out_over_the_next(database: Database) -> None:
    _closure_over(database, "closed", "also closed", "open")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["closed"].append(NO)
        office.post.answers["also closed"].append(NO)
        office.deliver_due()
        assert [each.channel for each in office.post.posted] == ["closed", "also closed", "open"]
        assert len(set(office.post.ids)) == 3
    assert _verify(database).state == "sent"


def test_a_channel_that_is_removed_while_its_message_waits_leaves_it_to_the_next(database: Database) -> None:
    _closure_over(database, "removed", "kept")
    with open_office(database, CHECK_AT) as office:
        with database.statement() as connection:
            [batch] = claim(connection, CHECK_AT, CHECK_AT)
        with database.writing() as session:
            session.delete(session.get_one(Channel, batch.channel_id))
        office.clock.real = CHECK_AT
        office.deliverer.deliver(batch)
        assert _verify(database).state == "scheduled"
        assert office.deliver_due() == 1
    assert [each.channel for each in office.post.posted] == ["kept"]


def test_what_every_channel_refuses_has_failed_and_says_why(database: Database) -> None:
    _closure_over(database, "closed", "also closed")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["closed"].append(NO)
        office.post.answers["also closed"].append(Refused(True, "553", "mailbox closed"))
        office.deliver_due()
        assert office.deliver_due(CHECK_AT + timedelta(days=2)) == 0
    row = _verify(database)
    assert (row.state, row.failure) == ("failed", "553: mailbox closed")
    with database.reading() as session:
        kinds = [event.kind for event in first_user(session).people[0].closures[0].events]
    assert kinds == ["registered", "reminder_delayed", "reminder_failed"]


def test_a_retry_in_quiet_hours_waits_for_the_morning(database: Database) -> None:
    _closure_over(database, "mail")
    late = beijing("2026-10-10 21:59:59")
    with open_office(database, late) as office:
        office.post.answers["mail"].append(CUT)
        office.deliver_due()
        assert _next(office) == beijing("2026-10-11 08:00")


def test_an_answer_while_a_retry_waits_is_the_end_of_it(database: Database) -> None:
    _closure_over(database, "mail")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["mail"].append(CUT)
        office.deliver_due()
        _answer(database)
        assert office.deliver_due(CHECK_AT + timedelta(hours=1)) == 0


def test_an_answer_while_the_message_is_on_its_way_stays(database: Database) -> None:
    _closure_over(database, "mail")
    with open_office(database, CHECK_AT) as office:
        office.post.during_send = lambda: _answer(database)
        office.deliver_due()
    assert (_verify(database).state, len(office.post.posted)) == ("cancelled", 1)
    with database.reading() as session:
        assert session.scalars(select(Delivery.outcome)).all() == ["sent"]


def _answer(database: Database) -> None:
    with database.writing() as session:
        closure = first_user(session).people[0].closures[0]
        closure.answer(Answer.VERIFIED, planning("2026-10-10 09:01"))


def test_a_message_whose_lease_is_over_is_not_sent_but_given_back(database: Database) -> None:
    _closure_over(database, "mail")
    with open_office(database, CHECK_AT) as office:
        office.clock.real = CHECK_AT
        with database.statement() as connection:
            [batch] = claim(connection, CHECK_AT, CHECK_AT)
        office.clock.real = CHECK_AT + LEASE
        office.deliverer.deliver(batch)
        assert office.post.posted == []
        assert _verify(database).state == "scheduled"
        assert office.deliver_due() == 1


def test_a_hanging_channel_delays_no_other(database: Database) -> None:
    with database.writing() as session:
        for name in ("hangs", "works"):
            user = add_user(session, name)
            add_channel(user, name)
            register(user)
    with open_office(database, CHECK_AT) as office:
        office.post.gates["hangs"] = threading.Event()
        assert office.deliverer.release() == 2
        eventually(lambda: bool(office.post.posted), "the other message")
        assert [each.channel for each in office.post.posted] == ["works"]
        office.post.gates["hangs"].set()
        assert office.deliverer.lanes.wait(seconds=5)
        assert len(office.post.posted) == 2


def test_a_message_that_cannot_be_made_delays_no_other_and_is_seen(database: Database) -> None:
    with database.writing() as session:
        for name in ("broken", "works"):
            user = add_user(session, name)
            add_channel(user, name)
            register(user)
            if name == "broken":
                user.locale = "xx"  # nobody can write in it
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
        assert [each.channel for each in office.post.posted] == ["works"]
    with database.reading() as session:
        broken = session.scalars(select(Reminder).where(Reminder.failure.is_not(None))).one()
        assert (broken.state, broken.failure) == ("scheduled", "internal: UnknownLocale")


def test_many_due_at_once_go_out_oldest_first(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
        for number in range(300):
            other = add_user(session, f"user {number:03}")
            add_channel(other, other.name)
            register(other).round.reminders[0].due_at = CHECK_AT - timedelta(seconds=number)
    with open_office(database, CHECK_AT) as office:
        assert office.deliver_due() == 301
        assert len({each.channel for each in office.post.posted}) == 301
        early = {each.channel for each in office.post.posted[:64]}
        assert "user 299" in early
        assert "mail" not in early
