"""The running scheduler beside other programs on the same file."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.session import Database
from notifiers.outcome import Refused
from tests.closures import CHECK_AT, add_channel, due_together, first_user, register
from tests.scripted import eventually, open_office
from worker import jobs
from worker.service import running


@pytest.fixture
def beside(database: Database) -> Iterator[Database]:
    """The same file as another program has it open."""
    other = Database(str(database.url))
    yield other
    other.close()


def test_what_is_added_beside_a_running_scheduler_is_sent_after_a_wake_up(
    database: Database, beside: Database
) -> None:
    with open_office(database, CHECK_AT) as office, running(office.deliverer) as working:
        with beside.writing() as session:
            user = first_user(session)
            add_channel(user, "mail")
            register(user)
        working.wake()
        eventually(lambda: len(office.post.posted) == 1, "the message")


def test_what_is_added_silently_is_seen_within_the_ceiling(
    database: Database, beside: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "CEILING", timedelta(seconds=0.1))
    with open_office(database, CHECK_AT) as office, running(office.deliverer):
        with beside.writing() as session:
            user = first_user(session)
            add_channel(user, "mail")
            register(user)
        eventually(lambda: len(office.post.posted) == 1, "the message")


def test_adding_and_sending_at_the_same_time_simply_works(database: Database, beside: Database) -> None:
    with open_office(database, CHECK_AT) as office, running(office.deliverer) as working:
        with beside.writing() as session:
            add_channel(first_user(session), "mail")
        for _ in range(30):
            with beside.writing() as session:
                due_together(first_user(session), 1)
            working.wake()
        eventually(office.deliverer.idle, "all messages")
        told = sum(int(each.message.text.count("平台1")) > 0 for each in office.post.posted)
    assert 1 <= told <= 30
    with database.reading() as session:
        closures = first_user(session).people[0].closures
        assert len(closures) == 30
        assert {closure.round.reminders[0].state for closure in closures} == {"sent"}


def test_the_next_channel_is_tried_at_once_and_not_at_the_next_alarm(database: Database) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "closed")
        add_channel(user, "open", position=2)
        register(user)
    with open_office(database, CHECK_AT) as office:
        office.post.answers["closed"].append(Refused(permanent=True, code="550", reason="no such user"))
        with running(office.deliverer):  # eventually() is less patient than the ceiling
            eventually(lambda: len(office.post.posted) == 2, "the message over the next channel")
    assert [each.channel for each in office.post.posted] == ["closed", "open"]
