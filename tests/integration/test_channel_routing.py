"""Several channels: what each is for, budgets over which messages wait, pauses and their warnings."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.session import Database
from models.tables import Channel, Delivery, Event, Reminder
from notifiers.outcome import Refused, Sent, Unreachable
from tests.closures import CHECK_AT, add_channel, beijing, due_together, first_user, register
from tests.scripted import Office, open_office
from worker.claim import claim
from worker.digests import new_row
from worker.standing import PAUSED_AFTER, REST
from worker.waits import OVER_BUDGET

NO = Refused(permanent=True, code="550", reason="no such user")
GONE = Refused(permanent=True, code="93000", reason="invalid webhook", gone=True)
SLOW_DOWN = Refused(False, "45009", "too many", retry_after=timedelta(minutes=20))
MINUTE = timedelta(minutes=1)


def _channels(database: Database, **purposes: str) -> None:
    """Channels by name in order; for what each is: r(eminders), d(igests), w(arnings)."""
    with database.writing() as session:
        user = first_user(session)
        for position, (name, kinds) in enumerate(purposes.items(), 1):
            channel = add_channel(user, name, position)
            channel.for_reminders, channel.for_digests, channel.for_warnings = (
                each in kinds for each in "rdw"
            )


def _due(database: Database, at: datetime, count: int = 1) -> None:
    """So many reminders more that are due then, and nothing else of their closures."""
    with database.writing() as session:
        for closure in due_together(first_user(session), count):
            for reminder in closure.round.reminders:
                if reminder.kind == "verify":
                    reminder.due_at = at
                else:
                    reminder.cancel()


def _digest(database: Database, at: datetime) -> None:
    with database.writing() as session:
        user = first_user(session)
        register(user)
        session.add(Reminder(**new_row(user.id, at.date(), at)))


def _set(database: Database, number: int = 1, **settings: Any) -> None:
    with database.writing() as session:
        channel = session.get_one(Channel, number)
        for name, value in settings.items():
            setattr(channel, name, value)


def _channel(database: Database, number: int = 1) -> Channel:
    with database.reading() as session:
        return session.get_one(Channel, number)


def _names(office: Office) -> list[str]:
    return [each.channel for each in office.post.posted]


def _rows(database: Database, kind: str = "verify") -> list[Reminder]:
    with database.reading() as session:
        return list(session.scalars(select(Reminder).where(Reminder.kind == kind).order_by(Reminder.id)))


def test_reminders_and_digests_may_go_to_different_channels(database: Database) -> None:
    _channels(database, mail="d", chat="rw")
    _due(database, CHECK_AT)
    _digest(database, CHECK_AT)
    with open_office(database, CHECK_AT, digest_at="SAT 09:00") as office:
        office.deliver_due()
        assert {(each.channel, each.message.kind) for each in office.post.posted} == {
            ("mail", "digest"),
            ("chat", "due"),
        }


def test_without_a_channel_for_it_the_first_of_any_takes_it(database: Database) -> None:
    _channels(database, first="d", second="w")
    _due(database, CHECK_AT)
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
        assert _names(office) == ["first"]


def test_a_refusal_goes_to_the_next_for_the_purpose_and_then_to_the_others(database: Database) -> None:
    _channels(database, other="d", first="r", second="r")
    _due(database, CHECK_AT)
    with open_office(database, CHECK_AT) as office:
        for name in ("first", "second"):
            office.post.answers[name].append(NO)
        office.deliver_due()
        assert _names(office) == ["first", "second", "other"]


def test_what_is_over_the_budget_waits_and_goes_out_as_one_message(database: Database) -> None:
    _channels(database, robot="rdw")
    _set(database, per_minute=2)
    for second in range(6):
        _due(database, CHECK_AT + timedelta(seconds=second))
    with open_office(database, CHECK_AT) as office:
        for second in range(6):
            office.deliver_due(CHECK_AT + timedelta(seconds=second))
        assert len(office.post.posted) == 2
        waiting = [row for row in _rows(database) if row.state == "scheduled"]
        assert {(row.due_at, row.failure) for row in waiting} == {(CHECK_AT + MINUTE, OVER_BUDGET)}
        assert office.deliver_due(CHECK_AT + MINUTE - timedelta(microseconds=1)) == 0
        assert office.deliver_due(CHECK_AT + MINUTE) == 1
        assert "4" in office.post.posted[-1].message.subject
    assert {(row.state, row.failure, row.unfinished) for row in _rows(database)} == {("sent", None, 0)}


def test_no_minute_holds_more_than_the_budget_however_much_is_due(database: Database) -> None:
    _channels(database, robot="rdw")
    _set(database, per_minute=3)
    for second in range(0, 200, 7):
        _due(database, CHECK_AT + timedelta(seconds=second))
    with open_office(database, CHECK_AT) as office:
        while (due_at := office.deliverer.next_due()) is not None:
            office.deliver_due(max(due_at, office.clock.moment))
        sent = [each.at for each in office.post.posted]
        assert max(sum(at - MINUTE < each <= at for each in sent) for at in sent) == 3
    assert {row.state for row in _rows(database)} == {"sent"}


def test_a_day_that_is_used_up_is_over_at_the_users_hour_of_the_next(database: Database) -> None:
    _channels(database, relay="rdw")
    _set(database, per_day=2)
    times = [CHECK_AT + timedelta(hours=hour) for hour in range(4)]
    for at in times:
        _due(database, at)
    for at in times:  # every one is another process
        with open_office(database, at) as office:
            office.deliver_due()
            assert len(office.post.posted) == (at < times[2])
    with open_office(database, times[-1]) as office:
        assert office.deliverer.next_due() == beijing("2026-10-11 09:00")
        assert office.deliver_due(beijing("2026-10-11 09:00")) == 1


def test_what_was_refused_elsewhere_waits_for_a_budget_as_one_message_too(database: Database) -> None:
    _channels(database, robot="rdw", relay="rdw")
    _set(database, 2, per_day=1)
    times = [CHECK_AT + timedelta(hours=hour) for hour in range(3)]
    with open_office(database, CHECK_AT) as office:
        for at in times:
            office.post.answers["robot"].extend([NO, Sent()])  # never three in a row: it is not paused
            _due(database, at)
            office.deliver_due(at)
            _due(database, at + MINUTE)
            office.deliver_due(at + MINUTE)
        assert _names(office).count("relay") == 1
        assert office.deliver_due(beijing("2026-10-11 09:00")) == 1
        assert "2" in office.post.posted[-1].message.subject
    assert {row.state for row in _rows(database)} == {"sent"}


def test_what_never_arrived_costs_nothing_of_the_budget(database: Database) -> None:
    _channels(database, relay="rdw")
    _set(database, per_day=1)
    _due(database, CHECK_AT)
    refused = Unreachable("nothing listens", code="connection_refused")
    with open_office(database, CHECK_AT) as office:
        office.post.answers["relay"].extend([refused, Refused(False, "500", "oops"), Sent()])
        for _ in range(3):
            office.deliver_due(office.deliverer.next_due())
        assert office.post.posted[-1].at < CHECK_AT + timedelta(hours=1)
    assert [row.state for row in _rows(database)] == ["sent"]


def test_what_may_have_arrived_counts(database: Database) -> None:
    _channels(database, relay="rdw")
    _set(database, per_day=1)
    _due(database, CHECK_AT)
    with open_office(database, CHECK_AT) as office:
        office.post.answers["relay"].append(Unreachable("cut", code="cut"))
        office.deliver_due()
        office.deliver_due(office.deliverer.next_due())
        assert len(office.post.posted) == 1
        assert office.deliverer.next_due() == beijing("2026-10-11 09:00")


def test_a_message_counts_once_however_many_reminders_it_tells_of(database: Database) -> None:
    _channels(database, relay="rdw")
    _set(database, per_day=2)
    _due(database, CHECK_AT, 5)
    later = CHECK_AT + timedelta(hours=1)
    _due(database, later, 5)
    with open_office(database, CHECK_AT) as office:
        office.deliver_due()
        office.deliver_due(later)
        assert len(office.post.posted) == 2


def test_a_budget_never_sends_into_the_quiet_hours(database: Database) -> None:
    late = beijing("2026-10-10 21:59:40")
    _channels(database, robot="rdw")
    _set(database, per_minute=1)
    _due(database, late)
    _due(database, late + timedelta(seconds=5))
    with open_office(database, late) as office:
        office.deliver_due()
        office.deliver_due(late + timedelta(seconds=5))
        assert len(office.post.posted) == 1
        assert office.deliverer.next_due() == beijing("2026-10-11 08:00")


def test_what_is_refused_as_the_quiet_hours_begin_reaches_the_next_channel_in_the_morning(
    database: Database,
) -> None:
    late = beijing("2026-10-10 21:59:59")
    _channels(database, robot="rdw", mail="rdw")
    _due(database, late)
    with open_office(database, late) as office:
        office.post.answers["robot"].append(NO)
        office.post.during_send = lambda: setattr(office.clock, "moment", beijing("2026-10-10 22:00:05"))
        office.deliver_due()
        assert _names(office) == ["robot"]
        assert office.deliverer.next_due() == beijing("2026-10-11 08:00")
        office.post.during_send = lambda: None
        office.deliver_due(beijing("2026-10-11 08:00"))
        assert _names(office) == ["robot", "mail"]


@pytest.mark.parametrize(
    ("answer", "rests"), [(SLOW_DOWN, 20 * MINUTE), (Unreachable("slow", code="timeout"), REST)]
)
def test_what_comes_due_while_a_channel_rests_waits_for_its_end(
    database: Database, answer: Refused | Unreachable, rests: timedelta
) -> None:
    _channels(database, robot="rdw")
    _due(database, CHECK_AT)
    soon = CHECK_AT + timedelta(seconds=1)
    _due(database, soon, 2)
    with open_office(database, CHECK_AT) as office:
        office.post.answers["robot"].append(answer)
        office.deliver_due()
    with open_office(database, soon) as office:  # after a restart too
        office.deliver_due()
        assert office.post.posted == []
        assert office.deliverer.next_due() == CHECK_AT + rests
        office.deliver_due(CHECK_AT + rests)
        assert office.post.posted
    assert {row.state for row in _rows(database)} <= {"sent", "scheduled"}


def test_what_waits_in_the_lane_behind_a_time_out_is_given_back(database: Database) -> None:
    _channels(database, robot="rdw")
    _due(database, CHECK_AT, 3)
    with database.writing() as session:
        for row in session.scalars(select(Reminder).where(Reminder.kind == "verify")):
            row.batch = f"message {row.id}"  # each may have arrived before: a message of its own
    with open_office(database, CHECK_AT) as office:
        office.post.answers["robot"].append(Unreachable("slow", code="timeout"))
        office.deliver_due()
        assert len(office.post.posted) == 1
        assert office.deliverer.next_due() == CHECK_AT + REST
        office.deliver_due(CHECK_AT + MINUTE)
        assert len(office.post.posted) == 4
    assert {(row.state, row.unfinished) for row in _rows(database)} == {("sent", 0)}


def test_a_slow_channel_waits_while_too_many_others_are_at_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _channels(database, robot="rdw")
    _due(database, CHECK_AT)
    with open_office(database, CHECK_AT) as office:
        office.deliverer.lanes.mark(1, slow=True)
        monkeypatch.setattr("worker.lanes.MOST_SLOW", 0)
        office.deliver_due()
        assert (office.post.posted, office.deliverer.next_due()) == ([], CHECK_AT + REST)
        monkeypatch.undo()
        assert office.deliver_due(CHECK_AT + REST) == 1
        assert office.deliverer.lanes.outstanding == 0


def _refused(database: Database, office: Office, answer: Refused, times: int, channel: str = "robot") -> None:
    for number in range(times):
        office.post.answers[channel].append(answer)
        at = office.clock.moment + number * MINUTE
        _due(database, at)
        office.deliver_due(at)


def test_refusals_in_a_row_pause_a_channel_and_its_owner_is_told_once(database: Database) -> None:
    _channels(database, robot="rdw", mail="rdw")
    with open_office(database, CHECK_AT) as office:
        _refused(database, office, NO, PAUSED_AFTER)
        assert _channel(database).paused_by == "refusals"
        _due(database, office.clock.moment)
        office.deliver_due()
        assert _names(office).count("robot") == PAUSED_AFTER
        [warning] = [each for each in office.post.posted if each.message.kind == "channel"]
        assert warning.channel == "mail"
        assert "no such user" in warning.message.text
    assert {row.state for row in _rows(database)} == {"sent"}
    with database.reading() as session:
        [paused] = session.scalars(select(Event).where(Event.kind == "channel_paused"))
        assert paused.data == {"channel": 1, "by": "refusals", "refusals": PAUSED_AFTER}


def test_a_channel_that_is_gone_is_paused_at_once(database: Database) -> None:
    _channels(database, robot="rdw", mail="rdw")
    with open_office(database, CHECK_AT) as office:
        _refused(database, office, GONE, 1)
        assert _channel(database).paused_at == CHECK_AT
        assert sorted(each.message.kind for each in office.post.posted) == ["channel", "due", "due"]


def test_a_message_that_is_taken_begins_the_count_anew(database: Database) -> None:
    _channels(database, robot="rdw", mail="rdw")
    with open_office(database, CHECK_AT) as office:
        _refused(database, office, NO, PAUSED_AFTER - 1)
        _due(database, office.clock.moment)
        office.deliver_due()
        _refused(database, office, NO, PAUSED_AFTER - 1)
    assert (_channel(database).refusals, _channel(database).paused_at) == (PAUSED_AFTER - 1, None)


@pytest.mark.parametrize("answer", [SLOW_DOWN, Unreachable("gone", code="dns")])
def test_what_may_go_better_later_pauses_nothing(database: Database, answer: Refused | Unreachable) -> None:
    _channels(database, robot="rdw")
    with open_office(database, CHECK_AT) as office:
        _due(database, CHECK_AT)
        office.post.answers["robot"].extend([answer] * 10)
        for _ in range(10):
            office.deliver_due(office.deliverer.next_due())
    assert (_channel(database).refusals, _channel(database).paused_at) == (0, None)


def test_with_no_other_channel_what_is_due_waits_and_nothing_spins(database: Database) -> None:
    _channels(database, robot="rdw")
    with open_office(database, CHECK_AT) as office:
        _refused(database, office, NO, PAUSED_AFTER)
        _due(database, office.clock.moment)
        assert office.deliverer.next_due() is None
        assert office.deliver_due() == 0
        _set(database, paused_at=None, paused_by=None, refusals=0)
        office.deliver_due()
        assert len(office.post.posted) == PAUSED_AFTER + 1
    assert [row.state for row in _rows(database)][PAUSED_AFTER:] == ["sent"]
    assert [row.state for row in _rows(database, "channel")] == ["cancelled"]  # it is paused no more


def test_a_message_on_its_way_to_a_channel_that_is_paused_takes_the_next(database: Database) -> None:
    _channels(database, robot="rdw", mail="rdw")
    _due(database, CHECK_AT)
    with open_office(database, CHECK_AT) as office:
        office.clock.real = CHECK_AT
        with database.statement() as connection:
            [batch] = claim(connection, CHECK_AT, CHECK_AT)
        _set(database, paused_at=CHECK_AT, paused_by="user")
        office.deliverer.deliver(batch)
        assert office.post.posted == []
        assert office.deliver_due() == 1
        assert _names(office) == ["mail"]


@pytest.mark.parametrize(("locale", "words"), [("zh_CN", "暂停"), ("en", "is paused")])
@pytest.mark.parametrize("detail", ["full", "minimal"])
def test_the_warning_speaks_the_users_language(
    database: Database, locale: str, words: str, detail: str
) -> None:
    _channels(database, robot="rdw", mail="rdw")
    _set(database, 2, detail=detail)
    with database.writing() as session:
        first_user(session).locale = locale
    with open_office(database, CHECK_AT) as office:
        _refused(database, office, GONE, 1)
        [warning] = [each.message for each in office.post.posted if each.message.kind == "channel"]
    assert words in warning.subject + warning.text
    assert ("robot" in warning.text) == (detail == "full")


def test_every_attempt_leaves_a_receipt_with_what_was_said(database: Database) -> None:
    _channels(database, robot="rdw")
    _due(database, CHECK_AT)
    with open_office(database, CHECK_AT) as office:
        office.post.answers["robot"].extend([SLOW_DOWN, Sent("0", "ok")])
        office.deliver_due()
        office.deliver_due(office.deliverer.next_due())
    with database.reading() as session:
        found = session.execute(select(Delivery.outcome, Delivery.code, Delivery.reason))
        assert [tuple(row) for row in found] == [("refused", "45009", "too many"), ("sent", "0", "ok")]
