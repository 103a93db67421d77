"""Links of messages: what they do in every state, and that looking changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.session import Database
from models.tables import Closure, Event, Reminder
from scheduler.lifecycle import Answer
from tests.closures import planning, register
from tests.web.site import SECRET, World
from worker.action_links import Check, Links, Permit, Purpose, born, read, sign

BASE = "https://xiaohu.example"
NAMES = ("verified", "not_updated", "still_open", "cannot_tell", "snooze")
LATER = planning("2026-10-10 10:00")
BUTTONS = {
    "verified": "京东金条: closed",
    "not_updated": "京东金条: not updated yet",
    "still_open": "京东金条: still open",
    "cannot_tell": "京东金条: cannot tell",
    "snooze": "京东金条: remind me on Tue 13 Oct 2026",
}


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """Reachable from outside; one closure of wang's is to be checked today."""
    made = World(database, tmp_path, base_url=BASE)
    made.signed_in()
    with made.writing() as session:
        register(made.user(session))
    return made


def link(world: World, name: str) -> str:
    """The path that a message written now would carry."""
    with world.writing() as session:
        closure = session.query(Closure).one()
        check = Check(closure.id, closure.created_at, closure.round.number, closure.last_change)
        whole: str = getattr(Links(f"{BASE}/", SECRET).answers(check, world.clock.now()), name)
    return whole.removeprefix(BASE)


def stop(world: World) -> str:
    with world.writing() as session:
        user = world.user(session)
        whole = Links(f"{BASE}/", SECRET).stop_digests(user.id, user.created_at, world.clock.now())
    return whole.removeprefix(BASE)


def press(world: World, path: str) -> tuple[int, str]:
    """The button; status and where it leads."""
    answer = world.anybody().client.post(path)
    return answer.status_code, answer.headers.get("location", "")


def standing(world: World) -> tuple[str, int, date | None, int]:
    """State, rounds, snooze and number of events of the closure."""
    with world.writing() as session:
        closure = session.query(Closure).one()
        return closure.state, len(closure.rounds), closure.round.snoozed_until, len(closure.events)


def change(world: World, act: Callable[[Closure], object]) -> None:
    with world.writing() as session:
        act(session.query(Closure).one())


@pytest.mark.parametrize("name", NAMES)
def test_looking_shows_one_button_and_changes_nothing(world: World, name: str) -> None:
    path, before = link(world, name), standing(world)
    browser = world.anybody()
    for _ in range(3):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert answer.text.count("<button") == answer.text.count("<form") == 1
        assert BUTTONS[name] in answer.text
        assert browser.client.head(path).status_code == 200
    assert standing(world) == before


@pytest.mark.parametrize(
    ("name", "state", "rounds", "snoozed"),
    [
        ("verified", "verified", 1, None),
        ("not_updated", "waiting", 2, None),
        ("still_open", "escalated", 2, None),
        ("cannot_tell", "waiting", 1, date(2026, 10, 17)),
        ("snooze", "waiting", 1, date(2026, 10, 13)),
    ],
)
def test_pressing_does_it_once_and_it_can_be_taken_back(
    world: World, name: str, state: str, rounds: int, snoozed: date | None
) -> None:
    path, before = link(world, name), standing(world)
    status, undo = press(world, path)
    assert status == 303
    assert standing(world)[:3] == (state, rounds, snoozed)
    assert press(world, path)[0] == 410, "used"
    assert standing(world)[:3] == (state, rounds, snoozed)
    page = world.anybody().get(undo)
    assert (page.status_code, "Take it back" in page.text) == (200, True)
    assert press(world, undo)[0] == 200
    assert standing(world)[:3] == before[:3]
    assert press(world, undo)[0] == 410, "taken back once"
    assert press(world, path)[0] == 303, "what was taken back can be said again"


@pytest.mark.parametrize("name", ["verified", "not_updated", "cannot_tell", "snooze"])
def test_a_wrong_tap_is_mended_from_the_same_message(world: World, name: str) -> None:
    wrong, right = link(world, "still_open"), link(world, name)
    press(world, press(world, wrong)[1])
    assert press(world, right)[0] == 303


OVERTAKING: dict[str, Callable[[Closure], object]] = {
    "answered otherwise": lambda closure: closure.answer(Answer.VERIFIED, LATER),
    "withdrawn": lambda closure: closure.withdraw(LATER),
    "another round": lambda closure: closure.answer(Answer.NOT_UPDATED, LATER),
}


@pytest.mark.parametrize("name", ["still_open", "cannot_tell", "snooze"])
@pytest.mark.parametrize("how", OVERTAKING)
def test_an_overtaken_link_says_so_and_does_nothing(world: World, name: str, how: str) -> None:
    path = link(world, name)
    change(world, OVERTAKING[how])
    before = standing(world)
    for answer in (world.anybody().get(path), world.anybody().client.post(path)):
        assert answer.status_code == 409
        assert "Something else was said meanwhile" in answer.text
        assert "<button" not in answer.text
    assert standing(world) == before


def test_what_was_said_elsewhere_is_not_said_twice(world: World) -> None:
    path = link(world, "verified")
    change(world, lambda closure: closure.answer(Answer.VERIFIED, LATER))
    assert world.anybody().get(path).status_code == 410


def test_an_answer_stays_open_after_the_check_was_put_off(world: World) -> None:
    path, second = link(world, "verified"), link(world, "snooze")
    press(world, link(world, "snooze"))
    assert press(world, second)[0] == 410
    assert press(world, path)[0] == 303


