"""The account's pages: password, browsers, tokens, the calendar's address, leaving; the operator's page."""

import json
import logging
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from models.tables import Account, ApiToken, Channel, Closure, Feed, Heartbeat, Invitation, User, WebSession
from notifiers.form import Config
from tests.closures import REQUESTED_ON, STATED, register
from tests.web.site import PASSWORD, Browser, World
from worker.new_channel import add_channel
from worker.run_log import WORKER

NEW = "另一句也很好记的短话"


@pytest.fixture
def browser(world: World) -> Browser:
    return world.signed_in()


def secret(page: str) -> str:
    found = re.search(r'<code class="secret">([^<]+)</code>', page)
    assert found, "nothing is shown once"
    return found[1]


def change(browser: Browser, old: str = PASSWORD, new: str = NEW) -> int:
    return int(browser.post("/account/password", at="/account", old=old, new=new).status_code)


def test_a_new_password_takes_the_old_one_and_signs_the_others_out(world: World, browser: Browser) -> None:
    elsewhere = world.signed_in()
    assert change(browser) == 303
    assert browser.get("/account").status_code == 200
    assert elsewhere.get("/account").headers["location"] == "/login"
    anybody = world.anybody()
    assert anybody.post("/login", at="/login", name="wang", password=PASSWORD).status_code == 422
    assert anybody.post("/login", at="/login", name="wang", password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("not this one", NEW, "not the present password"),
        (PASSWORD, "not+long", "10 to 200"),
        (PASSWORD, "aaaaaaaaaaaa", "guessed"),
    ],
)
def test_a_refused_password_says_why_and_is_not_written_back(
    old: str, new: str, said: str, world: World, browser: Browser
) -> None:
    answer = browser.post("/account/password", at="/account", old=old, new=new)
    assert answer.status_code == 422
    assert said in answer.text
    assert new not in answer.text
    assert world.anybody().post("/login", at="/login", name="wang", password=PASSWORD).status_code == 303


def test_guessing_the_old_password_is_slowed_down(browser: Browser) -> None:
    assert [change(browser, old=f"guess {n}") for n in range(9)] == [422] * 8 + [429]
    assert change(browser) == 429, "the right one waits too"


def test_browsers_can_be_signed_out_one_by_one_and_all_others(world: World, browser: Browser) -> None:
    others = [world.signed_in() for _ in range(3)]
    with world.writing() as session:
        numbers = [row.id for row in session.query(WebSession).order_by(WebSession.id)]
    assert browser.post(f"/account/browsers/{numbers[1]}/sign-out", at="/account").status_code == 303
    assert [each.get("/account").status_code for each in others] == [303, 200, 200]
    browser.post("/account/browsers/others/sign-out", at="/account")
    assert [each.get("/account").status_code for each in others] == [303] * 3
    assert browser.get("/account").status_code == 200


def test_another_accounts_browser_is_not_there(world: World, browser: Browser) -> None:
    li = world.signed_in("li")
    with world.writing() as session:
        first = session.query(WebSession).order_by(WebSession.id).first()
        assert first is not None
        number = first.id
    assert li.post(f"/account/browsers/{number}/sign-out", at="/account").status_code == 404
    assert browser.get("/account").status_code == 200


def test_a_token_is_shown_once_and_stored_as_a_hash(world: World, browser: Browser) -> None:
    answer = browser.post("/account/tokens", at="/account/tokens", name="脚本", scopes=["read"])
    token = secret(answer.text)
    page = browser.get("/account/tokens").text
    assert "脚本" in page
    assert token not in page
    with world.writing() as session:
        stored = session.query(ApiToken).one()
        assert (stored.scopes, token in stored.token_hash) == (["read"], False)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "scopes": "read"}, "name"),
        ({"name": "脚本"}, "scopes"),
        ({"name": "x", "scopes": "all"}, "scopes"),
    ],
)
def test_a_token_without_name_or_scope_is_refused(
    typed: dict[str, Any], field: str, world: World, browser: Browser
) -> None:
    answer = browser.post("/account/tokens", at="/account/tokens", **typed)
    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text
    with world.writing() as session:
        assert session.query(ApiToken).count() == 0


def test_a_token_is_ended_by_its_owner_only(world: World, browser: Browser) -> None:
    browser.post("/account/tokens", at="/account/tokens", name="脚本", scopes=["read"])
    li = world.signed_in("li")
    assert li.post("/account/tokens/1/revoke", at="/account/tokens").status_code == 404
    assert browser.post("/account/tokens/1/revoke", at="/account/tokens").status_code == 303
    with world.writing() as session:
        assert session.query(ApiToken).count() == 0


def test_the_calendars_address_is_shown_once_works_and_closes(world: World, browser: Browser) -> None:
    here = "/account/calendar"
    first = secret(browser.post(here, at=here, detail="minimal").text).removeprefix(world.settings.base_url)
    assert world.anybody().get(first).status_code == 200
    assert first.rpartition("/")[2] not in browser.get(here).text
    browser.post(f"{here}/detail", at=here, detail="full")
    with world.writing() as session:
        assert session.query(Feed).one().detail == "full"
    second = secret(browser.post(here, at=here, detail="full").text).removeprefix(world.settings.base_url)
    assert [world.anybody().get(path).status_code for path in (first, second)] == [404, 200]
    browser.post(f"{here}/close", at=here)
    assert world.anybody().get(second).status_code == 404


