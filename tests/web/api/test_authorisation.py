"""Who may do what: every operation of the API, for four kinds of caller."""

from base64 import b64encode
from typing import Any

import pytest
from fastapi.routing import APIRoute

from models.tables import ApiToken, Channel, Closure, CreditReport, Event
from tests.quick_reader import quick_reader
from tests.unit.reports.papers import after, before
from tests.web.api.program import MAIL, Program, is_problem
from tests.web.site import World
from web.api.app import PARTS
from web.api.route import ApiRoute
from web.api_tokens import revoke_token

OLDER_PDF, PDF = (b64encode(paper.pdf()).decode() for paper in (before(), after()))
BODIES: dict[str, Any] = {
    "register_closure": {"platform": "jd-jintiao"},
    "answer_closure": {"result": "verified"},
    "snooze_closure": {"until": "2026-10-20"},
    "escalate_closure": {"rung": "ask-again", "on": "2026-10-10"},
    "add_note": {"text": "x"},
    "create_channel": MAIL,
    "keep_report": {"pdf": PDF},
    "preview_report": {"pdf": PDF},
    "register_accounts": {"accounts": [{"number": 3, "platform": "huabei"}]},
    "link_account": {"closure": 1, "number": 2},
    "ask_again": {},
}
QUERIES = {"work_out_dates": "?window=3天"}
OPERATIONS = [route for part in PARTS for route in part.router.routes if isinstance(route, APIRoute)]
GUARDED = [route for route in OPERATIONS if isinstance(route, ApiRoute)]
NAMES = [route.name for route in GUARDED]
OF_SOMEBODY = [route for route in GUARDED if "{number}" in route.path]


def call(program: Program, route: APIRoute, **headers: str) -> Any:
    method = next(iter(route.methods or ()))
    path = route.path.removeprefix("/v1").replace("{number}", "1").replace("{slug}", "jd-jintiao")
    return program.send(method, path + QUERIES.get(route.name, ""), BODIES.get(route.name), **headers)


def stored(world: World) -> list[int]:
    with world.writing() as session:
        return [session.query(table).count() for table in (Closure, Channel, Event, CreditReport)]


@pytest.fixture
def owned(program: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The first account has closure 1, channel 1 and report 1."""
    program.register()
    assert program.post("/channels", MAIL).status_code == 201
    quick_reader(monkeypatch)
    assert program.post("/reports", {"pdf": OLDER_PDF}).status_code == 201
    return program


def test_only_the_documentation_is_open_to_all() -> None:
    assert {route.name for route in OPERATIONS} - set(NAMES) == {"show_docs"}


@pytest.mark.parametrize("route", GUARDED, ids=NAMES)
def test_without_a_token_nothing_is_told_or_done(world: World, owned: Program, route: APIRoute) -> None:
    before = stored(world)
    nobody = Program(world, scopes=None)
    assert is_problem(call(nobody, route), 401)["title"]
    assert call(nobody, route).headers["www-authenticate"] == "Bearer"
    for shown in ("Bearer xiaohu_wrong", "Basic eDp5", "Bearer", f"Token {owned.token}", owned.token):
        is_problem(call(nobody, route, Authorization=shown), 401)
    assert stored(world) == before


@pytest.mark.parametrize("route", GUARDED, ids=NAMES)
def test_the_cookie_of_a_signed_in_browser_opens_nothing(
    world: World, owned: Program, route: APIRoute
) -> None:
    nobody = Program(world, scopes=None)
    nobody.client.cookies.update(world.signed_in("zhao").client.cookies)
    is_problem(call(nobody, route), 401)


@pytest.mark.parametrize("route", GUARDED, ids=NAMES)
def test_a_token_that_may_read_does_nothing(world: World, owned: Program, route: APIRoute) -> None:
    reader, before = Program(world, scopes=("read",)), stored(world)
    answer = call(reader, route)
    if route.methods == {"GET"}:
        assert answer.status_code == 200, answer.text
    else:
        is_problem(answer, 403)
        assert "insufficient_scope" in answer.headers["www-authenticate"]
    assert stored(world) == before


@pytest.mark.parametrize("route", OF_SOMEBODY, ids=[route.name for route in OF_SOMEBODY])
def test_what_is_another_users_is_not_there(
    world: World, owned: Program, stranger: Program, route: APIRoute
) -> None:
    before = stored(world)
    theirs, nothing = call(stranger, route), stranger.get("/closures/99")
    assert is_problem(theirs, 404)["title"] == is_problem(nothing, 404)["title"]
    assert stored(world) == before


@pytest.mark.parametrize("route", GUARDED, ids=NAMES)
def test_its_owner_may_do_everything(world: World, owned: Program, route: APIRoute) -> None:
    answer = call(owned, route)
    # There is nothing to give up, to take back, to start: but that is known of one's own closure only.
    expected = {"give_closure_up": 409, "undo_last_act": 409, "record_act": 409, "remove_channel": 204}
    # No report proposes anything.
    expected |= {"leave_proposal": 422, "ask_again": 422, "delete_reports": 204}
    usual = 201 if route.status_code == 201 else 200
    assert answer.status_code == expected.get(route.name, usual), answer.text


def test_lists_hold_ones_own_only(owned: Program, stranger: Program) -> None:
    assert stranger.get("/closures").json()["closures"] == []
    assert stranger.get("/channels").json()["channels"] == []
    assert stranger.get("/pulls").json()["pulls"] == []
    assert stranger.get("/reports").json()["reports"] == []
    assert stranger.get("/reports/proposals").json()["proposals"] == []
    assert stranger.get("/digest").json()["entries"] == []
    assert [each["closures"] for each in stranger.get("/people").json()["people"]] == [0]


def test_a_revoked_token_is_over_at_once(world: World, program: Program) -> None:
    assert program.get("/people").status_code == 200
    with world.writing() as session:
        [row] = session.query(ApiToken)
        assert row.used_at == world.clock.real_now()
        assert revoke_token(session, row.account, row.id)
    is_problem(program.get("/people"), 401)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_another_method_is_told_which_there_are(program: Program, method: str) -> None:
    answer = program.send(method, "/closures")
    is_problem(answer, 405)
    assert answer.headers["allow"] == "GET, POST"
