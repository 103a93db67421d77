"""Whoever slept through a lease sends nothing: another worker may have sent it by now."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.session import Database
from tests.closures import CHECK_AT, add_channel, first_user, register
from tests.scripted import open_office
from worker.claim import claim


@pytest.mark.parametrize(("left", "sent"), [(timedelta(minutes=1), 1), (timedelta(0), 0), (timedelta(-9), 0)])
def test_what_is_past_its_lease_is_not_sent_now_and_comes_again(
    database: Database, left: timedelta, sent: int
) -> None:
    with database.writing() as session:
        user = first_user(session)
        add_channel(user, "mail")
        register(user)
    with open_office(database, CHECK_AT) as office:
        with database.statement() as connection:
            [batch] = claim(connection, CHECK_AT, office.clock.real_now())
        office.deliverer.deliver(replace(batch, lease_until=office.clock.real_now() + left))
        assert len(office.post.posted) == sent
        office.deliver_due()
        assert len(office.post.posted) == 1, "once in all"
