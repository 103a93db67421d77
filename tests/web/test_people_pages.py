"""People on their pages: a client with consent only, and an end that deletes."""

from typing import Any

import pytest

from models.closure import Target
from models.tables import Channel, Closure, Event, Person, Reminder
from tests.closures import REQUESTED_ON, STATED, planning, said
from tests.web.site import Browser, World

CLIENT: dict[str, Any] = {"name": "李某", "relation": "client", "purpose": "跟进账户关闭", "on": "2026-09-01"}
ID_NUMBER = "11010519491231002X"


@pytest.fixture
def browser(world: World) -> Browser:
    return world.signed_in()


def add(browser: Browser, **typed: Any) -> int:
    answer = browser.post("/people", at="/people", **(typed or {"name": "妈妈", "relation": "family"}))
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rpartition("/")[2])


def names(world: World) -> list[str]:
    with world.writing() as session:
        return [person.name for person in session.query(Person).order_by(Person.id)]


def test_family_needs_no_consent_and_a_client_comes_with_it(world: World, browser: Browser) -> None:
    add(browser)
    number = add(browser, **CLIENT)
    page = browser.get("/people").text
    assert "妈妈" in page
    assert "跟进账户关闭" in page
    with world.writing() as session:
        client = session.get_one(Person, number)
        assert (client.relation, client.consent_for, str(client.consent_on)) == (
            *("client", "跟进账户关闭", "2026-09-01"),
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "妈妈"}, "name"),
        ({"name": f"李某 {ID_NUMBER}"}, "name"),
        ({"purpose": ""}, "purpose"),
        ({"on": ""}, "on"),
        ({"on": "2026-10-11"}, "on"),
        ({"on": "yesterday"}, "on"),
        ({"purpose": "", "on": ""}, "purpose"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_keeps_what_was_typed(
    changed: dict[str, Any], field: str, world: World, browser: Browser
) -> None:
    add(browser)
    answer = browser.post("/people", at="/people", **(CLIENT | changed))
    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text
    kept = (CLIENT | changed)["purpose"]
    assert not kept or f'value="{kept}"' in answer.text
    assert names(world) == ["本人", "妈妈"]


def test_consent_can_be_recorded_later(world: World, browser: Browser) -> None:
    number = add(browser)
    here = f"/people/{number}"
    assert browser.post(f"{here}/consent", at=here, purpose="跟进", on="").status_code == 422
    assert browser.post(f"{here}/consent", at=here, purpose="跟进", on="2026-10-01").status_code == 303
    assert "跟进" in browser.get(here).text


@pytest.mark.parametrize(("how", "kind"), [("withdraw", "consent_withdrawn"), ("remove", "person_removed")])
def test_the_end_asks_first_then_deletes_everything(
    how: str, kind: str, world: World, browser: Browser
) -> None:
    number = add(browser, **CLIENT)
    with world.writing() as session:
        target = Target("jd-jintiao", "京东金条", "app")
        Closure.register(
            session.get_one(Person, number), target, REQUESTED_ON, said(STATED), planning("2026-09-24 10:00")
        )
    path = f"/people/{number}/{how}"
    assert "1 closure with its rounds" in browser.get(path).text
    assert names(world) == ["本人", "李某"], "asking deletes nothing"
    assert browser.post(path, at=path).headers["location"] == "/people"
    with world.writing() as session:
        assert session.query(Closure).count() == session.query(Reminder).count() == 0
        told = session.query(Event).filter_by(kind=kind).one()
        assert told.data == {"closures": 1}, "that it happened, not to whom"
    if (file := world.installation.database.file) is not None:
        assert "李某".encode() not in file.read_bytes()


def test_one_oneself_stays(world: World, browser: Browser) -> None:
    with world.writing() as session:
        me = world.user(session).people[0].id
    assert browser.get(f"/people/{me}").status_code == 200
    assert browser.get(f"/people/{me}/remove").status_code == 404
    assert browser.post(f"/people/{me}/remove", at="/people").status_code == 404
    assert names(world) == ["本人"]


@pytest.mark.parametrize("act", ["consent", "withdraw", "remove"])
def test_another_users_people_are_not_there(act: str, world: World, browser: Browser) -> None:
    number = add(browser)
    li = world.signed_in("li")
    assert li.get(f"/people/{number}").status_code == 404
    answer = li.post(f"/people/{number}/{act}", at="/people", purpose="x", on="2026-10-01")
    assert answer.status_code == 404
    assert names(world) == ["本人", "妈妈", "本人"]


def test_strangers_are_sent_to_the_login(world: World, browser: Browser) -> None:
    for path in ("/people", "/people/1", "/people/1/remove"):
        assert world.anybody().get(path).headers["location"] == "/login"


MAIL: dict[str, Any] = {"to": "li@example.com", "host": "127.0.0.1", "security": "none"}


def test_a_client_gets_a_channel_of_their_own_and_withdrawal_takes_it_along(
    world: World, browser: Browser
) -> None:
    number = add(browser, **CLIENT)
    form = f"/channels/add/email?person={number}"
    assert f"/channels/add?person={number}" in browser.get(f"/people/{number}").text
    assert form in browser.get(f"/channels/add?person={number}").text
    answer = browser.post(form, at=form, open_networks="127.0.0.0/8", **MAIL)
    assert answer.status_code == 303, answer.text
    for page in (f"/people/{number}", "/channels", answer.headers["location"]):
        assert "l***@example.com" in browser.get(page).text
        assert "李某" in browser.get(page).text
    assert "No message can reach you yet" in browser.get("/").text, "it is not the user's"
    browser.post(f"/people/{number}/withdraw", at=f"/people/{number}/withdraw")
    with world.writing() as session:
        assert session.query(Channel).count() == 0


def test_without_a_recorded_consent_the_form_says_what_is_missing(world: World, browser: Browser) -> None:
    number = add(browser)
    assert "Record their consent first" in browser.get(f"/people/{number}").text
    form = f"/channels/add/email?person={number}"
    answer = browser.post(form, at=form, open_networks="127.0.0.0/8", **MAIL)
    assert answer.status_code == 422
    assert "has not consented to messages" in answer.text
    assert 'value="li@example.com"' in answer.text
    with world.writing() as session:
        assert session.query(Channel).count() == 0


def test_nobody_has_two_sorts_of_channels_to_themselves(browser: Browser) -> None:
    assert browser.get("/channels/add?person=1").status_code == 404
    assert browser.get("/channels/add?person=x").status_code == 404
