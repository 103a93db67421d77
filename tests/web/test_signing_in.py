"""Accounts by invitation, sessions that can be taken away, and passwords that cannot be guessed quickly."""

from datetime import timedelta
from pathlib import Path

import pytest

from models.session import Database
from models.tables import Account, Invitation, LoginFailure, Person, WebSession
from tests.web.site import PASSWORD, World
from web.accounts import invite, invite_the_first


def invited(world: World, **how: bool) -> str:
    with world.writing() as session:
        return "/invited/" + invite(session, world.clock.real_now(), **how)


def test_without_an_account_the_login_says_where_to_begin(world: World) -> None:
    assert "set one up at" in world.anybody().get("/login").text


def test_the_first_account_takes_over_the_user_that_is_there(world: World) -> None:
    path = invited(world, operator=True)
    answer = world.anybody().post(path, at=path, name="Wang", password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    with world.writing() as session:
        account = session.query(Account).one()
        assert (account.name, account.operator, account.user.people[0].name) == ("wang", True, "本人")
        assert session.query(Person).count() == 1
        assert PASSWORD not in account.password_hash
        assert "m=19456" in account.password_hash, "the 19 MiB profile"


def test_an_invitation_makes_one_account(world: World) -> None:
    path = invited(world)
    world.anybody().post(path, at=path, name="wang", password=PASSWORD)
    assert world.anybody().get(path).status_code == 410
    with world.writing() as session:
        assert session.query(Account).count() == 1


def test_an_invitation_is_over_after_a_week(world: World) -> None:
    path = invited(world)
    world.at(world.clock.moment + timedelta(days=8))
    assert world.anybody().get(path).status_code == 410


def test_a_new_setup_token_ends_the_old_one(world: World) -> None:
    with world.writing() as session:
        old = invite_the_first(session, world.clock.real_now())
        session.flush()
        new = invite_the_first(session, world.clock.real_now())
    assert world.anybody().get(f"/invited/{old}").status_code == 410
    assert world.anybody().get(f"/invited/{new}").status_code == 200
    world.signed_in_by_the_form()
    with world.writing() as session:
        assert invite_the_first(session, world.clock.real_now()) is None


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("wang", "short", "10 to 200"),
        ("wang", "x" * 201, "10 to 200"),
        ("wang", "aaaaaaaaaaaa", "guessed"),
        ("wang@example.com", "wang@example.com", "guessed"),
        ("", PASSWORD, "a login is"),
        ("two words", PASSWORD, "a login is"),
        ("x" * 101, PASSWORD, "a login is"),
    ],
)
def test_a_refused_account_says_why_and_keeps_the_name(
    world: World, name: str, password: str, said: str
) -> None:
    path = invited(world)
    answer = world.anybody().post(path, at=path, name=name, password=password)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{name}"' in answer.text
    with world.writing() as session:
        assert session.query(Account).count() == 0
        assert session.query(Invitation).one().used_at is None, "the invitation can still be used"


def test_secrets_are_stored_as_hashes_only(world: World) -> None:
    path = invited(world)
    browser = world.anybody()
    browser.post(path, at=path, name="wang", password=PASSWORD)
    cookie = browser.client.cookies["xiaohu"]
    with world.writing() as session:
        stored = session.query(WebSession).one().token_hash, session.query(Invitation).one().token_hash
    assert cookie not in stored
    assert path.rpartition("/")[2] not in stored


def test_the_wrong_password_and_the_unknown_name_get_the_same_answer(world: World) -> None:
    world.signed_in_by_the_form()
    wrong = world.anybody().post("/login", at="/login", name="wang", password="not this one")
    unknown = world.anybody().post("/login", at="/login", name="nobody", password="not this one")
    assert wrong.status_code == unknown.status_code == 422
    assert "is not right" in wrong.text
    assert wrong.text.replace("wang", "").count("right") == unknown.text.count("right")


def test_guessing_is_slowed_down_and_the_right_password_waits_too(world: World) -> None:
    world.signed_in_by_the_form()
    for _ in range(8):
        assert world.anybody().post("/login", at="/login", name="wang", password="guess").status_code == 422
    assert world.anybody().post("/login", at="/login", name="wang", password=PASSWORD).status_code == 429
    world.at(world.clock.moment + timedelta(minutes=16))
    assert world.anybody().post("/login", at="/login", name="wang", password=PASSWORD).status_code == 303
    with world.writing() as session:
        names = [row.subject for row in session.query(LoginFailure)]
    assert not any("wang" in name for name in names)


def test_signing_out_ends_the_session_everywhere_it_could_be_shown(world: World) -> None:
    browser = world.signed_in_by_the_form()
    cookie = browser.client.cookies["xiaohu"]
    assert browser.get("/").status_code == 200
    browser.post("/logout", at="/login")
    thief = world.anybody()
    thief.client.cookies["xiaohu"] = cookie
    assert thief.get("/").headers["location"] == "/login"


def test_a_session_is_over_after_a_month(world: World) -> None:
    browser = world.signed_in_by_the_form()
    world.at(world.clock.moment + timedelta(days=31))
    assert browser.get("/").status_code == 303


def test_a_form_without_its_token_does_nothing(world: World) -> None:
    world.signed_in_by_the_form()
    answer = world.anybody().client.post("/login", data={"name": "wang", "password": PASSWORD})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://127.0.0.1:8321"}, True),
        ({"Origin": "null"}, False),
    ],
)
def test_requests_from_other_sites_are_refused(world: World, headers: dict[str, str], allowed: bool) -> None:
    world.signed_in_by_the_form()
    browser = world.anybody(**headers)
    answer = browser.post("/login", at="/login", name="wang", password=PASSWORD)
    assert answer.status_code == (303 if allowed else 403)


def test_over_https_the_cookie_is_locked_to_the_host(database: Database, tmp_path: Path) -> None:
    world = World(database, tmp_path, base_url="https://xiaohu.example")
    path = invited(world)
    answer = world.anybody().post(path, at=path, name="wang", password=PASSWORD)
    cookie = answer.headers["set-cookie"]
    assert "__Host-xiaohu=" in cookie
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"))
    assert answer.headers["strict-transport-security"]


def test_a_body_beyond_the_limit_is_refused(world: World) -> None:
    browser = world.anybody()
    assert browser.client.post("/login", content=b"x" * (1024 * 1024 + 1)).status_code == 413
    pieces = (b"x" * 65536 for _ in range(17))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.client.post("/login", content=pieces, headers=headers).status_code == 413


def test_every_answer_carries_the_shields(world: World) -> None:
    for path in ("/", "/login", "/healthz", "/nowhere", "/static/site.css"):
        headers = world.anybody().get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        kept = path.startswith("/static/")
        assert ("no-store" in headers["cache-control"]) is not kept