def test_everything_is_taken_along_in_one_file_without_secrets(world: World, browser: Browser) -> None:
    with world.writing() as session:
        register(world.user(session), STATED, REQUESTED_ON)
        key: Config = {"key": "SCT987654TcanaryCANARYcanary"}
        add_channel(
            session, world.installation.keys, world.user(session), "serverchan", key, now=world.clock.now()
        )
    world.signed_in("li")
    answer = browser.get("/account/everything.zip")
    assert "attachment" in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    whole = json.loads(inside["everything.json"])
    assert len(whole["closures"]) == len(whole["accounts"]) == 1
    assert inside["import.csv"].decode("utf-8-sig").splitlines()[0].startswith("person,platform")
    assert {"tables/closures.csv", "tables/channels.csv", "tables/people.csv"} <= inside.keys()
    with world.writing() as session:
        hashes = [row.token_hash for row in session.query(WebSession)]
        hashes += [row.password_hash for row in session.query(Account)]
    for content in inside.values():
        text = content.decode()
        assert "CANARY" not in text
        assert not any(each in text for each in hashes)
        assert "li" not in [row.get("name") for row in whole["accounts"]]


def leave(browser: Browser, name: str = "wang", password: str = PASSWORD) -> tuple[int, str]:
    answer = browser.post("/account/leave", at="/account/leave", name=name, password=password)
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [
        ("", PASSWORD, "name"),
        ("li", PASSWORD, "name"),
        ("wang", "wrong", "password"),
        ("wang", "", "password"),
    ],
)
def test_leaving_is_confirmed_by_name_and_password(
    name: str, password: str, field: str, world: World, browser: Browser
) -> None:
    status, page = leave(browser, name, password)
    assert status == 422
    assert f'id="{field}-problem"' in page
    with world.writing() as session:
        assert session.query(Account).count() == 1


def test_leaving_deletes_everything_of_this_user_and_nothing_else(world: World, browser: Browser) -> None:
    li = world.signed_in("li")
    with world.writing() as session:
        register(world.user(session, "li"), STATED, REQUESTED_ON)
        register(world.user(session), STATED, REQUESTED_ON)
        gone = world.user(session, "li").id
    assert leave(li, "li")[0] == 303
    assert li.get("/").headers["location"] == "/login"
    with world.writing() as session:
        assert session.get(User, gone) is None
        assert session.query(Closure).count() == 1
        assert [account.name for account in session.query(Account)] == ["wang"]
    assert browser.get("/").status_code == 200


def test_the_only_operator_of_others_stays_until_there_is_another(world: World, browser: Browser) -> None:
    world.signed_in("li")
    status, page = leave_by_hand(browser)
    assert status == 422
    assert "invite another operator first" in page
    with world.writing() as session:
        session.query(Account).filter_by(name="li").one().operator = True
    assert leave(browser)[0] == 303


def leave_by_hand(browser: Browser) -> tuple[int, str]:
    """The page shows no form then; somebody may still send one."""
    typed: dict[str, Any] = {"name": "wang", "password": PASSWORD}
    answer = browser.post("/account/leave", at="/account/calendar", **typed)
    return answer.status_code, answer.text


def test_after_the_last_account_the_server_can_be_set_up_anew(
    world: World, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert leave(browser)[0] == 303
    path = "/invited/" + caplog.text.partition("/invited/")[2].split()[0]
    assert world.anybody().get(path).status_code == 200
    with world.writing() as session:
        assert session.query(User).count() == 1, "the user that exists from the start"
        assert session.query(Closure).count() == 0


def test_an_operator_invites_and_takes_back(world: World, browser: Browser) -> None:
    here = "/operator"
    answer = browser.post("/operator/invitations", at=here)
    path = secret(answer.text).removeprefix(world.settings.base_url)
    assert path.rpartition("/")[2] not in browser.get(here).text
    assert world.anybody().post(path, at=path, name="li", password=PASSWORD).status_code == 303
    browser.post("/operator/invitations", at=here, operator="yes")
    with world.writing() as session:
        used, unused = session.query(Invitation).filter(Invitation.id > 1).order_by(Invitation.id)
        assert (used.operator, unused.operator) == (False, True)
        numbers = used.id, unused.id
    taken_back = [
        browser.post(f"/operator/invitations/{number}/withdraw", at=here).status_code for number in numbers
    ]
    assert taken_back == [404, 303]


def test_the_operators_page_counts_and_names_nobody(world: World, browser: Browser) -> None:
    li = world.signed_in("li")
    with world.writing() as session:
        register(world.user(session, "li"), STATED, REQUESTED_ON)
        now = world.clock.real_now()
        session.add(Heartbeat(worker=WORKER, started_at=now - timedelta(days=1), seen_at=now, said="x"))
        key: Config = {"key": "SCT987654TcanaryCANARYcanary"}
        add_channel(
            session,
            world.installation.keys,
            world.user(session, "li"),
            "serverchan",
            key,
            now=world.clock.now(),
        ).pause(now, "refusals")
        label = session.query(Channel).one().label
        platform = session.query(Closure).one().platform_name
    page = browser.get("/operator").text
    assert "running" in page
    assert "1 paused" in page
    assert not any(each in page for each in (label, platform, ">li<"))
    assert li.get("/operator").status_code == 403
    assert li.post("/operator/invitations", at="/settings/messages").status_code == 403


def test_strangers_are_sent_to_the_login(world: World, browser: Browser) -> None:
    paths = ("/account", "/account/tokens", "/account/calendar", "/account/leave", "/account/everything.zip")
    for path in (*paths, "/operator"):
        assert world.anybody().get(path).headers["location"] == "/login"
