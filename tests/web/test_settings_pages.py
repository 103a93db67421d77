"""Settings: the index, and hours, language and cadence that what is planned follows at once."""

from typing import Any

import pytest

from models.tables import Reminder, User
from tests.closures import REQUESTED_ON, STATED, beijing, register
from tests.web.site import Browser, World
from web.settings_form import inputs, texts
from worker.user_settings import chosen

FORM: dict[str, Any] = {
    **{"locale": "en", "timezone": "Asia/Shanghai", "remind_at": "09:00"},
    **{
        "digest_day": "off",
        "digest_hour": "09:00",
        "quiet": "on",
        "quiet_from": "22:00",
        "quiet_to": "08:00",
    },
    **{"often": "on", "first": "3,7,14", "every": "7", "most": "8"},
}
PATH = "/settings/messages"


@pytest.fixture
def browser(world: World) -> Browser:
    return world.signed_in()


def user(world: World) -> User:
    with world.writing() as session:
        found = world.user(session)
        session.expunge(found)
        return found


def save(browser: Browser, **changed: Any) -> Any:
    return browser.post(PATH, at=PATH, **{name: text for name, text in (FORM | changed).items() if text})


def test_the_index_leads_everywhere(browser: Browser) -> None:
    page = browser.get("/settings").text
    for path in (
        "/channels",
        PATH,
        "/people",
        "/account",
        "/account/tokens",
        "/account/calendar",
        "/operator",
    ):
        assert f'href="{path}"' in page
    assert "no message can reach you" in page


def test_the_operators_page_is_offered_to_operators_only(world: World, browser: Browser) -> None:
    assert 'href="/operator"' not in world.signed_in("li").get("/settings").text


def test_saving_what_is_shown_chooses_nothing(world: World, browser: Browser) -> None:
    assert save(browser).status_code == 303
    mine = user(world)
    assert {
        name: getattr(mine, name) for name in ("locale", "timezone", "remind_at", "cadence")
    } == dict.fromkeys(("locale", "timezone", "remind_at", "cadence"))


@pytest.mark.parametrize(
    ("changed", "name", "stored"),
    [
        ({"remind_at": "20:30"}, "remind_at", "20:30"),
        ({"timezone": "Europe/Berlin"}, "timezone", "Europe/Berlin"),
        ({"locale": "zh_CN"}, "locale", "zh_CN"),
        ({"digest_day": "SUN", "digest_hour": "18:00"}, "digest_at", "SUN 18:00"),
        ({"quiet": ""}, "quiet_hours", "off"),
        ({"quiet_from": "23:30"}, "quiet_hours", "23:30-08:00"),
        ({"often": ""}, "cadence", "off"),
        ({"first": "2，5、 9", "every": "10", "most": "6"}, "cadence", "2,5,9/10/6"),
    ],
)
def test_a_choice_is_kept_and_shown_again(
    changed: dict[str, Any], name: str, stored: str, world: World, browser: Browser
) -> None:
    assert save(browser, **changed).status_code == 303
    assert chosen(user(world), world.settings)[name].value == stored
    assert browser.get(PATH).status_code == 200


def test_the_page_speaks_the_chosen_language_at_once(browser: Browser) -> None:
    save(browser, locale="zh_CN")
    assert "设置" in browser.get("/settings").text


def test_planned_reminders_move_to_the_new_hour(world: World, browser: Browser) -> None:
    world.at(beijing("2026-09-25 10:00"))
    with world.writing() as session:
        register(world.user(session), STATED, REQUESTED_ON)
    save(browser, remind_at="20:30")
    with world.writing() as session:
        due = session.query(Reminder).filter_by(kind="verify").one().due_at
    assert due == beijing("2026-10-10 20:30")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"remind_at": "25:00"}, "remind_at"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"locale": "fr"}, "locale"),
        ({"digest_day": "DAY"}, "digest_at"),
        ({"quiet_from": "08:00"}, "quiet_hours"),
        ({"quiet_from": "late"}, "quiet_hours"),
        ({"first": "soon"}, "cadence"),
        ({"most": "99"}, "cadence"),
    ],
)
def test_a_mistake_stands_beside_its_setting_and_nothing_is_stored(
    changed: dict[str, Any], field: str, world: World, browser: Browser
) -> None:
    answer = save(browser, **({"remind_at": "20:30"} | changed))
    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text
    [value] = list(changed.values())
    assert value in answer.text
    assert user(world).remind_at is None


def test_the_usual_settings_can_be_had_again(world: World, browser: Browser) -> None:
    save(browser, remind_at="20:30", often="")
    assert browser.post(f"{PATH}/usual", at=PATH).status_code == 303
    mine = user(world)
    assert (mine.remind_at, mine.cadence) == (None, None)


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"digest_at": "SAT 7:30", "quiet_hours": "off", "cadence": "off"},
        {"quiet_hours": "1:00-6:30", "cadence": "1/30/52", "remind_at": "00:05"},
    ],
)
def test_inputs_and_texts_say_the_same(written: dict[str, Any], world: World) -> None:
    from web.forms import Posted
    from worker.user_settings import READERS, Chosen

    usual = chosen(User(name="x"), world.settings) | {
        name: Chosen(text, own=True) for name, text in written.items()
    }
    again = texts(Posted(inputs(usual), {}, {}))
    assert {
        name: READERS[name](text) for name, text in again.items() if name not in ("digest_at", "quiet_hours")
    } == {
        name: READERS[name](each.value)
        for name, each in usual.items()
        if name not in ("digest_at", "quiet_hours")
    }
    for name in ("digest_at", "quiet_hours"):
        shorter = [each.value.replace(" 7:", " 07:").replace("1:00-6", "01:00-06") for each in (usual[name],)]
        assert again[name] in (usual[name].value, *shorter)


def test_strangers_are_sent_to_the_login(world: World, browser: Browser) -> None:
    for path in ("/settings", PATH):
        assert world.anybody().get(path).headers["location"] == "/login"