def test_a_link_that_is_too_old_explains_itself(world: World) -> None:
    path = link(world, "verified")
    world.at(world.clock.moment + timedelta(days=32))
    answer = world.anybody().get(path)
    assert answer.status_code == 410
    assert "too old" in answer.text
    assert "京东金条" not in answer.text
    assert press(world, path)[0] == 410
    assert standing(world)[0] == "waiting"


def test_ten_minutes_are_all_there_is_for_taking_it_back(world: World) -> None:
    undo = press(world, link(world, "verified"))[1]
    world.at(world.clock.moment + timedelta(minutes=9, seconds=59))
    assert world.anybody().get(undo).status_code == 200
    world.at(world.clock.moment + timedelta(seconds=1))
    assert press(world, undo)[0] == 410
    assert standing(world)[0] == "verified"


def test_what_a_message_told_since_is_not_taken_back(world: World) -> None:
    undo = press(world, link(world, "not_updated"))[1]
    change(world, lambda closure: closure.remember("reminded", LATER))
    assert press(world, undo)[0] == 409
    assert standing(world)[1] == 2


@pytest.mark.sqlite
def test_a_closure_that_is_gone_is_gone_and_its_number_is_nobody_elses(world: World) -> None:
    path = link(world, "verified")
    with world.writing() as session:
        user, old = world.user(session), session.query(Closure).one()
        number, session_before = old.id, planning("2026-10-10 10:00")
        session.delete(old)
        session.flush()
        again = register(user, plan=session_before)
        assert again.id == number, "SQLite gives the number again"
    assert world.anybody().get(path).status_code == 410
    assert press(world, path)[0] == 410
    assert standing(world)[0] == "waiting"


def test_links_of_another_installation_are_unknown(world: World) -> None:
    with world.writing() as session:
        closure = session.query(Closure).one()
        permit = Permit(Purpose.VERIFIED, closure.id, born(closure.created_at), 1, 0, 2**32 - 1)
    assert world.anybody().get(f"/a/{sign(permit, SECRET)}").status_code == 200
    assert world.anybody().get(f"/a/{sign(permit, b'another key')}").status_code == 404
    assert press(world, f"/a/{sign(permit, b'another key')}")[0] == 404


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.integers(0, 62), character=st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_tampered_link_is_no_page(world: World, place: int, character: str) -> None:
    path = link(world, "verified")
    token = path.removeprefix("/a/")
    changed = token[:place] + character + token[place + 1 :]
    assert world.anybody().get(f"/a/{changed}").status_code == (200 if changed == token else 404)


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_are_kept_nowhere_and_tell_nobody_where_one_came_from(world: World, name: str) -> None:
    path = link(world, name)
    answers = [
        world.anybody().get(path),
        world.anybody().client.post(path),
        world.anybody().client.post(path),
    ]
    answers.append(world.anybody().get("/a/wrong"))
    for answer in answers:
        assert "no-store" in answer.headers["cache-control"]
        assert "set-cookie" not in answer.headers
    for answer in answers[:3]:
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_nothing_else_of_the_account_is_shown(world: World) -> None:
    with world.writing() as session:
        user = world.user(session)
        user.people[0].name = "王小明"
        session.query(Closure).one().note = "私人备注"
    browser = world.signed_in()  # even to somebody who is signed in
    path = link(world, "verified")
    for text in (browser.get(path).text, browser.get(press(world, path)[1]).text):
        assert not any(words in text for words in ("王小明", "私人备注", "wang", "/settings"))


def test_the_page_speaks_its_readers_language(world: World) -> None:
    with world.writing() as session:
        world.user(session).locale = "zh_CN"
    page = world.anybody(**{"Accept-Language": "en"}).get(link(world, "verified"))
    assert 'lang="zh-CN"' in page.text


def test_a_strict_browser_over_plain_http_can_press_the_button(world: World) -> None:
    strict = world.anybody(Origin="null").client.post(link(world, "verified"))
    assert strict.status_code == 303


def test_a_provider_ends_the_digests_with_one_click(world: World) -> None:
    path = stop(world)
    with world.writing() as session:
        world.user(session).digest_at = "MON 09:00"
    for _ in range(2):  # they may try again
        answer = world.anybody().client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.headers.get("location")) == (200, None)
    with world.writing() as session:
        user = world.user(session)
        assert user.digest_at == "off"
        assert session.query(Event).filter_by(kind="digests_stopped").count() == 1
        assert session.query(Reminder).filter_by(kind="verify", state="scheduled").count() == 1, "they go on"


def test_the_page_that_ends_the_digests_can_take_it_back(world: World) -> None:
    path = stop(world)
    with world.writing() as session:
        world.user(session).digest_at = "TUE 08:00"
    assert "Stop the weekly messages" in world.anybody().get(path).text
    status, undo = press(world, path)
    assert status == 303
    assert world.anybody().get(path).status_code == 410
    assert press(world, undo)[0] == 200
    with world.writing() as session:
        assert world.user(session).digest_at == "TUE 08:00"
    assert press(world, undo)[0] == 410
    assert press(world, path)[0] == 303


def test_who_chose_no_digests_has_none_to_stop(world: World) -> None:
    with world.writing() as session:
        world.user(session).digest_at = "off"
    assert world.anybody().get(stop(world)).status_code == 410


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_that_tries_every_link_answers_nothing(world: World, name: str) -> None:
    before = standing(world)
    answer = world.anybody().client.post(link(world, name), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 404
    assert standing(world) == before


def test_a_link_about_a_closure_is_none_about_its_user(world: World) -> None:
    permit = read(stop(world).removeprefix("/a/"), SECRET)
    assert permit is not None
    forged = replace(permit, purpose=Purpose.VERIFIED)
    assert world.anybody().get(f"/a/{sign(forged, SECRET)}").status_code == 410
