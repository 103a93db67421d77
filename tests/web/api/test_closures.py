"""Registering, listing and acting: what the command line does, over HTTP."""

from typing import Any

import pytest

from models.tables import Closure, Person
from tests.web.api.program import CLOSURE, Program, fields, is_problem
from tests.web.site import World
from web.api.acts import router as acts
from web.api.closure_shapes import ClosureShape, WholeClosure


def test_a_closure_is_registered_with_its_dates(program: Program) -> None:
    answer = program.post("/closures", CLOSURE)
    assert answer.status_code == 201
    assert answer.headers["location"] == "/api/v1/closures/1"
    said = answer.json()
    assert (said["opens_on"], said["due_on"], said["check_on"]) == ("2026-09-30", "2026-10-09", "2026-10-10")
    assert (said["state"], said["platform"], said["window_source"]) == ("due", "jd-jintiao", "stated")
    assert program.get(answer.headers["location"].removeprefix("/api/v1")).json()["id"] == said["id"]


def test_the_documented_keys_are_those_that_come(program: Program) -> None:
    number = program.register()
    listed, whole = program.get("/closures").json()["closures"][0], program.get(f"/closures/{number}").json()
    assert listed.keys() == ClosureShape.model_fields.keys()
    assert whole.keys() == WholeClosure.model_fields.keys()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"platform": "没有这个平台"}, "platform"),
        ({"platform": ""}, "platform"),
        ({"platform": "two\nlines"}, "platform"),
        ({"platform": None}, "platform"),
        ({"platform": "x" * 501}, "platform"),
        ({"route": "by-pigeon"}, "route"),
        ({"on": "2026-02-30"}, "on"),
        ({"on": "20260924"}, "on"),
        ({"on": 20260924}, "on"),
        ({"on": "2026-10-11"}, ""),
        ({"window": "maybe soon"}, "window"),
        ({"window": "3-5"}, "window"),
        ({"payoff": "2026-11-11"}, "payoff"),
        ({"person": "nobody"}, "person"),
        ({"note": "11010519491231002X"}, "note"),
        ({"note": 7}, "note"),
        ({"free": "perhaps"}, "free"),
        ({"widnow": "3-5个工作日"}, "widnow"),
    ],
)
def test_a_refused_closure_names_the_field_and_stores_nothing(
    world: World, program: Program, more: dict[str, Any], field: str
) -> None:
    assert fields(program.post("/closures", CLOSURE | more)) == [field]
    with world.writing() as session:
        assert session.query(Closure).count() == 0


def test_nothing_of_what_was_sent_comes_back_in_a_refusal_by_shape(program: Program) -> None:
    assert "hush-hush" not in program.post("/closures", CLOSURE | {"hush": {"deep": "hush-hush"}}).text


def test_without_a_window_the_guides_is_taken_and_an_empty_one_assumes_thirty_days(program: Program) -> None:
    guide = program.post("/closures", {"platform": "jd-jintiao", "on": "2026-09-24"}).json()
    assumed = program.post("/closures", CLOSURE | {"window": ""}).json()
    assert (guide["window_source"], assumed["window_source"]) == ("guide", "assumed")


@pytest.fixture
def several(world: World, program: Program) -> Program:
    """1 is due, 2 waits, 3 is finished, 4 waits and is 妈妈's at a platform of no catalogue."""
    with world.writing() as session:
        session.add(Person(user=world.user(session), name="妈妈", created_at=world.clock.now()))
    program.register()
    program.register(on="2026-10-09")
    program.post(f"/closures/{program.register()}/withdraw")
    program.register(platform="某某贷", free=True, person="妈妈", on="2026-10-09", window="40天")
    return program


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4]),
        ("state=due", [1]),
        ("state=waiting", [2, 4]),
        ("state=withdrawn", [3]),
        ("state=verified", []),
        ("open=true", [1, 2, 4]),
        ("open=false", [3]),
        ("person=妈妈", [4]),
        ("platform=jd-jintiao", [1, 2, 3]),
        ("platform=京东金条", [1, 2, 3]),
        ("platform=某某贷", [4]),
        ("check_by=2026-10-10", [1, 3]),
        ("check_by=2026-10-10&open=true", [1]),
    ],
)
def test_filters(several: Program, query: str, numbers: list[int]) -> None:
    assert [each["id"] for each in several.get(f"/closures?{query}").json()["closures"]] == numbers


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("state=lost", "state"),
        ("open=perhaps", "open"),
        ("person=nobody", "person"),
        ("check_by=tomorrow", "check_by"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=ten", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=YWZ0ZXI6LTE", "cursor"),
        ("cursor=你", "cursor"),
        ("cursor=" + "x" * 61, "cursor"),
    ],
)
def test_a_filter_that_cannot_be_used_is_named(program: Program, query: str, field: str) -> None:
    assert fields(program.get(f"/closures?{query}")) == [field]


def test_pages_miss_nothing_and_repeat_nothing_while_closures_are_added(program: Program) -> None:
    for _ in range(5):
        program.register()
    seen, path = [], "/closures?limit=2&open=true"
    while path:
        answer = program.get(path)
        seen += [each["id"] for each in answer.json()["closures"]]
        following = answer.json()["next"]
        assert (answer.headers.get("link") is None) == (following is None)
        if following:
            assert answer.headers["link"] == f'<{following}>; rel="next"'
        if len(seen) == 2:
            program.post("/closures/1/withdraw")
            program.register()
        path = (following or "").removeprefix("/api/v1")
    assert seen == [1, 2, 3, 4, 5, 6]


