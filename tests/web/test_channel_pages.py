"""Channels on their pages: added by typed forms, tried over the real way, paused with a reason."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.session import Database
from models.tables import Channel, Delivery, Event, Reminder
from notifiers.channels import find_kind, kinds
from scheduler.budgets import NO_LIMIT
from tests.fault.mail_sink import mail_sink
from tests.web.site import Browser, World
from web.channel_kinds import fields

SENDKEY = "SCT987654TcanaryCANARYcanary"
PLAIN: dict[str, Any] = {"to": "wang@example.com", "host": "127.0.0.1", "security": "none"}


@pytest.fixture
def browser(world: World) -> Browser:
    return world.signed_in()


def add(browser: Browser, kind: str = "serverchan", **typed: Any) -> int:
    path = f"/channels/add/{kind}"
    answer = browser.post(path, at=path, **(typed or {"key": SENDKEY}))
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rpartition("/")[2])


def channel(world: World, number: int) -> Channel:
    with world.writing() as session:
        found = session.get_one(Channel, number)
        session.expunge(found)
        return found


def test_without_a_channel_the_page_says_where_to_begin(browser: Browser) -> None:
    assert 'href="/channels/add"' in browser.get("/channels").text


def test_what_people_here_use_comes_first(browser: Browser) -> None:
    page = browser.get("/channels/add").text
    order = [page.index(f'href="/channels/add/{kind}"') for kind in ("serverchan", "email", "bark", "wecom")]
    assert order == sorted(order)
    assert all(f'href="/channels/add/{kind}"' in page for kind in kinds())


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_a_form_of_its_own_fields(kind: str, browser: Browser) -> None:
    page = browser.get(f"/channels/add/{kind}").text
    for field in fields(find_kind(kind)):
        assert f'name="{field.name}"' in page
        assert not field.secret or f'name="{field.name}" type="password"' in page


def test_a_new_channel_is_stored_encrypted_and_named_without_its_key(world: World, browser: Browser) -> None:
    number = add(browser)
    stored = channel(world, number)
    assert SENDKEY not in stored.config + stored.label
    assert world.installation.keys.open("serverchan", stored.config) == {"key": SENDKEY}
    assert stored.detail == "minimal"
    page = browser.get("/channels").text
    assert stored.label in page
    with world.writing() as session:
        assert [event.kind for event in session.query(Event)] == ["channel_added"]


@pytest.mark.parametrize(
    ("kind", "typed", "field", "said"),
    [
        ("email", {"to": "wang"}, "to", "no e-mail address"),
        ("email", {"to": ""}, "to", "is missing"),
        ("email", {"to": "wang@example.com"}, "host", "mail server is missing"),
        ("email", {"to": "wang@qq.com"}, "password", "授权码"),
        ("email", PLAIN | {"port": "99999"}, "port", "no port"),
        ("serverchan", {"key": ""}, "key", "This is needed"),
        ("serverchan", {"key": "no key at all"}, "key", "holds a space"),
        ("wecom", {"webhook": "https://oapi.dingtalk.com/robot/send?access_token=x"}, "webhook", "dingtalk"),
        ("gotify", {"host": "10.1.2.3", "token": "Aabcdefghijklmn"}, "host", "10.1.2.3"),
        ("url", {"url": "nonsense://x"}, "url", "knows no service"),
    ],
)
def test_a_mistake_stands_beside_its_field(
    kind: str, typed: dict[str, Any], field: str, said: str, world: World, browser: Browser
) -> None:
    path = f"/channels/add/{kind}"
    answer = browser.post(path, at=path, **typed)
    assert answer.status_code == 422
    problem = answer.text.partition(f'id="{field}-problem"')[2].partition("</small>")[0]
    assert said in problem
    inputs = {each.name: each for each in fields(find_kind(kind)) if not each.choices}
    for name, text in typed.items():
        if text and name in inputs:
            assert (f'value="{text}"' in answer.text) is not inputs[name].secret
    with world.writing() as session:
        assert session.query(Channel).count() == 0


def test_a_secret_that_was_refused_is_not_written_back(browser: Browser) -> None:
    path = "/channels/add/dingtalk"
    answer = browser.post(
        path, at=path, webhook="https://evil.example/CANARY", secret="CANARY-2", keyword="还款"
    )
    assert answer.status_code == 422
    assert "CANARY" not in answer.text
    assert 'value="还款"' in answer.text


def test_the_only_user_may_open_the_own_network_and_is_asked_first(world: World, browser: Browser) -> None:
    path = "/channels/add/gotify"
    typed: dict[str, Any] = {"host": "192.168.7.5", "token": "Aabcdefghijklmn"}
    asked = browser.post(path, at=path, **typed)
    assert 'name="open_networks" value="192.168.7.0/24"' in asked.text
    assert browser.post(path, at=path, open_networks="192.168.0.0/16", **typed).status_code == 422
    assert browser.post(path, at=path, open_networks="192.168.7.0/24", **typed).status_code == 303


def test_with_several_users_only_the_operators_networks_count(world: World, browser: Browser) -> None:
    world.signed_in("li")
    path = "/channels/add/gotify"
    typed: dict[str, Any] = {
        "host": "192.168.7.5",
        "token": "Aabcdefghijklmn",
        "open_networks": "192.168.7.0/24",
    }
    answer = browser.post(path, at=path, **typed)
    assert answer.status_code == 422
    assert 'name="open_networks"' not in answer.text


@pytest.mark.parametrize(("raw_urls", "status"), [(None, 404), (False, 404), (True, 200)])
def test_raw_urls_follow_the_operators_policy(
    raw_urls: bool | None, status: int, database: Database, tmp_path: Path
) -> None:
    world = World(database, tmp_path, raw_urls=raw_urls)
    browser = world.signed_in()
    world.signed_in("li")
    assert browser.get("/channels/add/url").status_code == status
    assert ('href="/channels/add/url"' in browser.get("/channels/add").text) is (status == 200)
    assert browser.get("/channels/add/carrier-pigeon").status_code == 404


def test_a_test_goes_the_real_way_and_shows_the_servers_own_words(world: World, browser: Browser) -> None:
    with mail_sink() as (sink, port):
        number = add(browser, "email", **PLAIN, port=str(port))
        sink.replies.append("250 2.0.0 Ok: queued as CAFE42")
        answer = browser.post(f"/channels/{number}/test", at=f"/channels/{number}")
        assert answer.status_code == 200
        assert "It was taken" in answer.text
        assert "Ok: queued as CAFE42" in answer.text
        sink.replies.append("554 5.7.1 too many of these today")
        refused = browser.post(f"/channels/{number}/test", at=f"/channels/{number}")
    assert len(sink.mails) == 1
    assert "It was not taken" in refused.text
    assert "too many of these today" in refused.text
    assert "Ok: queued as CAFE42" in refused.text, "the receipt of the first"


def test_the_test_of_a_second_user_is_theirs(world: World, browser: Browser) -> None:
    li = world.signed_in("li")
    number = add(li, "email", **PLAIN, port="9")
    li.post(f"/channels/{number}/test", at=f"/channels/{number}")
    with world.writing() as session:
        assert session.query(Reminder).one().user_id == world.user(session, "li").id
        assert session.query(Delivery).one().channel_id == number


def test_ten_tests_in_an_hour_are_enough(world: World, browser: Browser) -> None:
    number = add(browser, "email", **PLAIN, port="9")
    here = f"/channels/{number}"
    answers = [browser.post(f"{here}/test", at=here).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    world.at(world.clock.moment + timedelta(minutes=61))
    assert browser.post(f"{here}/test", at=here).status_code == 200


def test_how_a_channel_is_used_can_be_changed(world: World, browser: Browser) -> None:
    first, second = add(browser), add(browser)
    here = f"/channels/{second}"
    typed: dict[str, Any] = {
        "for": ["reminders", "warnings"],
        "position": "1",
        "detail": "full",
        "per_day": "7",
    }
    assert browser.post(here, at=here, **typed, per_minute="0").status_code == 303
    changed = channel(world, second)
    assert (changed.for_reminders, changed.for_digests, changed.for_warnings) == (True, False, True)
    assert (changed.position, channel(world, first).position) == (1, 2)
    assert (changed.detail, changed.per_day, changed.per_minute) == ("full", 7, NO_LIMIT)
    browser.post(here, at=here, **typed | {"per_day": ""}, per_minute="")
    assert (channel(world, second).per_day, channel(world, second).per_minute) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"for": []}, "for"),
        ({"per_day": "-1"}, "per_day"),
        ({"per_minute": "many"}, "per_minute"),
        ({"per_day": "10001"}, "per_day"),
        ({"position": "9"}, ""),
        ({"position": "first"}, ""),
    ],
)
def test_a_wrong_use_is_refused_whole(
    wrong: dict[str, Any], field: str, world: World, browser: Browser
) -> None:
    number = add(browser)
    here = f"/channels/{number}"
    typed: dict[str, Any] = {
        "for": ["digests"],
        "position": "1",
        "detail": "full",
        "per_day": "7",
        "per_minute": "",
    } | wrong
    answer = browser.post(here, at=here, **typed)
    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text or (not field and 'role="alert"' in answer.text)
    kept = channel(world, number)
    assert (kept.for_reminders, kept.detail, kept.per_day) == (True, "minimal", None)


def test_a_paused_channel_says_why(world: World, browser: Browser) -> None:
    number = add(browser)
    here = f"/channels/{number}"
    browser.post(f"{here}/pause", at=here)
    assert "Paused by you on Sat 10 Oct" in browser.get("/channels").text
    browser.post(f"{here}/resume", at=here)
    assert channel(world, number).paused_at is None
    with world.writing() as session:
        mine = session.get_one(Channel, number)
        mine.pause(world.clock.now(), "refusals")
        mine.refusals = 3
        test = Reminder(
            user_id=mine.user_id,
            kind="test",
            ordinal=0,
            day=world.clock.now().date(),
            due_at=world.clock.now(),
        )
        test.state = "failed"
        session.add(test)
        session.flush()
        said = {"outcome": "refused", "code": "93000", "reason": "invalid webhook url", "seconds": 0.1}
        session.add(
            Delivery(reminder_id=test.id, channel_id=number, message_id="<a@b>", at=world.clock.now(), **said)
        )
    for page in (browser.get("/channels").text, browser.get(here).text):
        assert "it refused 3 messages in a row" in page
        assert "invalid webhook url (93000)" in page


def test_resuming_what_is_in_use_is_a_sentence(browser: Browser) -> None:
    number = add(browser)
    answer = browser.post(f"/channels/{number}/resume", at=f"/channels/{number}")
    assert answer.status_code == 422
    assert "is not paused" in answer.text


def test_a_channel_can_be_removed(world: World, browser: Browser) -> None:
    number = add(browser)
    assert browser.post(f"/channels/{number}/remove", at=f"/channels/{number}").status_code == 303
    assert browser.get(f"/channels/{number}").status_code == 404


def test_a_channel_whose_key_is_lost_is_listed_and_says_so(world: World, browser: Browser) -> None:
    number = add(browser)
    world.settings.keys.unlink()
    assert "key file" in browser.get("/channels").text
    assert browser.get(f"/channels/{number}").status_code == 200
    answer = browser.post("/channels/add/serverchan", at="/channels/add/serverchan", key=SENDKEY)
    assert answer.status_code == 422
    assert "key file" in answer.text


@pytest.mark.parametrize("act", ["", "/test", "/pause", "/resume", "/remove"])
def test_another_users_channel_is_not_there(act: str, world: World, browser: Browser) -> None:
    number = add(browser)
    li = world.signed_in("li")
    assert li.get(f"/channels/{number}").status_code == 404
    assert li.post(f"/channels/{number}{act}", at="/settings/messages").status_code == 404
    assert channel(world, number).paused_at is None


def test_strangers_are_sent_to_the_login(world: World, browser: Browser) -> None:
    for path in ("/channels", "/channels/add", "/channels/add/email", "/channels/1"):
        assert world.anybody().get(path).headers["location"] == "/login"
