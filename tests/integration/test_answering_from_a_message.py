"""From a reminder that is due, over the link in the message, to the answer on the page."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from models.session import Database
from models.tables import Closure
from notifiers.message import Message
from tests.closures import CHECK_AT, add_channel, beijing, register
from tests.scripted import Post, catalog
from tests.web.site import World
from web.app import create_app
from web.site import Site
from worker.deliver import Deliverer
from worker.digests import plan_digests
from worker.pages_key import pages_key

BASE = "https://xiaohu.example"


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    made = World(database, tmp_path, base_url=BASE, digest_at="SAT 09:00")
    made.at(beijing("2026-10-05 10:00"))
    made.signed_in()
    with made.writing() as session:
        user = made.user(session)
        user.created_at = beijing("2026-09-01 10:00")  # digests go to whoever was there before
        add_channel(user, "phone")
        register(user)
    return made


def delivered(world: World) -> list[Message]:
    """What goes out on the check-on day."""
    post = Post(world.clock)
    world.at(CHECK_AT)
    settings = world.settings
    deliverer = Deliverer(world.installation.database, world.clock, settings, catalog(), post.open_channel)
    try:
        plan_digests(deliverer)
        while deliverer.release():
            deliverer.lanes.wait()
    finally:
        deliverer.stop()
    return [each.message for each in post.posted]


def browser(world: World) -> TestClient:
    """Another process' pages: what they share with the scheduler is the folder and the database."""
    site = Site(world.installation, pages_key(world.settings))
    return TestClient(create_app(site), base_url=BASE, follow_redirects=False)


def test_the_link_in_the_message_answers_it(world: World) -> None:
    [reminder] = [message for message in delivered(world) if message.kind == "due"]
    links = re.findall(rf"{BASE}(/a/\w+)", reminder.text)
    assert tuple(BASE + link for link in links) == reminder.actions
    page = browser(world).get(links[0])
    assert (page.status_code, "京东金条" in page.text) == (200, True)
    assert browser(world).post(links[0]).status_code == 303
    with world.writing() as session:
        assert session.query(Closure).one().state == "verified"
    assert [browser(world).post(link).status_code for link in links] == [410, 409, 409, 409, 409]


def test_the_link_of_the_digest_stops_it_and_no_reminder(world: World) -> None:
    [week] = [message for message in delivered(world) if message.kind == "digest"]
    assert week.unsubscribe is not None
    path = week.unsubscribe.removeprefix(BASE)
    assert browser(world).post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with world.writing() as session:
        assert world.user(session).digest_at == "off"
        kinds = {row.kind for row in session.query(Closure).one().round.reminders if row.state == "scheduled"}
    assert kinds == {"overdue"}


def test_links_of_an_act_know_what_was_done_before_the_message(world: World) -> None:
    """A check that was put off: its reminder's links are not taken for older than the putting off."""
    with world.writing() as session:
        closure = session.query(Closure).one()
        closure.snooze(
            closure.round.check_on or CHECK_AT.date(),
            world.installation.planning(session, world.user(session)),
        )
    [reminder] = [message for message in delivered(world) if message.kind == "due"]
    assert browser(world).post(reminder.actions[4].removeprefix(BASE)).status_code == 303


def test_without_an_address_others_can_reach_there_is_no_link(world: World) -> None:
    world.settings = world.settings.model_copy(update={"base_url": "http://127.0.0.1:8321"})
    for message in delivered(world):
        assert (message.actions, message.unsubscribe) == ((), None)
        assert "://" not in message.text