ACTS: list[tuple[str, dict[str, Any] | None, dict[str, Any]]] = [
    ("answers", {"result": "verified"}, {"state": "verified"}),
    ("answers", {"result": "not-updated", "window": "再等15天"}, {"round": 2, "window": "15天"}),
    ("answers", {"result": "still-open"}, {"state": "escalated", "round": 2}),
    ("answers", {"result": "cannot-tell", "round": 1}, {"state": "due"}),
    ("snooze", {"until": "2026-10-20"}, {"state": "due"}),
    ("withdraw", None, {"state": "withdrawn"}),
    ("withdraw", {}, {"state": "withdrawn"}),
    ("escalate", {"rung": "ask-again", "on": "2026-10-10"}, {"state": "escalated", "doubts": []}),
    ("notes", {"text": "asked for Ms Li", "ticket": "A-17"}, {"state": "due"}),
]


@pytest.mark.parametrize(("act", "body", "becomes"), ACTS)
def test_acts(program: Program, act: str, body: dict[str, Any] | None, becomes: dict[str, Any]) -> None:
    answer = program.post(f"/closures/{program.register()}/{act}", body)
    assert answer.status_code == 200, answer.text
    assert {name: answer.json()[name] for name in becomes} == becomes


def test_an_act_is_taken_back_once(program: Program) -> None:
    number = program.register()
    program.post(f"/closures/{number}/withdraw")
    assert program.post(f"/closures/{number}/undo").json()["state"] == "due"
    is_problem(program.post(f"/closures/{number}/undo"), 409)


def test_an_escalation_that_led_to_nothing_ends(program: Program) -> None:
    number = program.register()
    is_problem(program.post(f"/closures/{number}/give-up"), 409)
    program.post(f"/closures/{number}/answers", {"result": "still-open"})
    assert program.post(f"/closures/{number}/give-up").json()["state"] == "given_up"


def test_the_act_that_starts_the_clock(program: Program) -> None:
    awaited = program.post(
        "/closures", {"platform": "youqianhua-wukuang-trust", "requested": "2026-09-20"}
    ).json()
    assert (awaited["state"], awaited["due_on"]) == ("requested", None)
    begun = program.post(f"/closures/{awaited['id']}/act", {"on": "2026-09-24"}).json()
    assert (begun["day0"], begun["state"]) != (None, "requested")
    is_problem(program.post(f"/closures/{program.register()}/act"), 409)


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("answers", {"result": "perhaps"}, "result"),
        ("answers", {}, "result"),
        ("answers", {"result": "not-updated", "window": "soon"}, "window"),
        ("answers", {"result": "verified", "window": "15天"}, ""),
        ("answers", {"result": "verified", "round": 0}, "round"),
        ("snooze", {"until": "2026-10-10"}, "until"),
        ("snooze", {"until": "never"}, "until"),
        ("escalate", {"rung": "heaven", "on": "2026-10-10"}, "rung"),
        ("escalate", {"rung": "ask-again", "on": "2026-10-11"}, ""),
        ("notes", {"text": ""}, "text"),
        ("notes", {"text": "11010519491231002X"}, "text"),
        ("withdraw", {"why": "tired"}, "why"),
        ("withdraw", {"last_change": "one"}, "last_change"),
    ],
)
def test_a_refused_act_names_the_field(program: Program, act: str, body: dict[str, Any], field: str) -> None:
    assert fields(program.post(f"/closures/{program.register()}/{act}", body)) == [field]


def test_what_is_finished_is_not_answered_again(program: Program) -> None:
    number = program.register()
    program.post(f"/closures/{number}/answers", {"result": "verified"})
    is_problem(program.post(f"/closures/{number}/answers", {"result": "verified"}), 409)
    is_problem(program.post(f"/closures/{number}/answers", {"result": "verified", "round": 2}), 409)


def test_an_act_by_an_older_look_is_refused(program: Program) -> None:
    number = program.register()
    seen = program.get(f"/closures/{number}").json()["last_change"]
    assert (
        program.post(f"/closures/{number}/snooze", {"until": "2026-10-20", "last_change": seen}).status_code
        == 200
    )
    is_problem(program.post(f"/closures/{number}/withdraw", {"last_change": seen}), 409)
    seen = program.get(f"/closures/{number}").json()["last_change"]
    assert program.post(f"/closures/{number}/withdraw", {"last_change": seen}).status_code == 200


@pytest.mark.parametrize("number", ["7", "0", "-1", "one", "9" * 30, "1.5", "%00"])
def test_what_is_not_there_is_not_found(program: Program, number: str) -> None:
    is_problem(program.get(f"/closures/{number}"), 404)
    for route in acts.routes:
        path = getattr(route, "path", "").removeprefix("/v1").replace("{number}", number)
        body = {
            "answers": {"result": "verified"},
            "snooze": {"until": "2026-10-20"},
            "escalate": {"rung": "ask-again", "on": "2026-10-10"},
            "notes": {"text": "x"},
        }.get(path.rpartition("/")[2])
        is_problem(program.post(path, body), 404)
